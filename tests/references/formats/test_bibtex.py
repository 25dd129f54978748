"""Reading BibTeX: names, TeX, macros, and entries that are broken."""

import pytest

from references.formats.reading import read_references


def entries(text: str) -> list:
    return read_references(text.encode(), name="refs.bib").entries


def one(fields: str, kind: str = "article") -> dict:
    (entry,) = entries(f"@{kind}{{key, title = {{A title}}, {fields}}}")
    assert entry.issues == []
    return entry.csl


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Zinman, Bernard", {"family": "Zinman", "given": "Bernard"}),
        ("Bernard van den Berg", {"family": "Berg", "given": "Bernard", "non-dropping-particle": "van den"}),
        ("van den Berg, Bernard", {"family": "Berg", "given": "Bernard", "non-dropping-particle": "van den"}),
        ("Hardy, Jr, W. D.", {"family": "Hardy", "given": "W. D.", "suffix": "Jr"}),
        ("{EMPA-REG OUTCOME Investigators}", {"literal": "EMPA-REG OUTCOME Investigators"}),
        ("M{\\\"u}ller, J{\\'o}zef", {"family": "Müller", "given": "Józef"}),
        ("Erd\\H{o}s, P{\\'a}l", {"family": "Erdős", "given": "Pál"}),
        ("{\\O}stergaard, S{\\o}ren", {"family": "Østergaard", "given": "Søren"}),
        ("Plato", {"family": "Plato"}),
        ("others", {"literal": "et al."}),
    ],
)
def test_names_are_taken_apart_as_bibtex_does(name, expected):
    assert one(f"author = {{{name}}}")["author"] == [expected]


def test_several_people_are_several():
    people = one("author = {Zinman, Bernard and {A and B Group} and others}")["author"]

    assert people == [{"family": "Zinman", "given": "Bernard"}, {"literal": "A and B Group"}, {"literal": "et al."}]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("{EMPA-REG} and {\\textit{in vitro}} tests", "EMPA-REG and <i>in vitro</i> tests"),
        ("CO$_2$ and Ca$^{2+}$", "CO<sub>2</sub> and Ca<sup>2+</sup>"),
        ("A \\emph{\\textbf{nested}} word", "A <i><b>nested</b></i> word"),
        ("5% of women \\& men at 3\\,mg", "5% of women & men at 3 mg"),
        ("pages 1--5 --- ``quoted''", "pages 1–5 — “quoted”"),
        ("$\\alpha$-blockers and \\beta-blockers", "α-blockers and β-blockers"),
        ("One\n   two", "One two"),
    ],
)
def test_tex_in_a_title_becomes_text(title, expected):
    (entry,) = entries(f"@article{{key, title = {{{title}}}}}")

    assert entry.csl["title"] == expected


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("year = 2015, month = nov, day = 26", [[2015, 11, 26]]),
        ("year = {2015}, month = {November}", [[2015, 11]]),
        ("date = {2015-11-26}", [[2015, 11, 26]]),
        ("date = {2015-11/2016-02}", [[2015, 11], [2016, 2]]),
        ("year = 2015", [[2015]]),
    ],
)
def test_dates_are_read_in_both_dialects(fields, issued):
    assert one(fields)["issued"] == {"date-parts": issued}


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("article", "journal = {QJM}, number = 9, pages = {635--642}", {"issue": "9", "page": "635-642"}),
        ("techreport", "institution = {WHO}, address = {Geneva}, number = {5}", {"publisher": "WHO", "number": "5"}),
        ("incollection", "booktitle = {A book}, edition = {3}", {"container-title": "A book", "type": "chapter"}),
        ("phdthesis", "school = {A university}", {"publisher": "A university", "type": "thesis"}),
        ("online", "url = {https://example.org/a\\_b}, urldate = {2026-11-02}", {"URL": "https://example.org/a_b"}),
        ("misc", "howpublished = {\\url{https://example.org/}}", {"URL": "https://example.org/", "type": "webpage"}),
        ("misc", "eprint = {2001.00001}, archiveprefix = {arXiv}", {"container-title": "arXiv", "type": "article"}),
    ],
)
def test_types_say_what_their_fields_mean(kind, fields, expected):
    item = one(fields, kind)

    assert {name: item.get(name) for name in expected} == expected


def test_macros_and_comments_are_no_entries():
    text = '@string{nejm = "N Engl J Med"}\n@comment{x}\nwords\n@preamble{"\\newcommand"}\n'
    (entry,) = entries(f"{text}@article{{a, title = {{T}}, journal = nejm}}")

    assert (entry.line, entry.csl["container-title"]) == (5, "N Engl J Med")


def test_an_entry_that_is_never_closed_fails_alone_and_is_shown():
    text = "@article{a, title = {One}}\n@article{bad, title = {Unclosed {brace}, year = 2000}\n@article{b, title={Two}}"

    found = entries(text)

    assert [entry.csl.get("title") for entry in found] == ["One", None, "Two"]
    assert [issue.message for issue in found[1].issues] == [
        "Line 2: A brace or a quotation mark in this entry is never closed."
    ]
    assert found[1].text.startswith("@article{bad, title = {Unclosed")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("@book{a, author={A, B, C, D, E}, title={One}}", "bad-value"),
        ("@book{a, doi={not a doi}}", "bad-identifier"),
        ("@book{a, title={One\u200b}}", "hidden-character"),
        ("@book{a, author={" + " and ".join(f"A{n}, B" for n in range(10_000)) + "}}", "too-many-names"),
        ("@book{a, title={\\x " + "{" * 100 + "x" + "}" * 100 + "}}", "bad-tex"),
        ("@book{a, }", "empty"),
    ],
)
def test_what_cannot_be_used_says_why(text, code):
    entry = entries(text)[-1]

    assert [issue.code for issue in entry.issues] == [code]
    assert entry.issues[0].message.startswith(f"Line {entry.line}: ")


@pytest.mark.parametrize(
    ("text", "code", "target"),
    [
        ("@book{a, title={One}}\n@book{A, title={Two}}\n@book{a, title={Two}}", "duplicate-id", "line:3:id"),
        ("@book{a, title={Two}, TITLE={One}}", "duplicate-field", "line:1:title"),
        ("@book{a, doi={not a doi}, title={Two}}", "left-off", "line:1:DOI"),
        ("@book{a, url={javascript:alert(1)}, title={Two}}", "left-off", "line:1:URL"),
    ],
    ids=["a key used twice", "a field that stands twice", "a bad identifier", "a bad address"],
)
def test_a_small_fault_does_not_cost_the_entry_and_is_said(text, code, target):
    entry = entries(text)[-1]

    assert (entry.csl["title"], entry.issues) == ("Two", [])
    assert [(note.code, note.target) for note in entry.notes] == [(code, target)]


def test_the_good_fields_of_a_failed_entry_are_there_to_be_mended():
    (entry,) = entries("@book{a, title={One}, author={Plato}, doi={10.no}}")

    assert entry.csl == {"id": "a", "type": "book", "title": "One", "author": [{"family": "Plato"}]}
