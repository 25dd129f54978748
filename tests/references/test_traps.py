"""Files with small faults: no record is lost for one of them, and the person is told."""

import json
import re
from pathlib import Path

import pytest

from references.formats.bounded import read_bibliography
from references.formats.reading import read_references
from references.standing.retraction_watch import read_reports

from .judging import wrong_fields

FILES = Path(__file__).parent / "files"
CASES = json.loads((FILES / "faults.json").read_text())
RECORDS = [
    pytest.param(case["file"], number, want, id=f"{case['file']} {number + 1}")
    for case in CASES
    for number, want in enumerate(case.get("entries", ()))
]
LISTS = [pytest.param(case["file"], case["records"], id=case["file"]) for case in CASES if "records" in case]


def read(name: str):
    return read_references((FILES / name).read_bytes(), name=name)


@pytest.mark.parametrize("case", [case for case in CASES if "entries" in case], ids=lambda case: case["file"])
def test_a_file_is_taken_for_what_it_is(case):
    found = read(case["file"])

    assert len(found.entries) == len(case["entries"])
    assert found.format == case.get("format", found.format)


@pytest.mark.parametrize(("name", "number", "want"), RECORDS)
def test_a_record_with_a_small_fault_is_kept(name, number, want):
    entry = read(name).entries[number]

    asked = {"title": "", "type": [entry.csl["type"]], **want}
    assert [field for field in wrong_fields(asked, entry.csl) if field in want] == []
    assert [field for field in want.get("absent", ()) if entry.csl.get(field)] == []
    assert entry.issues == []
    assert re.search(want.get("told", ""), " ".join(note.message for note in entry.notes))


@pytest.mark.parametrize(("name", "records"), LISTS)
def test_every_identifier_of_a_list_of_retractions_is_found(name, records):
    with (FILES / name).open("rb") as stream:
        reports = {row.record: row for row in read_reports(stream) if hasattr(row, "dois")}

    found = {record: (sorted(reports[record].dois), sorted(reports[record].pmids)) for record in records}
    assert found == {
        record: (sorted(doi.lower() for doi in want["dois"]), sorted(want["pmids"])) for record, want in records.items()
    }


@pytest.mark.parametrize("name", ["one-bad-field.ris", "one-bad-field.bib"])
def test_an_article_is_refused_where_its_bibliography_would_lose_a_field(name):
    with pytest.raises(Exception, match=f"^{name}: Line [0-9]+: "):
        read_bibliography((FILES / name).read_bytes(), name=name)
