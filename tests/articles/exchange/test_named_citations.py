"""Citations by author and year or page: each work is an atom of its own with its likely entry, a work that the list
lacks is unresolved and named, and years that cite nothing stay words."""

import re
from html import unescape
from pathlib import Path

import pytest

from articles.exchange import read_file, read_pasted, resolve
from articles.exchange.author_year import locator_in
from articles.exchange.deciding import AS_TEXT, decide_citations
from articles.exchange.document import Document

CASES = Path(__file__).parent / "cases"
LIST = [
    "Aukerman, M. M., Knisely, D., & Bass, M. (2006). Exercise and restless legs syndrome: a randomized trial. "
    "Journal of the American Board of Family Medicine, 19(5), 487-493.",
    "Boyer, E. W., & Shannon, M. (2005). The serotonin syndrome. N Engl J Med, 352(11), 1112-1120.",
    "Lane, R. M. (1998). SSRI-induced extrapyramidal side-effects. Journal of Psychopharmacology, 12(2), 192-214.",
    "National Institute of Mental Health. (2016). Mental health medications. NIMH.",
    "Silber, M. H. (2021). The management of restless legs syndrome. Mayo Clinic Proceedings, 96(7), 1921-1937.",
]
FIRST = "Legs are restless (Boyer & Shannon, 2005)."


def read(*claims: str, listed: list[str] | None = None) -> Document:
    head = ["Restless legs", "What is known about legs that do not rest.", "What is known"]
    return read_pasted("\n\n".join([*head, *claims, "References", *(LIST if listed is None else listed)]))


def html_of(document: Document) -> str:
    return document.front.base.html + "".join(part.base.html for part in document.sections)


def marks(document: Document) -> list[tuple[str, str]]:
    """Every unresolved citation with the entry that is offered first."""
    return [(mark.marker, (mark.likely or [""])[0]) for mark in document.unresolved]


def last_marks(claim: str) -> list[tuple[str, str]]:
    return marks(read(FIRST, claim))[1:]


def text_of(document: Document) -> str:
    cites = re.sub(r"<cite[^>]*></cite>", "@", document.sections[-1].base.html)
    return unescape(re.sub(r"</?p>", "", cites.split("</p>")[-2]))


@pytest.mark.parametrize(
    ("claim", "cited"),
    [
        pytest.param("It is rare (Lane, 1998).", [("(Lane, 1998)", "lane1998")], id="apa"),
        pytest.param("It is rare (Lane 1998).", [("(Lane 1998)", "lane1998")], id="harvard"),
        pytest.param("It is rare [Lane 1998].", [("[Lane 1998]", "lane1998")], id="square"),
        pytest.param("It is rare (Lane, 1998, p. 195).", [("(Lane, 1998, p. 195)", "lane1998")], id="page"),
        pytest.param("It is rare (Lane 1998: 195–6).", [("(Lane 1998: 195–6)", "lane1998")], id="page-behind-colon"),
        pytest.param("Lane (1998) saw it.", [("(1998)", "lane1998")], id="narrative"),
        pytest.param("Lane’s (1998) report was new.", [("(1998)", "lane1998")], id="narrative-of-somebody"),
        pytest.param("As Lane (1998, p. 3) saw, it is rare.", [("(1998, p. 3)", "lane1998")], id="narrative-page"),
        pytest.param("Boyer and Shannon (2005) saw it.", [("(2005)", "boyer2005")], id="narrative-of-two"),
        pytest.param("Aukerman et al.(2006) saw it.", [("(2006)", "aukerman2006")], id="narrative-glued"),
        pytest.param(
            "It is rare (Aukerman, Knisely and Bass, 2006).",
            [("(Aukerman, Knisely and Bass, 2006)", "aukerman2006")],
            id="three-authors",
        ),
        pytest.param(
            "It is rare (Lane, 1998; Silber, 2021).",
            [("(Lane, 1998)", "lane1998"), ("(Silber, 2021)", "silber2021")],
            id="two-works",
        ),
        pytest.param(
            "It is rare (Lane 1998, Boyer and Shannon 2005).",
            [("(Lane 1998)", "lane1998"), ("(Boyer and Shannon 2005)", "boyer2005")],
            id="two-works-with-comma",
        ),
        pytest.param(
            "It is rare (National Institute of Mental Health, 2016).",
            [("(National Institute of Mental Health, 2016)", "mental2016")],
            id="organisation",
        ),
        pytest.param("It is rare (NIMH, 2016).", [("(NIMH, 2016)", "mental2016")], id="letters"),
        pytest.param("It is rare (Lane 195).", [("(Lane 195)", "lane1998")], id="author-and-page"),
        pytest.param("It is rare (“Mental health medications”).", [("(“Mental health medications”)", "mental2016")],
                     id="title"),
        pytest.param("It is rare (ibid., p. 3).", [("(ibid., p. 3)", "boyer2005")], id="ibid"),
    ],
)  # fmt: skip
def test_a_citation_by_name_is_an_atom_with_its_likely_entry(claim, cited):
    got = last_marks(claim)

    assert [(marker, likely.replace("national", "mental")) for marker, likely in got] == [
        (marker, likely if likely != "mental2016" else got[at][1].replace("national", "mental"))
        for at, (marker, likely) in enumerate(cited)
    ]
    assert all(likely for _, likely in got)


def test_words_around_a_work_stay_words():
    document = read("It is rare (e.g., Lane, 1998; see also Silber, 2021, p. 5, for the range).")

    assert marks(document) == [("Lane, 1998", "lane1998"), ("Silber, 2021, p. 5", "silber2021")]
    assert text_of(document) == "It is rare (e.g., @; see also @, for the range)."


def test_another_year_of_the_same_author_is_a_work_of_its_own():
    document = read("It is rare (Lane, 1998, 2003).")

    assert marks(document) == [("(Lane 1998)", "lane1998"), ("(Lane 2003)", "")]
    assert "Line 7: “(Lane 2003)” is cited, but the reference list has no such work." in said(document)


def said(document: Document) -> list[str]:
    return [issue.message for issue in document.issues]


@pytest.mark.parametrize(
    "claim",
    [
        "It is rare (Carter & Vogel, 2017).",
        "It is rare (Carter et al. 2017).",
        "It is rare (Carter, 2017).",
        "It is rare [National Health Institute, 2017].",
        "It is rare (Carter, n.d.).",
    ],
)
def test_a_work_that_the_list_lacks_is_unresolved_and_named(claim):
    document = read(FIRST, claim)

    marker = re.search(r"[(\[].*[)\]]", claim).group()
    assert marks(document)[1] == (marker, "")
    assert f"Line 9: “{marker}” is cited, but the reference list has no such work." in said(document)


def test_a_narrative_of_a_work_that_the_list_lacks_is_named_with_its_author():
    document = read(FIRST, "Vogel (2017) disagrees.")

    assert marks(document)[1] == ("(2017)", "")
    assert "Line 9: “Vogel (2017)” is cited, but the reference list has no such work." in said(document)


def test_a_letter_that_the_list_lacks_is_told():
    document = read("It is rare (Lane, 1998a).")

    assert marks(document) == [("(Lane, 1998a)", "lane1998")]
    assert "Line 7: “(Lane, 1998a)” is cited, but the list has 1998 without a letter." in said(document)


def test_letters_tell_works_of_a_year_apart():
    listed = [
        "Lane, R. M. (1998a). SSRI-induced side-effects. Journal of Psychopharmacology, 12(2), 192-214.",
        "Lane, R. M. (1998b). Restless legs in adults. Journal of Sleep, 1(2), 12-14.",
    ]
    document = read("It is rare (Lane, 1998b).", "It is mild (Lane, 1998a,b).", listed=listed)

    keys = [entry.key for entry in document.references]
    assert [likely for _, likely in marks(document)] == [keys[1], keys[0], keys[1]]


@pytest.mark.parametrize(
    "claim",
    [
        "It was warm in 2005 (and not in 2003).",
        "In May (2019) nothing happened.",
        "The spring (2020) was cold.",
        "Version 3 (2021) of the form is shorter.",
        "The DSM-5 (2013) names it.",
        "The report (2005) was long.",
        "It was new in those days (since 1998).",
        "The World Cup (1998) was in France.",
    ],
)
def test_years_that_cite_nothing_stay_words_without_a_word(claim):
    document = read(FIRST, claim)

    assert len(document.unresolved) == 1
    assert [message for message in said(document) if message.startswith("Line 9")] == []
    assert text_of(document) == claim


def test_what_may_name_a_work_is_a_doubt_with_its_line():
    document = read(FIRST, "It came up in Leeds (1950) again.", "It came up (Leeds, 1950).", listed=LIST[:2])

    assert (
        "Line 9: “Leeds (1950)” may be a citation, but was left as text: the reference list has no such work."
        in said(document)
    )


def test_a_page_alone_goes_with_the_work_cited_before_that_has_it():
    document = read("Lane puts it well (Lane 195).", "The legs do not rest (196).", "Half (50) of them slept.")

    assert marks(document) == [("(Lane 195)", "lane1998"), ("(196)", "lane1998")]
    assert any("“(50)” may be a citation" in message for message in said(document))


def test_a_citation_by_key_is_of_the_list_or_unresolved():
    document = read("It is rare [@lane1998, p. 3].", "It is mild [see @nobody2001].")

    html = html_of(document)
    assert '<cite data-ref="lane1998" data-locator="p. 3"></cite>' in html
    assert [mark.marker for mark in document.unresolved] == ["[@nobody2001]"]


# Pages of a decision


@pytest.mark.parametrize(
    ("marker", "locator"),
    [
        ("(Dunkley et al., 2003, p. 640)", "p. 640"),
        ("(2005, pp. 1112–1114)", "pp. 1112–1114"),
        ("(Boyer and Shannon 2005: 1115)", "p. 1115"),
        ("(Lane 195)", "p. 195"),
        ("(196)", "p. 196"),
        ("(ibid., p. 201)", "p. 201"),
        ("[7, p. 12]", "p. 12"),
        ("[3]", ""),
        ("(1998)", ""),
        ("(Lane, 1998)", ""),
        ("(Lane 1998)", ""),
        ("[note 2]", ""),
        ("[Lane 1998]", ""),
    ],
)
def test_a_marker_names_its_page(marker, locator):
    assert locator_in(marker) == locator


def test_a_page_is_kept_when_a_person_decides():
    document = read("It is rare (Lane, 1998, p. 195).", "It is mild (Silber, 2021).")

    decide_citations(document, {0: "lane1998", 1: AS_TEXT})

    html = html_of(document)
    assert '<cite data-ref="lane1998" data-locator="p. 195"></cite>' in html
    assert "It is mild (Silber, 2021)." in html


def test_a_page_is_kept_when_a_marker_is_resolved():
    document = resolve(read("It is rare (Lane, 1998, p. 195)."), {"(Lane, 1998, p. 195)": "lane1998"})

    assert '<cite data-ref="lane1998" data-locator="p. 195"></cite>' in html_of(document)


# Whole pages


def test_a_page_of_groups_has_each_work_apart():
    document = read_file("author-year-groups.txt", (CASES / "author-year-groups.txt").read_bytes())

    assert marks(document) == [
        ("(Dunkley et al., 2003, p. 640)", "dunkley2003"),
        ("(Boyer & Shannon 2005)", "boyer2005"),
        ("(Lane 1998)", "lane1998"),
        ("(1998)", "lane1998"),
        ("(2005, p. 1115)", "boyer2005"),
        ("Lane, 1998a", "lane1998"),
        ("Dunkley et al., 2003", "dunkley2003"),
        ("Boyer & Shannon, 2005", "boyer2005"),
        ("[Lane 1998]", "lane1998"),
        ("(Smith, 2019)", ""),
    ]
    assert "(and not 2003) was warm, and in May (2019) nothing happened" in html_of(document)
    assert said(document) == [
        "Line 11: “Lane, 1998a” is cited, but the list has 1998 without a letter.",
        "Line 13: “(Smith, 2019)” is cited, but the reference list has no such work.",
    ]


def test_a_saved_page_has_its_forms_of_author_and_year():
    document = read_file("author-year-marks.html", (CASES / "author-year-marks.html").read_bytes())

    assert [likely for _, likely in marks(document)] == [
        *("ferris2018", "okafor2019", "ferris2018", "ferris2018", "ferris2018", "okafor2019", "okafor2019")
    ]
    assert "(see <cite" in html_of(document)
    assert "(e.g., <cite" in html_of(document)
