"""Entries after the NLM's Citing Medicine. The expected strings were written from the standard; chapters are named."""

import warnings

import pytest
from citeproc import CitationStylesStyle
from hypothesis import given
from hypothesis import strategies as st

from references.formatting import STYLES, format_reference, short_name

CLEMENT = {"family": "Clement", "given": "Anna B."}
SEVEN = [{"family": f"Author{letter}", "given": letter} for letter in "ABCDEFG"]


def journal(**fields) -> dict:
    return {"type": "article-journal", "title": "A title", "container-title-short": "Arch Neurol", **fields}


def book(**fields) -> dict:
    return {"type": "book", "title": "A book", "publisher": "Press", "issued": {"date-parts": [[2005]]}, **fields}


def day(*parts: int) -> dict:
    return {"date-parts": [list(parts)]}


CASES = {
    "chapter 1: a standard journal article": (
        {
            "type": "article-journal",
            "title": "Blood pressure levels before dementia",
            "author": [
                {"family": "Petitti", "given": "Diana B."},
                {"family": "Crooks", "given": "V C"},
                {"family": "Buckwalter", "given": "JG"},
                {"family": "Chiu", "given": "V."},
            ],
            "container-title": "Archives of Neurology",
            "container-title-short": "Arch Neurol",
            "issued": day(2005, 1),
            "volume": "62",
            "issue": "1",
            "page": "112-116",
        },
        "Petitti DB, Crooks VC, Buckwalter JG, Chiu V. Blood pressure levels before dementia. "
        "Arch Neurol. 2005 Jan;62(1):112-6.",
    ),
    "chapter 1: six authors are all named": (
        journal(author=SEVEN[:6], issued=day(2005)),
        "AuthorA A, AuthorB B, AuthorC C, AuthorD D, AuthorE E, AuthorF F. A title. Arch Neurol. 2005.",
    ),
    "chapter 1: more than six authors": (
        journal(author=SEVEN, issued=day(2005)),
        "AuthorA A, AuthorB B, AuthorC C, AuthorD D, AuthorE E, AuthorF F, et al. A title. Arch Neurol. 2005.",
    ),
    "chapter 1: authors left out by the source": (
        journal(author=[CLEMENT, {"literal": "et al."}], issued=day(2005)),
        "Clement AB, et al. A title. Arch Neurol. 2005.",
    ),
    "chapter 1: day, DOI and PubMed numbers": (
        journal(
            issued=day(2015, 11, 26),
            volume="373",
            issue="22",
            page="2117-28",
            DOI="10.1056/NEJMoa1504720",
            PMID="26378978",
            PMCID="PMC123",
        ),
        "A title. Arch Neurol. 2015 Nov 26;373(22):2117-28. "
        'doi: <a href="https://doi.org/10.1056/NEJMoa1504720">10.1056/NEJMoa1504720</a>. '
        'PubMed PMID: <a href="https://pubmed.ncbi.nlm.nih.gov/26378978/">26378978</a>; '
        'PubMed Central PMCID: <a href="https://pmc.ncbi.nlm.nih.gov/articles/PMC123/">PMC123</a>.',
    ),
    "chapter 1: months together": (
        journal(issued={"date-parts": [[2004, 1], [2004, 2]]}, volume="3"),
        "A title. Arch Neurol. 2004 Jan-Feb;3.",
    ),
    "chapter 1: from one year into the next": (
        journal(issued={"date-parts": [[2004, 12], [2005, 1]]}),
        "A title. Arch Neurol. 2004 Dec-2005 Jan.",
    ),
    "chapter 1: days together": (
        journal(issued={"date-parts": [[2004, 1, 5], [2004, 1, 8]]}),
        "A title. Arch Neurol. 2004 Jan 5-8.",
    ),
    "chapter 1: a season": (
        journal(issued={"date-parts": [[2004]], "season": 2}),
        "A title. Arch Neurol. 2004 Summer.",
    ),
    "chapter 1: pages with letters": (
        journal(issued=day(2004), volume="1", page="126A-127A"),
        "A title. Arch Neurol. 2004;1:126A-127A.",
    ),
    "chapter 1: a supplement": (
        journal(issued=day(2004), volume="75", issue="suppl 3", page="S9-S15"),
        "A title. Arch Neurol. 2004;75(suppl 3):S9-15.",
    ),
    "chapter 1: an article number": (
        journal(issued=day(2019), volume="5", issue="1", page="e000478"),
        "A title. Arch Neurol. 2019;5(1):e000478.",
    ),
    "chapter 1: no abbreviation is known": (
        {"type": "article-journal", "title": "A title", "container-title": "Sleep Medicine", "issued": day(2004)},
        "A title. Sleep Medicine. 2004.",
    ),
    "chapter 1: a title that asks": (
        journal(title="Is it true?", issued=day(2004)),
        "Is it true? Arch Neurol. 2004.",
    ),
    "chapter 1: a title that asks, in italics": (
        journal(title="Who fears <i>E. coli?</i>", issued=day(2004)),
        "Who fears <i>E. coli?</i> Arch Neurol. 2004.",
    ),
    "chapter 1: an organisation as author": (
        journal(author=[{"literal": "Diabetes Prevention Program Research Group"}], issued=day(2002)),
        "Diabetes Prevention Program Research Group. A title. Arch Neurol. 2002.",
    ),
    "chapter 1: particles, suffixes and hyphens": (
        journal(
            author=[
                {"family": "Berg", "given": "Jean-Paul", "non-dropping-particle": "van den"},
                {"family": "Hardy", "given": "W. D.", "suffix": "Jr."},
                {"family": "Estes", "given": "C", "suffix": "III"},
                {"family": "Plato"},
            ],
            issued=day(2002),
        ),
        "van den Berg JP, Hardy WD Jr, Estes C 3rd, Plato. A title. Arch Neurol. 2002.",
    ),
    "chapter 1: names in other scripts": (
        journal(author=[{"family": "王", "given": "小明"}, {"family": "Иванов", "given": "Иван"}], issued=day(2002)),
        "王 小明, Иванов И. A title. Arch Neurol. 2002.",
    ),
    "chapter 1: neither author nor date": (journal(), "A title. Arch Neurol. [date unknown]."),
    "chapter 1: not yet dated": (
        journal(issued={"literal": "forthcoming"}),
        "A title. Arch Neurol. forthcoming.",
    ),
    "chapter 1: markup and signs in a title": (
        journal(title="H<sub>2</sub>O<sup>2</sup> & <b>p</b><0.05", issued=day(2002)),
        "H<sub>2</sub>O<sup>2</sup> &amp; <b>p</b>&lt;0.05. Arch Neurol. 2002.",
    ),
    "chapter 1: a script in a title is words": (
        journal(title="The <script>alert(1)</script> & <img src=x onerror=alert(1)>", issued=day(2002)),
        "The &lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;img src=x onerror=alert(1)&gt;. Arch Neurol. 2002.",
    ),
    "chapter 23: an article seen on the Internet": (
        journal(
            author=[CLEMENT],
            issued=day(2006, 2),
            accessed=day(2007, 1, 5),
            volume="55",
            page="12-19",
            URL="https://example.org/article",
        ),
        "Clement AB. A title. Arch Neurol [Internet]. 2006 Feb [cited 2007 Jan 5];55:12-9. "
        'Available from: <a href="https://example.org/article">https://example.org/article</a>',
    ),
    "chapter 2: a book with place and extent": (
        book(
            author=[{"family": "Jenkins", "given": "P. F."}],
            title="Making sense of the chest x-ray: a hands-on guide",
            publisher="Oxford University Press",
            **{"publisher-place": "New York", "number-of-pages": "194"},
        ),
        "Jenkins PF. Making sense of the chest x-ray: a hands-on guide. "
        "New York: Oxford University Press; 2005. 194 p.",
    ),
    "chapter 2: editors in place of authors": (
        book(editor=[{"family": "Izzo", "given": "JL", "suffix": "Jr"}, CLEMENT], edition="3"),
        "Izzo JL Jr, Clement AB, editors. A book. 3rd ed. Press; 2005.",
    ),
    "chapter 2: one editor": (book(editor=[CLEMENT]), "Clement AB, editor. A book. Press; 2005."),
    "chapter 2: an author and an editor": (
        book(author=[CLEMENT], editor=[{"family": "Dean", "given": "E."}]),
        "Clement AB. A book. Dean E, editor. Press; 2005.",
    ),
    "chapter 2: a translator": (
        book(author=[CLEMENT], translator=[{"family": "Dean", "given": "E."}]),
        "Clement AB. A book. Dean E, translator. Press; 2005.",
    ),
    "chapter 2: an edition in words": (book(edition="Rev. ed."), "A book. Rev. ed. Press; 2005."),
    "chapter 2: a part of a book": (
        {
            "type": "chapter",
            "title": "Feline leukemia virus",
            "author": [{"family": "Rojko", "given": "J. L."}],
            "editor": [{"family": "Sherding", "given": "R. G."}],
            "container-title": "The cat: diseases and clinical management",
            "publisher": "Churchill Livingstone",
            "publisher-place": "New York",
            "issued": day(1989),
            "page": "229-332",
        },
        "Rojko JL. Feline leukemia virus. In: Sherding RG, editor. The cat: diseases and clinical management. "
        "New York: Churchill Livingstone; 1989. p. 229-332.",
    ),
    "chapter 3: a paper in proceedings": (
        {
            "type": "paper-conference",
            "title": "A paper",
            "author": [CLEMENT],
            "container-title": "Proceedings of something",
            "publisher": "IEEE",
            "issued": day(2003, 5),
            "page": "12-14",
        },
        "Clement AB. A paper. In: Proceedings of something. IEEE; 2003 May. p. 12-4.",
    ),
    "chapter 4: a report with its number": (
        {
            "type": "report",
            "title": "Depression in adults",
            "author": [{"literal": "National Institute for Health and Care Excellence"}],
            "publisher": "NICE",
            "publisher-place": "London",
            "issued": day(2022, 6, 29),
            "number": "NG222",
        },
        "National Institute for Health and Care Excellence. Depression in adults. "
        "London: NICE; 2022 Jun 29. Report No.: NG222.",
    ),
    "chapter 5: a dissertation": (
        {"type": "thesis", "title": "A thesis", "author": [CLEMENT], "publisher": "A university", "issued": day(1999)},
        "Clement AB. A thesis [dissertation]. A university; 1999.",
    ),
    "chapter 25: a page of a site": (
        {
            "type": "webpage",
            "title": "Mental Health Medications",
            "author": [{"literal": "National Institute of Mental Health"}],
            "publisher": "The Institute",
            "publisher-place": "Bethesda (MD)",
            "issued": day(2016, 10),
            "accessed": day(2026, 11, 2),
            "URL": "https://www.nimh.nih.gov/health",
        },
        "National Institute of Mental Health. Mental Health Medications [Internet]. Bethesda (MD): The Institute; "
        "2016 Oct [cited 2026 Nov 2]. Available from: "
        '<a href="https://www.nimh.nih.gov/health">https://www.nimh.nih.gov/health</a>',
    ),
    "chapter 25: an address that ends in a slash has a full stop after it": (
        {"type": "webpage", "title": "A page", "container-title": "A site", "URL": "https://example.org/"},
        'A page [Internet]. A site; [date unknown]. Available from: <a href="https://example.org/">'
        "https://example.org/</a>.",
    ),
    "preprints": (
        {
            "type": "article",
            "title": "A preprint",
            "author": [CLEMENT],
            "container-title": "bioRxiv",
            "issued": day(2016),
            "DOI": "10.1101/069187",
        },
        "Clement AB. A preprint. bioRxiv [Preprint]. 2016. "
        'doi: <a href="https://doi.org/10.1101/069187">10.1101/069187</a>.',
    ),
    "nothing is known": ({}, "[title unknown]. [date unknown]."),
}


@pytest.mark.parametrize("name", CASES)
def test_entries_are_as_the_standard_has_them(name):
    csl, expected = CASES[name]

    assert format_reference(csl) == expected


def test_the_style_is_valid_csl():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        CitationStylesStyle(str(STYLES / "citing-medicine.csl"), validate=True)


@pytest.mark.parametrize("style", ["../../settings", "no-such-style", "", "a.csl"])
def test_another_style_has_to_exist(style):
    with pytest.raises(ValueError, match="style"):
        format_reference({"title": "X"}, style=style)


def test_an_address_that_is_no_web_address_is_no_link():
    csl = {"type": "webpage", "title": "X", "URL": "javascript:alert(1)", "DOI": "javascript:alert(2)"}

    assert "<a" not in format_reference(csl)


def test_neither_key_nor_note_change_the_entry():
    assert format_reference({"title": "X", "id": "a", "note": "b"}) == format_reference({"title": "X"})


@given(
    st.text(st.sampled_from("<>\"'&;/=abi \ue000\ue001scriptonerror!"), max_size=60),
    st.sampled_from(["title", "container-title", "publisher", "volume", "page", "DOI", "URL", "edition"]),
    st.sampled_from(["article-journal", "book", "webpage", "chapter", "report"]),
)
def test_whatever_a_field_holds_the_result_has_only_harmless_markup(value, field, kind):
    html = format_reference({"type": kind, field: value, "author": [{"family": value or "x", "given": value}]})

    rest = html
    for tag in ("i", "b", "sub", "sup"):
        rest = rest.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert "<" not in rest.replace('<a href="http', "").replace("</a>", "")


@pytest.mark.parametrize(
    ("csl", "name"),
    [
        ({"author": [CLEMENT], "issued": day(1998)}, "Clement 1998"),
        ({"author": [CLEMENT, {"family": "Dean"}], "issued": day(2005)}, "Clement & Dean 2005"),
        ({"author": [CLEMENT, {"family": "Dean"}, CLEMENT], "issued": day(2008)}, "Clement et al. 2008"),
        ({"author": [CLEMENT, {"literal": "et al."}], "issued": day(2008)}, "Clement et al. 2008"),
        ({"author": [{"literal": "World Health Organization"}]}, "World Health Organization"),
        ({"author": [{"family": "Berg", "non-dropping-particle": "van den"}]}, "van den Berg"),
        ({"editor": [CLEMENT], "issued": {"literal": "about 1998"}}, "Clement 1998"),
        ({"title": "The <i>whole</i> title", "issued": day(2001)}, "The whole title 2001"),
        ({"title": "word " * 30}, "word word word word word word word word word word word word…"),
        ({}, "Untitled"),
    ],
)
def test_short_names_are_what_people_say(csl, name):
    assert short_name(csl) == name
