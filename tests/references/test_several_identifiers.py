"""Fields that hold several identifiers: a DOI may contain what stands between them."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from references.actions.loading import load_file
from references.enums import Standing
from references.identifiers import clean_doi, dois_in, normalise_doi, pmids_in
from references.lookup.identifying import identify
from references.standing.reports import Fault
from references.standing.retraction_watch import read_reports

from .builders import make_reference
from .standing_files import list_bytes, list_row, write_list

LIST = Path(__file__).parent / "files" / "retractions.csv"
SICI = "10.5555/(sici)1096-8628(19961230)66:4<403::aid-ajmg4>3.0.co;2-l"
OTHER_SICI = "10.5555/(sici)1520-6378(199610)20:5<1::aid-col5>3.0.co;2-a"
PAPERS = {
    "1": ((SICI,), ()),
    "2": (("10.5555/a,b.12",), ()),
    "3": (("10.5555/one.1", "10.5555/two.2"), ()),
    "4": (("10.5555/three.3", "10.5555/four.4"), ()),
    "5": (("10.5555/upper.5",), ()),
    "6": (("10.5555/x;y", "10.5555/z,1"), ()),
    "7": ((), ()),
    "8": ((OTHER_SICI, "10.5555/five.5", "10.5555/six.6"), ()),
    "9": (("10.5555/eight.8",), ()),
    "10": ((), ("12345678", "23456789")),
    "11": ((SICI, OTHER_SICI), ()),
    "12": (("10.5555/(nine),9",), ("34567890",)),
}
# As publishers really made them: from the number, day, volume and page of an issue, with a check character.
_LETTERS = st.text(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), min_size=2, max_size=5)
_NUMBERS = st.integers(1, 9999)
SICI_DOIS = st.builds(
    "10.{}/(SICI){}-{}({}{}){}:{}<{}::AID-{}{}>3.0.CO;2-{}".format,
    st.sampled_from(["1002", "1016", "1111", "5555.12"]),
    st.integers(1000, 9999),
    st.integers(1000, 9999),
    st.sampled_from(["199612", "19960615", "199905/06"]),
    st.sampled_from(["", "30", "01"]),
    st.integers(1, 99),
    st.integers(1, 12),
    _NUMBERS,
    _LETTERS,
    _NUMBERS,
    st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ#"),
)
OTHER_DOIS = st.sampled_from(
    [
        "10.1000/a,b.12",
        "10.1000/x;y",
        "10.1016/S0140-6736(05)66550-5",
        "10.1056/NEJMra041867",
        "10.1000/a|b",
        "10.1000/1",
    ]
)
DOIS = st.one_of(SICI_DOIS, OTHER_DOIS)
SEPARATORS = st.sampled_from([";", "; ", ",", ", ", "|", " | ", " ", " ;", "\n"])
PREFIXES = st.sampled_from(["", "doi:", "DOI: ", "https://doi.org/", "http://dx.doi.org/"])


def test_the_papers_of_every_row_are_known_by_all_their_identifiers_and_no_other():
    with LIST.open("rb") as stream:
        read = list(read_reports(stream))

    assert {one.record: (one.dois, one.pmids) for one in read} == PAPERS


@given(st.lists(st.tuples(PREFIXES, DOIS), min_size=1, max_size=5), SEPARATORS, st.sampled_from(["", ";", ", "]))
def test_as_many_dois_come_out_as_went_in(several, separator, end):
    found, left = dois_in(separator.join(prefix + doi for prefix, doi in several) + end)

    assert found == tuple(dict.fromkeys(doi.lower() for _, doi in several))
    assert left == ()


@given(DOIS)
def test_a_doi_is_the_same_however_a_page_or_an_address_wrote_it(doi):
    written = doi.replace("<", "%3C").replace(">", "%3E").replace("#", "%23")
    escaped = doi.replace("<", "&lt;").replace(">", "&gt;")

    assert [clean_doi(one) for one in (doi, escaped, f"https://doi.org/{written}", f"{doi}?query=TOC")] == [doi] * 4


@given(SICI_DOIS)
def test_the_address_of_a_paper_names_its_whole_doi(doi):
    written = doi.replace("<", "%3C").replace(">", "%3E").replace("#", "%23")

    assert identify(f"https://onlinelibrary.example.org/doi/{written}/abstract").value == doi.lower()


@given(st.text())
def test_what_is_clean_stays_so(text):
    assert clean_doi(clean_doi(text)) == clean_doi(text)


@given(st.text())
def test_what_is_found_in_a_field_is_in_its_normal_form(text):
    assert all(normalise_doi(doi) == doi for doi in dois_in(text)[0])


@pytest.mark.parametrize(
    ("field", "found", "left"),
    [
        ("10.1000/a;unavailable", ("10.1000/a",), ()),
        ("unavailable;10.1000/a", ("10.1000/a",), ()),
        ("10.1000/a\u200b", ("10.1000/a",), ()),
        ("10.1000/a;b", ("10.1000/a;b",), ()),
        ("10.1000/a; b", ("10.1000/a",), ("b",)),
        ("no such thing", (), ("no", "such", "thing")),
        ("0", (), ()),
    ],
)
def test_what_is_no_doi_is_named(field, found, left):
    assert dois_in(field) == (found, left)


def test_what_is_no_pubmed_number_is_named():
    assert pmids_in("PMID: 12345, 678;0;https://pubmed.ncbi.nlm.nih.gov/9/ x7") == (("12345", "678", "9"), ("x7",))


def test_an_identifier_that_cannot_be_read_is_a_fault_beside_its_notice():
    row = list_row(3, OriginalPaperDOI="10.1000/a; 10,1000/b", OriginalPaperPubMedID="PMC77")
    faults = [str(one) for one in read_reports(io.BytesIO(list_bytes(row))) if isinstance(one, Fault)]

    assert faults == [
        "Line 2: “10,1000/b” is no DOI; the notice is kept without it.",
        "Line 2: “PMC77” is no PubMed number; the notice is kept without it.",
    ]


@pytest.mark.django_db
def test_every_paper_of_the_list_that_the_library_has_is_found_retracted_and_no_other(tmp_path):
    dois = [SICI.upper(), "10.1000/A,b.12", "10.1000/x;y", "10.1000/z,1"]
    retracted = [make_reference(DOI=doi) for doi in dois]
    others = [make_reference(DOI=doi) for doi in ("10.1000/a", "10.1000/x", SICI.partition(";")[0])]
    rows = [list_row(1, OriginalPaperDOI=dois[0]), list_row(2, OriginalPaperDOI=dois[1])]

    load_file(path=write_list(tmp_path, *rows, list_row(3, OriginalPaperDOI="; ".join(dois[2:]))))

    assert [_standing(one) for one in retracted] == [Standing.RETRACTED] * 4
    assert [_standing(one) for one in others] == [Standing.GOOD] * 3


def _standing(reference) -> str:
    reference.refresh_from_db()
    return reference.standing
