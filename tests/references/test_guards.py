"""What PostgreSQL itself refuses, whoever asks."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from editorial.shared.immutable import ImmutableError
from references.actions import set_standing
from references.models import Reference, StandingChange
from tests.builders import name_raw_rows

from .builders import make_editor, make_reference

pytestmark = pytest.mark.django_db

ROW = {"kind": "research", "csl": {}, "fingerprint": "x"}


def refused_by_database(act) -> None:
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        act()


def sql(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    "fields",
    [
        {"key": "Upper"},
        {"key": "-dash"},
        {"key": ""},
        {"key": "line\n"},
        {"key": "a", "kind": "poem"},
        {"key": "a", "standing": "fine"},
        {"key": "a", "standing": "retracted"},
        {"key": "a", "csl": []},
        {"key": "a", "csl": "text"},
        {"key": "a", "doi": "10.1000/UPPER"},
        {"key": "a", "doi": "nonsense"},
        {"key": "a", "pmid": "0"},
        {"key": "a", "pmid": "x"},
        {"key": "a", "year": 0},
        {"key": "a", "thin": True},
        {"key": "a", "thin_why": "because"},
    ],
)
def test_a_row_that_breaks_a_rule_is_refused(fields):
    refused_by_database(lambda: Reference.objects.create(**ROW | fields))


def test_the_same_row_without_fault_is_taken():
    Reference.objects.create(**ROW, key="a", doi="10.1000/x", pmid="1", year=1998)

    assert Reference.objects.count() == 1


@pytest.mark.parametrize("fields", [{"key": "a"}, {"key": "b", "doi": "10.1000/x"}, {"key": "b", "pmid": "1"}])
def test_no_two_rows_have_one_key_doi_or_pmid(fields):
    Reference.objects.create(**ROW, key="a", doi="10.1000/x", pmid="1")

    refused_by_database(lambda: Reference.objects.create(**ROW | fields))


def test_merged_rows_may_share_an_identifier():
    first = Reference.objects.create(**ROW, key="a", doi="10.1000/x")
    Reference.objects.create(**ROW, key="b", doi="10.1000/x", merged_into=first)

    assert Reference.objects.filter(doi="10.1000/x").count() == 2


@pytest.mark.parametrize("column", ["merged_into", "replaced_by"])
def test_nothing_points_at_itself(column):
    reference = make_reference()
    setattr(reference, column, reference)

    refused_by_database(reference.save)


def test_a_key_never_changes():
    reference = make_reference(key="lane1998")

    refused_by_database(lambda: sql("UPDATE references_reference SET key = 'other' WHERE id = %s", reference.pk))
    refused_by_database(lambda: Reference.objects.filter(pk=reference.pk).update(key="other"))
    refused_by_database(
        lambda: sql("UPDATE references_reference SET id = gen_random_uuid() WHERE id = %s", reference.pk)
    )
    assert Reference.objects.get() == reference
    assert Reference.objects.get().key == "lane1998"


def test_a_reference_is_never_deleted():
    reference = make_reference()

    refused_by_database(reference.delete)
    refused_by_database(lambda: sql("DELETE FROM references_reference"))
    assert Reference.objects.count() == 1


def test_other_columns_may_change():
    reference = make_reference()
    sql("UPDATE references_reference SET year = 2001 WHERE id = %s", reference.pk)

    assert Reference.objects.get().year == 2001


def test_standing_changes_are_never_changed_or_deleted():
    change = set_standing(reference=make_reference(), standing="corrected", note="A note.", by=make_editor())

    for statement in (
        "UPDATE references_standingchange SET note = 'other'",
        "DELETE FROM references_standingchange",
        "TRUNCATE references_standingchange",
    ):
        refused_by_database(lambda statement=statement: sql(statement))
    with pytest.raises(ImmutableError):
        change.save()
    with pytest.raises(ImmutableError):
        StandingChange.objects.all().update(note="other")
    assert StandingChange.objects.get().note == "A note."


def test_a_standing_change_changes_something():
    row = {"reference": make_reference(), "at": timezone.now(), "source": "desk"}

    refused_by_database(lambda: StandingChange.objects.create(**row, old="good", new="good"))
    refused_by_database(lambda: StandingChange.objects.create(**row, old="good", new="bad"))
    StandingChange.objects.create(**row, old="good", new="concern")
    name_raw_rows()
