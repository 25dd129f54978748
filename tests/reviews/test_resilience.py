"""Nothing is lost when something dies (promise 8): state, event and pending work are one transaction."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from articles.actions import open_edition, set_topic
from articles.enums import EditionState
from articles.models import Edition, PublicPage
from articles.queries import part_of
from editorial.record.models import Event
from editorial.shared.public_answers import MAX_AGE
from references.actions import set_standing
from reviews import tasks
from reviews.actions import publish, submit
from reviews.enums import Verdict
from reviews.models import Approval, ReviewPolicy, SignOff
from tests.builders import (
    approve,
    confirm_all,
    edit,
    make_approved,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_published,
    make_reference,
    make_submitted,
    sign,
    sign_all,
)

pytestmark = pytest.mark.django_db


class BrokerDown(Exception):
    """What a client of a dead broker raises."""


@pytest.fixture
def broken_broker(monkeypatch):
    def refuse(*args, **kwargs):
        raise BrokerDown

    monkeypatch.setattr(tasks.publish_edition, "apply_async", refuse)


def test_approval_succeeds_with_a_dead_broker_and_the_sweeper_publishes(
    broken_broker, django_capture_on_commit_callbacks
):
    edition = make_submitted()
    board = ReviewPolicy.objects.get(is_default=True).board
    sign_all(edition, make_member(board), make_member(board))

    with django_capture_on_commit_callbacks(execute=True):
        approve(edition=edition, by=make_chair(board))
    swept = [tasks.publish_due_editions(), tasks.publish_due_editions()]

    edition.refresh_from_db()
    assert (edition.state, swept) == (EditionState.PUBLISHED, [1, 0])


def test_the_command_publishes_what_the_workers_did_not(capsys):
    edition = make_approved()

    call_command("publish_due_editions")
    call_command("publish_due_editions")

    edition.refresh_from_db()
    assert edition.state == EditionState.PUBLISHED
    assert capsys.readouterr().out.splitlines() == ["Editions published: 1.", "Editions published: 0."]


def test_approval_asks_the_workers_to_publish(eager_tasks, django_capture_on_commit_callbacks):
    edition = make_submitted()
    board = ReviewPolicy.objects.get(is_default=True).board
    sign_all(edition, make_member(board), make_member(board))

    with django_capture_on_commit_callbacks(execute=True):
        approve(edition=edition, by=make_chair(board))

    edition.refresh_from_db()
    assert edition.state == EditionState.PUBLISHED


def test_one_edition_that_fails_does_not_keep_the_sweeper_from_the_others(monkeypatch):
    good, bad = make_approved(), make_approved()
    real = publish

    def sometimes(*, edition_id):
        if edition_id == bad.pk:
            raise BrokerDown
        return real(edition_id=edition_id)

    monkeypatch.setattr(tasks, "publish", sometimes)
    tasks.publish_due_editions()

    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.state, bad.state) == (EditionState.PUBLISHED, EditionState.APPROVED)


def signing():
    edition = make_submitted()
    member = make_member(ReviewPolicy.objects.get(is_default=True).board)
    version = part_of(edition, "part-1").version
    return lambda: sign(version=version, verdict=Verdict.APPROVE, by=member)


def approving():
    edition = make_submitted()
    board = ReviewPolicy.objects.get(is_default=True).board
    sign_all(edition, make_member(board), make_member(board))
    chair = make_chair(board)
    return lambda: approve(edition=edition, by=chair)


def publishing():
    edition = make_approved()
    return lambda: publish(edition_id=edition.pk)


def submitting():
    editor = make_editor()
    make_board()
    draft = make_draft(by=editor)
    return lambda: submit(edition=draft, by=editor)


def opening():
    editor = make_editor()
    published = make_published(by=editor)
    return lambda: open_edition(article=published.article, by=editor)


def saving():
    editor = make_editor()
    draft = make_draft(by=editor)
    return lambda: edit(draft, "part-1", "<p>Other words.</p>", by=editor)


def everything() -> tuple:
    """What must be the same before and after an action that failed."""
    return (
        sorted(Edition.objects.values_list("pk", "state", "submitted_at", "published_at")),
        sorted(PublicPage.objects.values_list("slug", "audience", "etag")),
        SignOff.objects.count(),
        Approval.objects.count(),
        sorted(Edition.objects.values_list("pins__version", flat=True), key=str),
        Event.objects.count(),
    )


@pytest.mark.parametrize("prepare", [signing, approving, publishing, submitting, opening, saving])
def test_without_its_event_nothing_is_written(prepare, monkeypatch):
    action = prepare()
    before = everything()

    def refuse(*args, **kwargs):
        raise BrokerDown

    monkeypatch.setattr(
        "editorial.record.actions.events.canonical_json", refuse
    )  # what an event says, just before it is written
    with pytest.raises(BrokerDown), transaction.atomic():
        action()

    assert everything() == before


def test_a_page_marked_stale_is_composed_again():
    edition = make_published()
    before = PublicPage.objects.get(article=edition.article, is_default=True)
    set_topic(article=edition.article, topic="Nerves", by=edition.opened_by)

    composed = [tasks.recompose_stale_pages(), tasks.recompose_stale_pages()]

    after = PublicPage.objects.get(pk=before.pk)
    assert composed == [1, 0]
    assert (after.card["topic"], after.body_id, after.stale_since) == ("Nerves", before.body_id, None)


def test_a_change_of_standing_reaches_readers_without_touching_the_signed_words():
    editor = make_editor()
    reference = make_reference("boyer2005")
    make_board()
    draft = make_draft(by=editor)
    edit(draft, "part-2", '<p>A claim.<cite data-ref="boyer2005"></cite></p>', by=editor)
    confirm_all(draft, by=editor)
    edition = submit(edition=draft, by=editor)
    board = ReviewPolicy.objects.get(is_default=True).board
    sign_all(edition, make_member(board), make_member(board))
    approve(edition=edition, by=make_chair(board))
    publish(edition_id=edition.pk)
    before = PublicPage.objects.get(article=edition.article, audience="clinician")

    set_standing(reference=reference, standing="retracted", note="Retracted by its <journal>.", by=editor)
    composed = tasks.recompose_stale_pages()

    after = PublicPage.objects.get(pk=before.pk)
    assert composed == 1
    assert (after.body_id, "Retracted" in before.content) == (before.body_id, False)
    assert 'data-standing-for="boyer2005">Retracted. Retracted by its &lt;journal&gt;.</span>' in after.content


def test_what_changes_reaches_readers_within_a_minute_without_any_message():
    """The sweepers' turns and what caches may keep leave ten seconds for the work itself."""
    turns = [
        settings.CELERY_BEAT_SCHEDULE[name]["schedule"]
        for name in ("reviews.tasks.recompose_stale_pages", "reviews.tasks.raise_alarms")
    ]

    assert max(turns) + MAX_AGE <= 50
