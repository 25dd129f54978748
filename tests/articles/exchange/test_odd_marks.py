"""Citations in unusual forms: each is a citation, an unresolved one, or a doubt that is shown; and what looks much like
one, and is none, is left without a word."""

import pytest

from articles.exchange import read_file
from tests.articles.exchange.word.files import field, p, word

LISTED = (
    "1. Boyer EW. The serotonin syndrome. N Engl J Med. 2005;352(11):1112-1120.",
    "2. Lane RM. Akathisia of many. J Psychopharmacol. 1998;12(2):192-214.",
)


def read(said: str):
    claim = f"It is so {said}, and more of it follows here."
    parts = ("A title of words", "What is known of it is told here.", "Part of it", claim, "References", *LISTED)
    document = read_file("page.txt", "\n\n".join(parts).encode())
    html = document.front.base.html + "".join(section.base.html for section in document.sections)
    doubts = [issue.message for issue in document.issues if issue.code == "maybe-citation"]
    assert document.unaccounted == []
    return html.count("<cite data-ref"), [one.marker for one in document.unresolved], doubts


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("[see 1]", 1),
        ("(ref 1)", 1),
        ("(refs. 1, 2)", 2),
        ("(see reference 2)", 1),
        ("[1 to 2]", 2),
        ("[1&2]", 2),
        ("[1 and 2]", 2),
        ("[#1]", 1),
        ("[no. 2]", 1),
        ("【1】", 1),
        ("［1, 2］", 2),
        ("so[1]:45", 1),
    ],
)
def test_numbers_with_words_of_marks_or_in_other_brackets_cite(said, count):
    assert read(said) == (count, [], [])


@pytest.mark.parametrize(
    ("said", "markers"),
    [
        ("{Boyer, 2005 #12}", ["{Boyer, 2005 #12}"]),
        ("{Boyer, 2005 #12; Lane, 1998 #3@@hidden}", ["{Boyer, 2005 #12}", "{Lane, 1998 #3@@hidden}"]),
        ("(Lane '98)", ["(Lane '98)"]),
        ("(Lane et al)", ["(Lane et al)"]),
        ("(see Lane et al.; Boyer et al.)", ["Lane et al.", "Boyer et al."]),
        ("(Sleep in Age Study Group, 2003)", ["(Sleep in Age Study Group, 2003)"]),
        ("(WHO, 2020a,b)", ["(WHO 2020a)", "(WHO 2020b)"]),
        ("(Nobody et al., unpublished)", ["(Nobody et al., unpublished)"]),
    ],
)
def test_names_in_unusual_forms_are_unresolved_citations(said, markers):
    assert read(said)[:2] == (0, markers)


def test_years_of_two_digits_offer_the_work_of_that_year():
    parts = ("A title of words", "What is known is told here.", "Part", "It is so (Lane '98).", "References", *LISTED)
    document = read_file("page.txt", "\n\n".join(parts).encode())

    assert [one.likely[0] for one in document.unresolved] == ["lane1998"]


@pytest.mark.parametrize(
    "said",
    [
        "[12: 45]",
        "{1}",
        "[1,a]",
        "[1*]",
        "[2a, b]",
        "(see 2)",
        "[Lane98]",
        "[Lane98; Boyer2005]",
        "\\cite{lane1998}",
        "\\citep[p. 4]{lane1998,boyer2005}",
        "(Table 2, ref. 1)",
    ],
)
def test_what_may_cite_in_another_form_is_a_doubt_that_is_shown(said):
    cited, markers, doubts = read(said)

    assert (cited, markers) == (0, [])
    assert [doubt.startswith(f"Line 7: “{said}” may be a citation") for doubt in doubts] == [True]


@pytest.mark.parametrize(
    "said",
    ["[a]", "{x, y}", "[IL6]", "[Tc99m]", "[2.5]", "[10 mg]", "[2020]", "[3D]", "[::1]", "(in '98)", "(n = 12)", "[5%]",
     "(a, b)", "[sic]", "[NICE]", "(reference range 3)", "(see 2 above)", "(Class of '98)"],
)  # fmt: skip
def test_other_words_in_brackets_are_left_without_a_word(said):
    assert read(said) == (0, [], [])


@pytest.mark.parametrize(
    ("raised", "markers", "doubts"),
    [("ref. 8", ["[8]"], 0), ("1,a", [], 1), ("2*", [], 1), ("st", [], 0), ("a,b", [], 0), ("2+", [], 0)],
)
def test_raised_numbers_with_more_than_numbers(raised, markers, doubts):
    page = f"<h1>A title of words</h1><p>It is so<sup>{raised}</sup>, and more of it follows here.</p>"
    document = read_file("page.html", page.encode())

    assert [one.marker for one in document.unresolved] == markers
    assert sum(issue.code == "maybe-citation" for issue in document.issues) == doubts
    assert document.unaccounted == []


@pytest.mark.parametrize(
    ("code", "printed", "count"),
    [
        ("ADDIN PAPERS2_CITATIONS &lt;citation&gt;x&lt;/citation&gt;", "3", 1),
        ("ADDIN NE.Ref.{AB}", "[2]", 1),
        ("ADDIN RW.CITE{{12 a}}", "(Lane 1998)", 1),
        ("ADDIN PAPERS2_CITATIONS &lt;papers2_bibliography/&gt;", "words", 0),
        ("ADDIN Something", "words", 0),
    ],
)
def test_fields_of_any_manager_of_references_cite_what_they_print(code, printed, count):
    body = [p("A title of words"), p("It is so ", field(code, printed), " and more of it follows.")]
    document = read_file("page.docx", word(*body))

    assert [one.marker for one in document.unresolved] == [printed] * count
    assert [remark.words for remark in document.remarks if remark.serious] == [printed] * count
    assert document.unaccounted == []
