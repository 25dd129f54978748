"""The AMA-like style, styles of one's own, and styles that cannot be used."""

import warnings

import pytest
from citeproc import CitationStylesStyle
from hypothesis import given
from hypothesis import strategies as st

from editorial.checks import check_reference_style
from references.csl_style import MOST_REMEMBERED, STYLES, load_style, our_styles, style_problem
from references.formatting import AMA_LIKE, format_reference
from tests.references.citing_medicine.items import article, day, people, work

OWN = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
<info><title>Own</title><id>own</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="citation-number"/></layout></citation>
<bibliography><layout suffix="."><group delimiter=", "><names variable="author"><name/></names>
<text variable="title" font-style="italic"/><text variable="container-title" font-weight="bold"/>
</group></layout></bibliography></style>"""
DOI = "10.1056/NEJMra041867"
AMA = {
    "an article": (
        article("Boyer, Edward W.; Shannon, Michael", "The serotonin syndrome", "N Engl J Med", (2005, 3, 17),
                "352|11|1112-1120", DOI=DOI),
        "Boyer EW, Shannon M. The serotonin syndrome. <i>N Engl J Med</i>. 2005;352(11):1112-1120. "
        f'doi:<a href="https://doi.org/{DOI}">{DOI}</a>',
    ),
    "more than six authors: three and et al.": (
        article("A, B.; C, D.; E, F.; G, H.; I, J.; K, L.; M, N.", "A title", "JAMA", (2005,), "1||2"),
        "A B, C D, E F, et al. A title. <i>JAMA</i>. 2005;1:2.",
    ),
    "names": (
        article("van den Berg, Jan-Paul; Hardy, W. D., Jr.; Estes, C., III; [A Group]", "Why?", "JAMA", (2005,),
                "1||2"),
        "van den Berg JP, Hardy WD Jr, Estes C III, A Group. Why? <i>JAMA</i>. 2005;1:2.",
    ),
    "a title in which a name is in italics": (
        article("A, B.", "On <i>E. coli</i> & others", "JAMA", (2005,), "1||2"),
        "A B. On <i>E. coli</i> &amp; others. <i>JAMA</i>. 2005;1:2.",
    ),
    "a book": (
        work("book", "Medical microbiology", "Murray, P. R.; Rosenthal, K. S.", edition="4", publisher="Mosby",
             publisher_place="St. Louis", issued=day(2002)),
        "Murray PR, Rosenthal KS. <i>Medical microbiology</i>. 4th ed. Mosby; 2002.",
    ),
    "a chapter": (
        work("chapter", "Chromosome alterations", "Meltzer, P. S.", "Vogelstein, B.; Kinzler, K. W.",
             container_title="The genetic basis of human cancer", publisher="McGraw-Hill", issued=day(2002),
             page="93-113"),
        "Meltzer PS. Chromosome alterations. In: Vogelstein B, Kinzler KW, eds. <i>The genetic basis of human "
        "cancer</i>. McGraw-Hill; 2002:93-113.",
    ),
    "a web page": (
        work("webpage", "Mental health medications", "[National Institute of Mental Health]",
             container_title="National Institute of Mental Health", issued=day(2016, 10), accessed=day(2026, 11, 2),
             URL="https://www.nimh.nih.gov/a"),
        "National Institute of Mental Health. Mental health medications. October 2016. Accessed November 2, 2026. "
        '<a href="https://www.nimh.nih.gov/a">https://www.nimh.nih.gov/a</a>',
    ),
    "a preprint": (
        work("article", "Attention is all you need", "Vaswani, Ashish", container_title="arXiv",
             issued=day(2017, 6, 12)),
        "Vaswani A. Attention is all you need. <i>arXiv</i>. Preprint posted online June 12, 2017.",
    ),
    "editors alone": (
        work("book", "Operative obstetrics", editors="Gilstrap, L. C., III", publisher="McGraw-Hill", issued=day(2002)),
        "Gilstrap LC III, ed. <i>Operative obstetrics</i>. McGraw-Hill; 2002.",
    ),
    "without date and author": (
        {"type": "article-journal", "title": "A title", "container-title": "Sleep", "page": "1-6"},
        "A title. <i>Sleep</i>. 1-6.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", AMA)
def test_entries_of_the_ama_like_style(name):
    csl, expected = AMA[name]

    assert format_reference(csl, style=AMA_LIKE) == expected


@pytest.mark.parametrize("name", our_styles())
def test_our_styles_are_valid_csl_and_can_be_used(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        CitationStylesStyle(str(STYLES / f"{name}.csl"), validate=True)

    assert style_problem(name) == ""


def test_a_style_of_ones_own_is_used_by_setting(tmp_path, settings):
    path = tmp_path / "own.csl"
    path.write_text(OWN)
    settings.REFERENCE_STYLE = str(path)
    csl = {"type": "book", "title": "A <b>title</b> & <u>", "author": people("Lane, Roger"), "container-title": "J"}

    assert format_reference(csl) == "Roger Lane, <i>A <b>title</b> &amp; &lt;u&gt;</i>, <b>J</b>."
    assert check_reference_style(None) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "There is no style"),
        ("no xml", "is not XML"),
        ("<html/>", "is XML, but no CSL style"),
        ('<!DOCTYPE a [<!ENTITY b "c">]>' + OWN, "declares entities"),
        (OWN.replace("bibliography", "intext"), "lists no references"),
        (OWN.replace('<text variable="title" font-style="italic"/>', '<text macro="none"/>'), "cannot be used"),
        (OWN.replace('variable="title"', 'variable="issue"'), "shows no title"),
        (OWN + " " * 1_000_001, "is larger than"),
    ],
)
def test_a_style_that_cannot_be_used_is_told_at_start(tmp_path, settings, content, message):
    path = tmp_path / "bad.csl"
    if content is not None:
        path.write_text(content)
    settings.REFERENCE_STYLE = str(path)

    (error,) = check_reference_style(None)

    assert error.id == "imprimatur.E010"
    assert message in error.msg
    assert str(path) in error.msg


@pytest.mark.parametrize("name", ["vancouver", "../settings", "/etc/passwd", ""])
def test_a_name_that_is_no_style_is_told(settings, name):
    settings.REFERENCE_STYLE = name

    assert [error.id for error in check_reference_style(None)] == ["imprimatur.E010"]


def test_a_style_is_read_once():
    assert load_style("ama-like") is load_style("ama-like")


def test_a_style_answers_again_as_it_did_at_first():
    asked = (".//cs:macro", ".//cs:text[@variable='title']", "./ancestor-or-self::cs:layout[1]", ".//cs:nothing")
    for element in load_style("citing-medicine").elements:
        for expression in asked:
            fresh = element.xpath(expression, namespaces=element.nsmap)
            assert [*element.xpath_search(expression)] == [*element.xpath_search(expression)] == fresh


def test_formatting_again_asks_the_tree_nothing_new():
    def known() -> int:
        return sum(len(element.__dict__.get("_found", ())) for element in load_style(AMA_LIKE).elements)

    item = AMA["an article"][0]
    format_reference({**item, "title": "The first of two"}, style=AMA_LIKE)
    before = known()
    format_reference({**item, "title": "The second of two"}, style=AMA_LIKE)

    assert before > 0
    assert known() == before


def test_what_an_element_remembers_is_limited():
    root = load_style.__wrapped__("citing-medicine").root
    for number in range(MOST_REMEMBERED + 5):
        assert root.xpath_search(f"./cs:macro[@name='none-{number}']") == ()

    assert len(root.__dict__["_found"]) == MOST_REMEMBERED
    assert root.xpath_search(".//cs:layout")


@given(
    st.text(st.sampled_from("<>\"'&;/=abi \ue000\ue001\ue009scriptonerror!"), max_size=60),
    st.sampled_from(["title", "container-title", "publisher", "volume", "page", "DOI", "URL", "edition"]),
    st.sampled_from(["article-journal", "book", "webpage", "chapter", "report"]),
)
def test_whatever_a_field_holds_the_result_has_only_harmless_markup(value, field, kind):
    html = format_reference(
        {"type": kind, field: value, "author": [{"family": value or "x", "given": value}]}, style=AMA_LIKE
    )

    for tag in ("i", "b", "sub", "sup"):
        html = html.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert "<" not in html.replace('<a href="http', "").replace("</a>", "")
