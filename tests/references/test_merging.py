"""Two people's changes to one record."""

import pytest

from references.merging import Conflict, merge_fields


@pytest.mark.parametrize(
    ("now", "yours", "merged", "conflicts"),
    [
        ("a", "b", "b", []),
        ("b", "a", "b", []),
        ("b", "b", "b", []),
        ("b", "c", "c", [Conflict("title", "b", "c")]),
    ],
)
def test_a_field_keeps_the_change_that_was_made(now, yours, merged, conflicts):
    result = merge_fields({"title": "a"}, {"title": now}, {"title": yours}, ["title"])

    assert result == ({"title": merged}, conflicts)


def test_empty_and_missing_are_the_same():
    assert merge_fields({}, {"year": None}, {"year": ""}, ["year"]) == ({"year": None}, [])
