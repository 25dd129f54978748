"""Plain reference lists: what is certain is read, what is not stays absent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.shared.issues import Refused
from references.formats.csl import clean_csl
from references.formats.plain import parse_entry

LANE = {"family": "Lane", "given": "RM"}
BOYER = [{"family": "Boyer", "given": "EW"}, {"family": "Shannon", "given": "M"}]
SSRI = "SSRI-induced extrapyramidal side-effects and akathisia: implications for treatment"


def year(number: int) -> dict:
    return {"date-parts": [[number]]}


READ = {
    "the form of PubMed": (
        f"Lane RM. {SSRI}. J Psychopharmacol. 1998;12(2):192-214.",
        {
            "type": "article-journal",
            "author": [LANE],
            "title": SSRI,
            "container-title": "J Psychopharmacol",
            "issued": year(1998),
            "volume": "12",
            "issue": "2",
            "page": "192-214",
        },
    ),
    "with a DOI after it": (
        "2. Boyer EW, Shannon M. The serotonin syndrome. N Engl J Med. 2005;352(11):1112-1120. "
        "doi:10.1056/NEJMra041867",
        {
            "type": "article-journal",
            "author": BOYER,
            "title": "The serotonin syndrome",
            "container-title": "N Engl J Med",
            "issued": year(2005),
            "volume": "352",
            "issue": "11",
            "page": "1112-1120",
            "DOI": "10.1056/NEJMra041867",
        },
    ),
    "abbreviations with full stops, a day and PubMed numbers": (
        "Boyer E.W., Shannon M. The serotonin syndrome. N. Engl. J. Med. 2005 Mar 17; 352 (11): 1112–20. "
        "PMID: 15784664; PMCID: PMC123.",
        {
            "type": "article-journal",
            "author": [{"family": "Boyer", "given": "E.W."}, {"family": "Shannon", "given": "M"}],
            "title": "The serotonin syndrome",
            "container-title": "N. Engl. J. Med",
            "issued": {"date-parts": [[2005, 3, 17]]},
            "volume": "352",
            "issue": "11",
            "page": "1112-20",
            "PMID": "15784664",
            "PMCID": "PMC123",
        },
    ),
    "the form of APA": (
        f"Lane, R. M. (1998). {SSRI}. Journal of Psychopharmacology, 12(2), 192–214.",
        {
            "type": "article-journal",
            "author": [{"family": "Lane", "given": "R. M."}],
            "title": SSRI,
            "container-title": "Journal of Psychopharmacology",
            "issued": year(1998),
            "volume": "12",
            "issue": "2",
            "page": "192-214",
        },
    ),
    "APA, a book of an organisation": (
        "American Psychiatric Association. (2013). Diagnostic manual (5th ed.). American Psychiatric Publishing.",
        {
            "type": "book",
            "author": [{"literal": "American Psychiatric Association"}],
            "title": "Diagnostic manual",
            "edition": "5",
            "publisher": "American Psychiatric Publishing",
            "issued": year(2013),
        },
    ),
    "a title in quotation marks": (
        "Lane, Roger M. “SSRI-induced side-effects.” Journal of Psychopharmacology 12, no. 2 (1998): 192–214.",
        {
            "type": "article-journal",
            "author": [{"family": "Lane", "given": "Roger M."}],
            "title": "SSRI-induced side-effects",
            "container-title": "Journal of Psychopharmacology",
            "issued": year(1998),
            "volume": "12",
            "issue": "2",
            "page": "192-214",
        },
    ),
    "authors left out": (
        "1. Elbers J, et al. Wired for threat. Pediatric Neurology. 2018.",
        {
            "type": "article-journal",
            "author": [{"family": "Elbers", "given": "J"}, {"literal": "et al."}],
            "title": "Wired for threat",
            "container-title": "Pediatric Neurology",
            "issued": year(2018),
        },
    ),
    "no author, but a journal": (
        "Chronic insomnia and stress system. Sleep Medicine Clinics. 2007;2(2):279-291.",
        {
            "type": "article-journal",
            "title": "Chronic insomnia and stress system",
            "container-title": "Sleep Medicine Clinics",
            "issued": year(2007),
            "volume": "2",
            "issue": "2",
            "page": "279-291",
        },
    ),
    "a title that looks like a name": (
        "Vitamin D. Lancet. 2010;375:1-2.",
        {
            "type": "article-journal",
            "title": "Vitamin D",
            "container-title": "Lancet",
            "issued": year(2010),
            "volume": "375",
            "page": "1-2",
        },
    ),
    "particles, an apostrophe and a title of two sentences": (
        "van der Berg J, O'Neill-Smith K. Is it true? A trial. Lancet. 2015 Nov 26;373(22):2117-28.",
        {
            "type": "article-journal",
            "author": [
                {"family": "Berg", "given": "J", "non-dropping-particle": "van der"},
                {"family": "O'Neill-Smith", "given": "K"},
            ],
            "title": "Is it true? A trial",
            "container-title": "Lancet",
            "issued": {"date-parts": [[2015, 11, 26]]},
            "volume": "373",
            "issue": "22",
            "page": "2117-28",
        },
    ),
    "a book": (
        "Jenkins PF. Making sense of the chest x-ray: a hands-on guide. New York: Oxford University Press; 2005.",
        {
            "type": "book",
            "author": [{"family": "Jenkins", "given": "PF"}],
            "title": "Making sense of the chest x-ray: a hands-on guide",
            "publisher-place": "New York",
            "publisher": "Oxford University Press",
            "issued": year(2005),
        },
    ),
    "a page of an organisation": (
        "National Institute of Mental Health. Mental Health Medications. https://www.nimh.nih.gov/health",
        {
            "type": "webpage",
            "author": [{"literal": "National Institute of Mental Health"}],
            "title": "Mental Health Medications",
            "URL": "https://www.nimh.nih.gov/health",
        },
    ),
    "a page with its dates": (
        "Harvard Health Publishing. Understanding the stress response. Published July 6, 2020. "
        "Accessed January 5, 2021. https://www.health.harvard.edu/stress.",
        {
            "type": "webpage",
            "author": [{"literal": "Harvard Health Publishing"}],
            "title": "Understanding the stress response",
            "issued": {"date-parts": [[2020, 7, 6]]},
            "accessed": {"date-parts": [[2021, 1, 5]]},
            "URL": "https://www.health.harvard.edu/stress",
        },
    ),
    "lines: kind, title, journal and year, authors": (
        "Research\nWired for Threat: 80 Children\nPediatric Neurology, 2018\nJ. Elbers, S. Jaradeh",
        {
            "type": "article-journal",
            "author": [{"family": "Elbers", "given": "J."}, {"family": "Jaradeh", "given": "S."}],
            "title": "Wired for Threat: 80 Children",
            "container-title": "Pediatric Neurology",
            "issued": year(2018),
        },
    ),
    "lines: authors first": (
        "Lau WY\nWater intake after dehydration\nBMJ Open Sport & Exercise Medicine, 2019",
        {
            "type": "article-journal",
            "author": [{"family": "Lau", "given": "WY"}],
            "title": "Water intake after dehydration",
            "container-title": "BMJ Open Sport & Exercise Medicine",
            "issued": year(2019),
        },
    ),
    "lines: an organisation and a year": (
        "Guideline\nDepression in adults: treatment and management\nNICE, 2022",
        {
            "type": "report",
            "title": "Depression in adults: treatment and management",
            "publisher": "NICE",
            "issued": year(2022),
        },
    ),
    "running text that was wrapped": (
        "Boyer EW, Shannon M. The serotonin\nsyndrome. N Engl J Med.\n2005;352(11):1112-1120.",
        {
            "type": "article-journal",
            "author": BOYER,
            "title": "The serotonin syndrome",
            "container-title": "N Engl J Med",
            "issued": year(2005),
            "volume": "352",
            "issue": "11",
            "page": "1112-1120",
        },
    ),
}


@pytest.mark.parametrize("name", READ)
def test_an_entry_is_read_whole(name):
    text, csl = READ[name]

    entry = parse_entry(text)

    assert entry.csl == csl
    assert (entry.thin, entry.why) == (False, "")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Guideline\nDepression in adults\nNICE, 2022", "guideline"),
        ("Research:\nWired for Threat\nPediatric Neurology, 2018", "research"),
        ("Wired for Threat\nPediatric Neurology, 2018", ""),
        ("Lane RM. Research. J Psychopharmacol. 1998;12(2):192-214.", ""),
    ],
)
def test_only_a_line_of_its_own_names_a_kind(text, kind):
    assert parse_entry(text).kind == kind


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Its title is not known."),
        ("https://example.org/page", "Its title is not known."),
        ("Something odd here. And another thing. 2018", "Its title is not known."),
        ("asdf", "Only its title is known: neither author, journal, year nor any identifier or address."),
        (
            "Research\nA line alone",
            "Only its title is known: neither author, journal, year nor any identifier or address.",
        ),
    ],
)
def test_an_entry_that_identifies_nothing_is_thin(text, why):
    entry = parse_entry(text)

    assert (entry.thin, entry.why) == (True, why)


def test_parts_that_could_be_one_thing_or_another_get_no_place_and_the_words_are_kept():
    text = "Depression fact sheet. All about mood. 2018"

    assert parse_entry(text).csl == {"type": "document", "issued": year(2018), "note": text}


def test_words_that_found_no_place_are_kept_beside_what_was_read():
    text = "Hofmann SG. The efficacy. Cognit Ther Res. 2012;36(5):427-440. Erratum in: 2013;37:9."

    entry = parse_entry(text)

    assert (entry.csl["title"], entry.csl["note"], entry.thin) == ("The efficacy", text, False)


def test_hidden_characters_are_refused_by_name():
    with pytest.raises(Refused, match=r"U\+202E"):
        parse_entry("Lane RM. A ti\u202etle. J Psychopharmacol. 1998;12(2):192-214.")


@given(st.text(st.sampled_from('Aa b.,;:()12 19&-\n"J/'), max_size=200))
def test_any_text_gives_clean_csl(text):
    entry = parse_entry(text)

    assert clean_csl(entry.csl) == entry.csl
    assert entry.thin == bool(entry.why)


@pytest.mark.parametrize(
    "text",
    ["A. " * 2000, "Aa B, " * 1000, "(" * 4000, "1998;" * 800, "a" * 4000, "Aa, " * 1000 + "(2000). X", '"' * 4000],
)
def test_pathological_entries_are_read_without_trouble(text):
    assert parse_entry(text).csl["type"] in ("article-journal", "book", "document", "webpage")
