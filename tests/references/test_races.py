"""Two people at once, on connections of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from editorial.shared.issues import Refused
from references.actions import add_reference, merge_references, update_reference
from references.models import Reference

from .builders import article, make_editor, make_reference

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run the acts at the same moment; "done", or the code of the refusal, of each."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            start.wait()
            act()
        except Refused as refusal:
            return refusal.issues[0].code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_one_doi_is_added_once():
    editor = make_editor()
    for number in range(ROUNDS):
        csl = article(DOI=f"10.1000/{number}")

        outcomes = at_once(*[lambda csl=csl: add_reference(csl=csl, by=editor)] * 4)

        assert sorted(outcomes) == ["done", "duplicate", "duplicate", "duplicate"]
    assert Reference.objects.count() == ROUNDS


def test_proposed_keys_are_never_the_same():
    editor = make_editor()

    outcomes = at_once(*[lambda: add_reference(csl=article(), by=editor)] * 4)

    assert outcomes == ["done"] * 4
    assert sorted(Reference.objects.values_list("key", flat=True)) == [
        "lane1998",
        "lane1998a",
        "lane1998b",
        "lane1998c",
    ]


def test_of_two_changes_from_one_base_one_is_refused():
    editor, reference = make_editor(), make_reference()
    for _ in range(ROUNDS):
        base = Reference.objects.get().revision

        outcomes = at_once(
            *[lambda base=base: update_reference(reference=reference, base=base, csl=article(), by=editor)] * 2
        )

        assert sorted(outcomes) == ["done", "stale"]


def test_merging_both_ways_makes_no_circle():
    editor = make_editor()
    for _ in range(ROUNDS):
        one, two = make_reference(), make_reference()

        outcomes = at_once(
            lambda one=one, two=two: merge_references(into=one, duplicate=two, by=editor),
            lambda one=one, two=two: merge_references(into=two, duplicate=one, by=editor),
        )

        assert sorted(outcomes) == ["done", "merged"]
