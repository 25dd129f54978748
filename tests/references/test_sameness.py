"""What is still the same work when its record was corrected, and what is another."""

import pytest

from references.sameness import changed_fields, same_work

BEFORE = {
    "type": "article-journal",
    "title": "The serotonin syndrome",
    "author": [{"family": "Boyer", "given": "Edward W."}, {"family": "Shannon", "given": "Michael"}],
    "container-title": "New England Journal of Medicine",
    "issued": {"date-parts": [[2005]]},
    "DOI": "10.1056/NEJMra041867",
}


@pytest.mark.parametrize(
    "changed",
    [
        {"page": "1112-1120"},
        {"container-title": "N Engl J Med"},
        {"title": "The serotonin syndrome: a review of its causes"},
        {"title": "The Serotonin Syndrom"},
        {"author": [{"family": "Bóyer", "given": "E. W."}]},
        {"author": []},
        {"issued": {"date-parts": [[2004]]}},
        {"issued": {}},
        {"DOI": ""},
        {"DOI": "https://doi.org/10.1056/NEJMRA041867"},
        {"PMID": "15784664"},
    ],
)
def test_a_correction_leaves_the_work_what_it_is(changed):
    assert same_work(BEFORE, {**BEFORE, **changed})


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Tramadol and seizures in the elderly"},
        {"title": ""},
        {"title": "The", "container-title": "Lancet"},
        {"author": [{"family": "Smith", "given": "A."}]},
        {"issued": {"date-parts": [[2007]]}},
        {"DOI": "10.1016/S0140-6736(05)66378-7"},
    ],
)
def test_another_title_name_year_or_identifier_is_another_work(changed):
    assert not same_work(BEFORE, {**BEFORE, **changed})
    assert not same_work({**BEFORE, **changed}, BEFORE)


def test_a_short_title_is_not_the_beginning_of_every_longer_one():
    short, long = {**BEFORE, "title": "Serotonin"}, {**BEFORE, "title": "Serotonin and the gut: thirty years on"}

    assert not same_work(short, long)


def test_what_differs_is_named_by_its_fields():
    assert changed_fields(BEFORE, {**BEFORE, "page": "1", "DOI": None}) == ["DOI", "page"]
    assert changed_fields(BEFORE, dict(BEFORE)) == []
