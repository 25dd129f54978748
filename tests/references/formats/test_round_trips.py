"""What is written reads back as the same item, in every format and for every field that is known."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from references.formats.bibtex_writing import write_bibtex
from references.formats.csl import write_csl_json
from references.formats.detecting import BIBTEX, CSL_JSON, RIS, detect
from references.formats.reading import read_references
from references.formats.ris import write_ris
from tests.properties import examples

from .strategies import FIELDS, items, value_of

WRITERS = {CSL_JSON: write_csl_json, BIBTEX: write_bibtex, RIS: write_ris}
WHOLE = {
    "id": "zinman2015",
    "type": "article-journal",
    "title": "Empagliflozin, <i>cardiovascular</i> outcomes & CO<sub>2</sub>: 5% of {all}",
    "author": [
        {"family": "Zinman", "given": "Bernard"},
        {"family": "Berg", "given": "Jan-Paul", "non-dropping-particle": "van den"},
        {"family": "Hardy", "given": "W. D.", "suffix": "Jr."},
        {"literal": "EMPA-REG OUTCOME Investigators"},
        {"literal": "et al."},
    ],
    "container-title": "New England Journal of Medicine",
    "container-title-short": "N Engl J Med",
    "volume": "373",
    "issue": "22",
    "page": "2117-2128",
    "issued": {"date-parts": [[2015, 11, 26]]},
    "accessed": {"date-parts": [[2026, 11, 2]]},
    "DOI": "10.1056/NEJMoa1504720",
    "PMID": "26378978",
    "URL": "https://example.org/a_b?x=1&y=2",
}


def read_back(format: str, written: list[dict]) -> list[dict]:
    read = read_references(WRITERS[format](written).encode())
    assert (read.format, [entry.issues for entry in read.entries]) == (format, [[] for _ in written])
    return [entry.csl for entry in read.entries]


@pytest.mark.parametrize("format", WRITERS)
@examples(150)
@given(item=items)
@example(item=WHOLE)
@example(item={"type": "book", "title": "A title", "note": "csl-json: {}", "original-publisher": "Kept"})
def test_reading_what_was_written_gives_the_item_again(format, item):
    assert read_back(format, [item]) == [item]


@pytest.mark.parametrize("format", WRITERS)
@pytest.mark.parametrize("field", FIELDS)
def test_every_field_that_is_known_is_kept(format, field):
    strategy = value_of(field)
    seen = []

    @examples(4, database=None)
    @given(strategy)
    def remember(value):
        seen.append(value)

    remember()
    for value in seen:
        item = read_back(CSL_JSON, [{"title": "A title", field: value}])[0]
        assert read_back(format, [item]) == [item]


@pytest.mark.parametrize("format", WRITERS)
@examples(30)
@given(several=st.lists(items, min_size=2, max_size=4))
def test_several_items_stay_apart_and_in_order(format, several):
    several = [{**item, "id": f"key{number}"} for number, item in enumerate(several)]

    assert read_back(format, several) == several


@pytest.mark.parametrize("format", [BIBTEX, RIS])
def test_a_whole_article_needs_no_note_of_ours(format):
    """Other programs get everything in fields of their own."""
    item = {name: value for name, value in WHOLE.items() if name not in ("container-title-short", "accessed")}
    item["title"] = "Empagliflozin and <i>cardiovascular</i> outcomes"
    item["author"] = [*WHOLE["author"][:2], WHOLE["author"][3]]

    assert "csl-json" not in WRITERS[format]([item])


@pytest.mark.parametrize("format", [BIBTEX, RIS])
def test_what_somebody_changed_elsewhere_is_not_undone(format):
    """A note corrects a field only while the field still reads as it did when it was written."""
    text = WRITERS[format]([{"type": "book", "title": "A \\ title", "annote": "Kept", "author": [{"literal": "X, Y"}]}])
    changed = text.replace("X, Y", "Plato")

    entry = read_references(changed.encode()).entries[0]

    assert (entry.csl["annote"], entry.csl["title"]) == ("Kept", "A \\ title")
    assert entry.csl["author"] in ([{"literal": "Plato"}], [{"family": "Plato"}])


def test_two_keys_that_bibtex_takes_for_one_are_both_written():
    two = [{"id": "a b", "type": "book", "title": "One"}, {"id": "ab", "type": "book", "title": "Two"}]

    assert read_back(BIBTEX, two) == two


@pytest.mark.parametrize("format", WRITERS)
def test_a_format_is_told_from_its_content(format):
    assert detect(WRITERS[format]([WHOLE]), "list.txt") == format
