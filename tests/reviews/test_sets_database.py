"""Sets as PostgreSQL keeps them: each test goes around the product."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.enums import EditionState
from articles.models import Edition
from editorial.shared.canonical import sha256
from reviews.actions import leave_out, publish_set
from reviews.models import Approval, SetMember
from reviews.rules.queries import standing_approval
from tests.builders import approve, make_chair, make_draft, make_editor, make_submitted, name_raw_rows

from .set_scenes import approved_set, default_board, joined, submitted_set

pytestmark = pytest.mark.django_db


@contextmanager
def refused(match: str):
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        yield


@pytest.fixture(autouse=True)
def named():
    """What is written by hand is named too, so that the end of a test is about what it tries."""
    yield
    name_raw_rows()


def execute(sql: str, *params) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def at_once() -> None:
    """What is asked when the transaction commits, now."""
    execute("SET CONSTRAINTS reviews_set_as_one, reviews_set_whole IMMEDIATE")
    execute("SET CONSTRAINTS reviews_set_as_one, reviews_set_whole DEFERRED")


def member(edition: Edition) -> SetMember:
    return SetMember.objects.get(edition=edition)


def test_members_stand_still_from_the_first_approval_on():
    editor = make_editor()
    made, (first, second) = submitted_set(by=editor)
    third = make_submitted(by=editor)
    now = {"added_by": editor, "added_at": timezone.now()}
    joined_one = SetMember.objects.create(edition_set=made, edition=third, **now)
    joined_one.delete()
    approve(edition=first, by=make_chair(default_board()))

    with refused("stand still"):
        SetMember.objects.create(edition_set=made, edition=third, **now)
    with refused("stand still"):
        member(second).delete()


def test_what_a_member_is_never_changes_but_that_it_is_left_out_once():
    _, (first, second) = submitted_set()
    chair = make_chair(default_board())
    approve(edition=first, by=chair)

    with refused("never changes"):
        execute(
            "UPDATE reviews_setmember SET edition_id = edition_id, added_at = now() WHERE edition_id = %s", second.pk
        )
    with refused("is left out only once its approval is revoked"):
        execute(
            "UPDATE reviews_setmember SET left_out_at = now(), left_out_by_id = %s, left_out_reason = 'x' "
            "WHERE edition_id = %s",
            chair.pk,
            first.pk,
        )
    leave_out(edition=second, reason="Later.", by=chair)
    with refused("never changes"):
        execute("UPDATE reviews_setmember SET left_out_reason = 'Sooner.' WHERE edition_id = %s", second.pk)


def test_nobody_is_left_out_without_a_reason():
    _, (_, second) = submitted_set()

    with refused("setmember_left_out_says_why"):
        execute("UPDATE reviews_setmember SET left_out_at = now() WHERE edition_id = %s", second.pk)


@pytest.mark.parametrize("column", ["name = 'Other'", "reason = 'Other'", "made_at = now()"])
def test_what_a_set_is_never_changes(column):
    made, _ = submitted_set()

    with refused("what a set is never changes"):
        execute(f"UPDATE reviews_editionset SET {column} WHERE id = %s", made.pk)
    with refused("sets are never deleted"):
        execute("DELETE FROM reviews_editionset WHERE id = %s", made.pk)


def test_when_a_set_was_published_stays():
    made, _ = approved_set()
    publish_set(set_id=made.pk)

    with refused("what a set is never changes"):
        execute("UPDATE reviews_editionset SET published_at = now() WHERE id = %s", made.pk)


def test_no_edition_is_in_two_sets():
    editor = make_editor()
    _, (first, _) = submitted_set(by=editor)
    other, _ = submitted_set(by=editor)

    with refused("setmember_in_one_set"):
        SetMember.objects.create(edition_set=other, edition=first, added_by=editor, added_at=timezone.now())


def test_only_what_may_still_be_approved_joins():
    editor = make_editor()
    made, _ = submitted_set(by=editor)
    draft = make_draft(by=editor)
    Edition.objects.filter(pk=draft.pk).update(state="discarded")

    with refused("only an edition that may still be approved"):
        SetMember.objects.create(edition_set=made, edition=draft, added_by=editor, added_at=timezone.now())


def approval_like(edition: Edition, content: str) -> Approval:
    """Another approval of the edition that says this."""
    row = standing_approval(edition)
    return Approval(
        edition=edition, by=row.by, printed_name="X", at=timezone.now(), content=content, digest=sha256(content)
    )


@pytest.mark.parametrize("part", ["digest", "id", "none"])
def test_an_approval_names_its_set_and_exactly_who_is_in_it(part):
    made, (first, _) = approved_set()
    content = standing_approval(first).content
    said = joined(made)
    other = {
        "digest": content.replace(said.digest, "0" * 64),
        "id": content.replace(str(made.pk), str(first.pk)),
        "none": content.replace(f',"set":{{"digest":"{said.digest}","id":"{made.pk}"}}', ""),
    }[part]
    assert other != content
    Edition.objects.filter(pk=first.pk).update(state="under_review")

    with refused("an approval names the set"):
        approval_like(first, other).save()
    approval_like(first, f"{content} ").save()


def test_an_approval_of_an_edition_of_no_set_names_none():
    made, (first, _) = approved_set()
    content = standing_approval(first).content
    Edition.objects.filter(set_members__edition_set=made).update(state="under_review")
    member(first).delete()

    with refused("an approval names the set"):
        approval_like(first, f"{content} ").save()


def test_no_member_goes_live_without_the_others():
    made, (first, second) = approved_set()
    at = timezone.now()

    with refused("go live in one commit"):
        execute("UPDATE articles_edition SET state = 'published', published_at = %s WHERE id = %s", at, first.pk)
        at_once()
    with refused("all of a set goes live"):  # the set says so, but one has not
        execute("UPDATE articles_edition SET state = 'published', published_at = %s WHERE id = %s", at, first.pk)
        execute("UPDATE reviews_editionset SET published_at = %s WHERE id = %s", at, made.pk)
        at_once()
    with refused("go live in one commit"):  # both, but the set does not say so
        for one in (first, second):
            execute("UPDATE articles_edition SET state = 'published', published_at = %s WHERE id = %s", at, one.pk)
        at_once()
    with transaction.atomic():
        for one in (first, second):
            execute("UPDATE articles_edition SET state = 'published', published_at = %s WHERE id = %s", at, one.pk)
        execute("UPDATE reviews_editionset SET published_at = %s WHERE id = %s", at, made.pk)
        at_once()


def test_what_was_approved_with_a_set_never_goes_live_without_it():
    made, (first, _) = approved_set()
    execute("SET LOCAL session_replication_role = replica")
    SetMember.objects.filter(edition_set=made).delete()
    execute("SET LOCAL session_replication_role = origin")

    with refused("with the set that its approval names"):
        execute("UPDATE articles_edition SET state = 'published', published_at = now() WHERE id = %s", first.pk)
        at_once()


def test_python_and_the_database_take_the_same_digest():
    made, _ = submitted_set(3)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reviews_set_digest(%s)", [made.pk])
        assert cursor.fetchone() == (joined(made).digest,)
    assert EditionState.APPROVED not in {one.edition.state for one in joined(made).here}
