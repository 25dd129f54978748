"""Sets: that they go live, are held back and are taken down as one."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.actions import open_edition
from articles.enums import EditionState
from articles.models import PublicPage
from articles.queries import latest_edition_of
from editorial.record.models import Event
from editorial.shared.issues import Refused
from reviews.actions import (
    add_to_set,
    compose_pages,
    declare_interest,
    end_term,
    leave_out,
    publish,
    publish_set,
    revoke_approval,
    schedule,
    schedule_set,
    set_article_policy,
    submit,
    take_out_of_set,
    tell_set_published,
    withdraw_set,
)
from reviews.actions.together import prepare_set, switch_set
from reviews.models import BoardMember, Notice, ReadyPage, Retirement, Revocation, SetMember
from reviews.rules.queries import due_editions, standing_approval
from reviews.rules.sets import behind, due_sets, untold_sets
from reviews.tasks import publish_due_sets
from tests.builders import (
    approve,
    article_of,
    codes,
    confirm_all,
    make_administrator,
    make_board,
    make_chair,
    make_complete,
    make_draft,
    make_editor,
    make_published,
    make_submitted,
    sign_all,
)

from .set_scenes import approved_set, default_board, fresh, joined, set_of, submitted_set

pytestmark = pytest.mark.django_db
S = EditionState


def facts_of(event: Event) -> dict:
    return json.loads(event.content)["facts"]


def states(editions) -> list[str]:
    return [one.state for one in fresh(editions)]


def test_a_member_is_never_published_alone():
    made, (first, second) = submitted_set()
    approve(edition=first, by=make_chair(default_board()))

    assert publish(edition_id=first.pk) is False
    assert publish_set(set_id=made.pk) is False
    assert due_editions() == []
    assert due_sets() == []
    assert states([first, second]) == [S.APPROVED, S.UNDER_REVIEW]


def test_all_of_a_set_go_live_in_one_commit():
    editor = make_editor()
    live = make_published(by=editor)
    open_edition(article=live.article, by=editor)
    made, editions = submitted_set(by=editor)
    again = latest_edition_of(live.article)
    make_complete(again, by=editor)
    confirm_all(again, by=editor)
    again = submit(edition=again, by=editor)
    add_to_set(edition_set=made, articles=[live.article], by=editor)
    chair = make_chair(default_board())
    sign_all(again, make_chair(default_board()), make_chair(default_board()))
    for one in (*editions, again):
        approve(edition=one, by=chair)

    assert due_sets() == [made.pk]
    assert publish_set(set_id=made.pk) is True
    assert publish_set(set_id=made.pk) is False  # safe to repeat

    assert states([*editions, again, live]) == [S.PUBLISHED, S.PUBLISHED, S.PUBLISHED, S.SUPERSEDED]
    made.refresh_from_db()
    assert {one.published_at for one in fresh([*editions, again])} == {made.published_at}
    pages = PublicPage.objects.filter(edition__in=[*editions, again], kind="live")
    assert pages.count() == 9
    assert not PublicPage.objects.filter(edition=live).exists()
    assert not ReadyPage.objects.exists()


def test_pages_that_were_composed_beforehand_are_those_that_composing_gives():
    made, editions = approved_set(3)
    for one in editions:  # neighbours of each other
        one.article.topic = "Lithium"
        one.article.save()
    publish_set(set_id=made.pk)
    switched = dict(PublicPage.objects.values_list("pk", "etag"))

    for one in editions:
        compose_pages(one.article)

    assert dict(PublicPage.objects.values_list("pk", "etag")) == switched
    assert "related" in PublicPage.objects.filter(is_default=True)[0].content


def test_what_was_composed_is_served_to_nobody(client):
    made, (first, _) = approved_set()

    assert prepare_set(set_id=made.pk)

    assert ReadyPage.objects.count() == 6
    assert not PublicPage.objects.exists()
    assert client.get(f"/articles/{first.article.slug}/").status_code == 404
    assert switch_set(set_id=made.pk) is True
    assert client.get(f"/articles/{first.article.slug}/").status_code == 200


def test_pages_of_another_approval_are_composed_again():
    made, (first, second) = approved_set()
    chair = standing_approval(first).by
    prepare_set(set_id=made.pk)
    revoke_approval(edition=first, reason="A dose.", by=chair)
    for one in (first, second):
        approve(edition=one, by=chair)

    assert switch_set(set_id=made.pk) is False
    assert publish_set(set_id=made.pk) is True


def test_the_time_is_the_sets():
    editor = make_editor()
    made, (first, second) = approved_set(by=editor)
    soon = timezone.now() + timedelta(hours=1)

    with pytest.raises(Refused) as refused:
        schedule(edition=first, publish_at=soon, by=editor)
    assert codes(refused) == ["set-time"]

    schedule_set(edition_set=made, publish_at=soon, by=editor)
    assert due_sets() == []
    assert publish_set(set_id=made.pk) is False
    assert publish_set(set_id=made.pk, now=soon + timedelta(minutes=1)) is True
    assert states([first, second]) == [S.PUBLISHED, S.PUBLISHED]


def test_what_fails_names_its_member_and_revokes_all():
    made, (first, second) = approved_set()
    chair = standing_approval(first).by
    declare_interest(article=article_of(second), statement="Paid for talks.", by=chair)

    assert publish_set(set_id=made.pk) is False

    assert states([first, second]) == [S.UNDER_REVIEW, S.UNDER_REVIEW]
    reasons = {row.approval.edition_id: row.reason for row in Revocation.objects.select_related("approval")}
    assert "could not approve it now" in reasons[second.pk]
    assert reasons[first.pk] == "Held back, together with another edition that was to be published with it."
    event = Event.objects.get(verb="set.revoked")
    assert facts_of(event)["because_of"] == [str(second.pk)]


def test_a_term_that_lapsed_holds_all_back():
    made, editions = approved_set(3)
    chair = standing_approval(editions[0]).by
    term = BoardMember.objects.get(user=chair)
    end_term(member=term, on=timezone.localdate() - timedelta(days=1), by=make_administrator())

    assert publish_set(set_id=made.pk) is False
    assert set(states(editions)) == {S.UNDER_REVIEW}


def test_revoking_one_revokes_all_and_lets_members_change_again():
    editor = make_editor()
    made, (first, second) = approved_set(by=editor)
    chair = standing_approval(first).by

    revoke_approval(edition=first, reason="A dose is wrong.", by=chair)

    assert states([first, second]) == [S.UNDER_REVIEW, S.UNDER_REVIEW]
    assert not joined(made).stands
    take_out_of_set(member=SetMember.objects.get(edition=second), by=editor)
    approve(edition=second, by=chair)
    assert publish(edition_id=second.pk) is True


def test_who_leads_the_board_leaves_one_out_and_the_others_go_live():
    _made, (first, second, third) = submitted_set(3)
    chair = make_chair(default_board())
    for one in (first, second):
        approve(edition=one, by=chair)

    leave_out(edition=third, reason="Its board is not done.", by=chair)

    assert publish_due_sets() == 1
    assert states([first, second, third]) == [S.PUBLISHED, S.PUBLISHED, S.UNDER_REVIEW]
    assert [row.edition_id for row in behind(third.article)] == [third.pk]
    approve(edition=third, by=chair)
    assert publish(edition_id=third.pk) is True
    assert behind(third.article) == []


def test_one_that_is_approved_is_left_out_and_its_approval_with_it():
    made, (first, second) = approved_set()
    chair = standing_approval(first).by

    leave_out(edition=second, reason="A dose is wrong.", by=chair)

    assert states([first, second]) == [S.APPROVED, S.UNDER_REVIEW]
    assert publish_set(set_id=made.pk) is True
    assert states([first, second]) == [S.PUBLISHED, S.UNDER_REVIEW]


def test_nobody_else_leaves_one_out_and_nothing_before_the_first_approval():
    editor = make_editor()
    _, (_first, second) = submitted_set(by=editor)
    chair = make_chair(default_board())

    with pytest.raises(PermissionDenied):
        leave_out(edition=second, reason="No.", by=editor)
    with pytest.raises(Refused) as refused:
        leave_out(edition=second, reason="", by=chair)
    assert codes(refused) == ["set-does-not-stand", "no-reason"]


def test_a_published_set_is_withdrawn_as_one_with_one_public_note():
    made, editions = approved_set()
    publish_set(set_id=made.pk)
    chair = standing_approval(editions[0]).by

    with pytest.raises(Refused) as refused:
        withdraw_set(edition=editions[0], note=" ", by=chair)
    assert codes(refused) == ["no-reason"]
    assert withdraw_set(edition=editions[0], note="The study was faked.", by=chair) is True

    assert states(editions) == [S.RETIRED, S.RETIRED]
    assert set(Retirement.objects.values_list("reason", flat=True)) == {"The study was faked."}
    pages = PublicPage.objects.all()
    assert {page.kind for page in pages} == {"gone"}
    assert all("The study was faked." in page.content for page in pages)


def test_every_board_agrees_before_a_set_is_withdrawn():
    editor = make_editor()
    first = make_submitted(by=editor)
    other = make_board(name="Other board")
    draft = make_draft(by=editor)
    set_article_policy(article=draft.article, policy=other.policies.get(), by=editor)
    second = submit(edition=draft, by=editor)
    chairs = []
    for one, board in ((first, default_board()), (second, other)):
        sign_all(one, make_chair(board), make_chair(board))
        chairs.append(make_chair(board))
    made = set_of([first, second], by=editor)
    for one, chair in zip((first, second), chairs, strict=True):
        approve(edition=one, by=chair)
    publish_set(set_id=made.pk)

    assert withdraw_set(edition=first, note="Faked.", by=chairs[0]) is False
    assert states([first, second]) == [S.PUBLISHED, S.PUBLISHED]
    with pytest.raises(Refused) as refused:
        withdraw_set(edition=first, note="Again.", by=chairs[0])
    assert codes(refused) == ["agreed-already"]
    assert withdraw_set(edition=second, note="", by=chairs[1]) is True
    assert states([first, second]) == [S.RETIRED, S.RETIRED]


def test_people_are_told_once_after_the_set_was_published():
    made, editions = approved_set()
    publish_set(set_id=made.pk)
    before = Notice.objects.filter(kind="published").count()

    assert untold_sets() == [made.pk]
    assert tell_set_published(set_id=made.pk) is True
    assert tell_set_published(set_id=made.pk) is False

    assert before == 0
    assert Notice.objects.filter(kind="published", article__in=[one.article for one in editions]).exists()
    assert untold_sets() == []


def test_a_set_of_which_the_message_was_lost_is_found_by_the_sweeper():
    _made, editions = approved_set()

    assert publish_due_sets() == 1

    assert states(editions) == [S.PUBLISHED, S.PUBLISHED]
    assert untold_sets() == []
