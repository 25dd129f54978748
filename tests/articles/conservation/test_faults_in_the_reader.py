"""Single faults in the reader of Word files: the second reading names each of them, at its place."""

import pytest

from articles.exchange import read_file

from .reader_faults import FAULTS
from .whole_file import FILE, PLACES


def test_nothing_is_said_of_the_file_as_it_is_read():
    assert read_file("whole.docx", FILE).unaccounted == []


def test_there_are_enough_faults():
    assert len(FAULTS) >= 90


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_reader_is_named_at_its_place(fault, monkeypatch):
    plant, where = FAULTS[fault]
    plant(monkeypatch)

    found = read_file("whole.docx", FILE).unaccounted

    assert "unchecked" not in [one.code for one in found]
    assert PLACES.get(where, where) in [one.place for one in found], [one.message for one in found]
