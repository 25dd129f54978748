"""What a title in quotation marks stands in: a journal and its publisher, beside a place and a publisher."""

import pytest

from references.formats.plain import parse_entry
from references.formats.plain_days import read_day


@pytest.mark.parametrize(
    ("text", "container", "publisher", "place"),
    [
        (
            'Parkinson, James. "An Essay on the Shaking Palsy." Journal of Neuropsychiatry, '
            "American Psychiatric Association, 2002.",
            *("Journal of Neuropsychiatry", "American Psychiatric Association", None),
        ),
        (
            'Ekbom, Karl. "Restless Legs." Acta Medica Clinic Reports., Institute for Medical Education and '
            "Research in Sweden, 1945.",
            *("Acta Medica Clinic Reports", "Institute for Medical Education and Research in Sweden", None),
        ),
        (
            'Barker, Roger. "Movement in Late Life." Journal of the Board of Family Doctors, Sept. 2006,',
            *("Journal of the Board of Family Doctors", None, None),
        ),
        (
            'Cochrane, Archie. "Effectiveness and Efficiency." London, Nuffield Provincial Hospitals Trust, 1972.',
            *(None, "Nuffield Provincial Hospitals Trust", "London"),
        ),
    ],
)
def test_a_journal_is_no_place_and_a_place_is_no_journal(text, container, publisher, place):
    csl = parse_entry(text).csl

    assert (csl.get("container-title"), csl.get("publisher"), csl.get("publisher-place")) == (
        container,
        publisher,
        place,
    )


@pytest.mark.parametrize("text", ["14 feb 2022", "14 Feb 2022", "FEB 14, 2022"])
def test_a_month_is_a_month_in_small_letters_too(text):
    assert read_day(text) == [2022, 2, 14]
