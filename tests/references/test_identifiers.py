"""Identifiers in, one normal form out, or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from references.identifiers import (
    clean_doi,
    doi_url,
    normalise_doi,
    normalise_isbn,
    normalise_pmcid,
    normalise_pmid,
    normalise_url,
)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("10.1056/NEJMra041867", "10.1056/nejmra041867"),
        ("doi:10.1056/NEJMra041867.", "10.1056/nejmra041867"),
        ("DOI: 10.1056/NEJMra041867", "10.1056/nejmra041867"),
        ("https://doi.org/10.1056/NEJMra041867", "10.1056/nejmra041867"),
        ("http://dx.doi.org/10.1002/%28SICI%291097", "10.1002/(sici)1097"),
        ("10.1016/S0140-6736(05)66550-5", "10.1016/s0140-6736(05)66550-5"),
        ("10.1016/S0140-6736(05)66550-5)", "10.1016/s0140-6736(05)66550-5"),
        ("", ""),
        ("unavailable", ""),
        ("10.1/short", ""),
        ("11.1056/x", ""),
        ("10.1056/with space", ""),
        ("10.1056/hid\u200bden", ""),
        ("10.1056/" + "x" * 300, ""),
    ],
)
def test_a_doi_is_normalised_or_refused(typed, normal):
    assert normalise_doi(typed) == normal


def test_a_clean_doi_keeps_its_case():
    assert clean_doi("doi:10.1056/NEJMra041867") == "10.1056/NEJMra041867"


def test_the_address_of_an_old_doi_is_a_valid_one():
    assert doi_url("10.1002/(SICI)1:<1::A>3") == "https://doi.org/10.1002/(SICI)1:%3C1::A%3E3"


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("15784664", "15784664"),
        ("PMID: 15784664", "15784664"),
        ("https://pubmed.ncbi.nlm.nih.gov/15784664/", "15784664"),
        ("0", ""),
        ("007", ""),
        ("1234567890", ""),
        ("x", ""),
    ],
)
def test_a_pmid_is_normalised_or_refused(typed, normal):
    assert normalise_pmid(typed) == normal


@pytest.mark.parametrize(
    ("typed", "normal"),
    [("pmc123", "PMC123"), ("PMCID: PMC123.2", "PMC123"), ("123", ""), ("PMC0", "")],
)
def test_a_pmcid_is_normalised_or_refused(typed, normal):
    assert normalise_pmcid(typed) == normal


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("978-0-306-40615-7", "9780306406157"),
        ("ISBN 0-8044-2957-X", "080442957X"),
        ("978-0-306-40615-8", ""),
        ("080442957Y", ""),
    ],
)
def test_an_isbn_has_a_right_check_digit_or_is_refused(typed, normal):
    assert normalise_isbn(typed) == normal


@pytest.mark.parametrize("address", ["https://example.org/a?b=c#d", "http://example.org:8080/ü"])
def test_web_addresses_are_kept(address):
    assert normalise_url(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "ftp://example.org/",
        "//example.org/",
        "https:example.org",
        "https:///path",
        "https://user:secret@example.org/",
        "https://exa mple.org/",
        "https://example.org/\u202egpj",
        "https://example.org/<script>",
        "http://[::1",
        "http://example.org:99999999/",
        "https://example.org/" + "a" * 2000,
    ],
)
def test_anything_but_a_plain_web_address_is_refused(address):
    assert normalise_url(address) == ""


@given(st.text())
def test_normal_forms_are_fixed_points(text):
    for normalise in (normalise_doi, normalise_pmid, normalise_pmcid, normalise_isbn, normalise_url):
        once = normalise(text)
        assert normalise(once) == once
