"""What PostgreSQL asks of new signatures, whoever writes them: proof, and the words that were on the screen."""

import json
import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.models import Contribution
from articles.queries import parts_of
from editorial.shared.canonical import canonical_json, sha256
from reviews.actions import add_member, declare_interests
from reviews.enums import Verdict
from reviews.models import Approval, ReviewPolicy, SignOff
from tests.builders import (
    make_administrator,
    make_approved,
    make_editor,
    make_member,
    make_published,
    make_submitted,
    name_raw_rows,
    part_of,
    sign,
)

pytestmark = pytest.mark.django_db
HOW = "how and when its signer had proved"


@pytest.fixture(scope="module")
def built(before_all) -> SignOff:
    edition = make_submitted()
    board = ReviewPolicy.objects.get(is_default=True).board
    return sign(version=part_of(edition, "part-1").version, verdict=Verdict.APPROVE, by=make_member(board))


@pytest.fixture
def given(built, own) -> SignOff:
    return own(built)


def again(row: SignOff | Approval, **changes) -> dict:
    """The fields of the same signature once more, with other things said. A sign-off follows the first one."""
    follows = {"follows": str(row.pk)} if isinstance(row, SignOff) else {}
    content = canonical_json(json.loads(row.content) | follows | changes)
    names = [field.attname for field in row._meta.concrete_fields if field.attname != "id"]
    columns = {name: getattr(row, name) for name in names} | {f"{name}_id": row.pk for name in follows}
    return columns | {"content": content, "digest": sha256(content)}


def test_the_same_with_a_note_is_taken(given):
    with transaction.atomic():
        assert SignOff.objects.create(**again(given, note="Once more.")).version_id == given.version_id
    name_raw_rows()


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"scheme": 1}, HOW),
        ({"authentication": {}}, HOW),
        ({"authentication": {"method": "", "at": "2026-01-01T00:00:00+00:00"}}, HOW),
        ({"authentication": {"method": "password"}}, HOW),
        (
            {"authentication": {"method": "password", "at": (timezone.now() + timedelta(days=9)).isoformat()}},
            HOW,
        ),
        (
            {"authentication": {"method": "password", "at": (timezone.now() - timedelta(days=9)).isoformat()}},
            HOW,
        ),
        ({"screen": {}}, "the words that were on the screen"),
        ({"screen": {"words": "0" * 64}}, "the words that were on the screen"),
    ],
)
def test_a_sign_off_that_does_not_say_it_is_refused(given, changes, match):
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        SignOff.objects.create(**again(given, **changes))

    assert SignOff.objects.count() == 1


@pytest.mark.parametrize("changes", [{"scheme": 1}, {"authentication": {}}])
def test_an_approval_that_does_not_say_it_is_refused(changes):
    approval = make_approved().approvals.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.create(**again(approval, **changes))

    assert Approval.objects.count() == 1


def test_contributions_are_found_back_to_the_last_approved_version():
    """Whoever wrote what was approved before may sign what somebody else made of it."""
    published = make_published()
    with connection.cursor() as cursor:
        version = parts_of(published)[1].version
        cursor.execute("SELECT count(*) FROM reviews_contributors(%s)", [[version.pk]])
        assert cursor.fetchone()[0] == Contribution.objects.filter(version=version).values("user").distinct().count()
        cursor.execute("SELECT count(*) FROM reviews_contributors(%s)", [[uuid.uuid4()]])
        assert cursor.fetchone()[0] == 0


def test_a_sign_off_of_a_contributor_is_refused_by_the_database():
    """Of all else that a member's signature says, nothing is wrong."""
    editor = make_editor()
    edition = make_submitted(by=editor)
    version = edition.pins.first().version
    given = sign(version=version, verdict=Verdict.APPROVE, by=make_member(ReviewPolicy.objects.get().board))
    add_member(board=given.board, user=editor, by=make_administrator(), starts_on=given.at.date())
    declared = declare_interests(items=[], by=editor).digest
    said = {**json.loads(given.content), "user": str(editor.pk), "declaration": declared}

    with pytest.raises(IntegrityError, match="their own words"), transaction.atomic():
        SignOff.objects.create(
            version=version,
            edition=edition,
            user=editor,
            verdict="approve",
            printed_name="x",
            at=given.at,
            board=given.board,
            content=canonical_json(said),
            digest=sha256(canonical_json(said)),
        )
