"""The pages of sets: making one, what each member lacks and from whom, and what is done with all of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.actions import add_collaborator, open_edition
from articles.actions.passages import place_passage
from articles.enums import EditionState
from articles.queries import latest_edition_of, parts_of
from reviews.actions import declare_interest, leave_out, publish_set, schedule, submit, take_back
from reviews.models import EditionSet, SetMember
from reviews.rules.sets import joined_of
from tests.builders import (
    approve,
    confirm_all,
    edit,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_published,
    make_submitted,
    make_user,
    publish_draft,
    sit_down,
)
from tests.passages import as_committed, make_live_passage
from tests.reviews.set_scenes import approved_set, default_board, fresh, joined, set_of, submitted_set

pytestmark = pytest.mark.django_db
COSTS = {"list": 6, "new": 8, "set": 31, "submit": 41, "list of a chair": 7, "set of a chair": 32, "approve": 32}
S = EditionState


@pytest.fixture
def editor(client):
    editor = make_editor("Dora Desk")
    client.force_login(editor)
    return editor


def as_(person) -> Client:
    return sit_down(Client(), person)


def address(name: str, *args) -> str:
    return reverse(f"sets:{name}", args=args)


def page(client, name: str, *args) -> str:
    response = client.get(address(name, *args))
    assert response.status_code == 200
    return response.content.decode()


def states(editions) -> list[str]:
    return [one.state for one in fresh(editions)]


def test_a_set_is_made_of_ticked_editions(client, editor):
    first, second, third = (make_draft(by=editor) for _ in range(3))
    said = {"name": "Lithium", "reason": "One warning.", "articles": [first.article_id, second.article_id]}

    assert page(client, "new").count('name="articles"') == 3
    response = client.post(address("new"), said)

    made = EditionSet.objects.get()
    assert response.url == address("set", made.pk)
    assert {one.edition_id for one in joined(made).here} == {first.pk, second.pk}
    assert joined_of(third) is None
    assert "Lithium" in page(client, "list")


def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, editor):
    first, _ = make_draft(by=editor), make_draft(by=editor)

    response = client.post(address("new"), {"name": "Lithium", "reason": "", "articles": [first.article_id]})

    shown = response.content.decode()
    assert response.status_code == 422
    assert 'value="Lithium"' in shown
    assert shown.count('" checked>') == 1
    response = client.post(address("new"), {"name": "Lithium", "reason": "Why.", "articles": [first.article_id]})
    assert response.status_code == 409
    assert "at least two" in response.content.decode()
    assert not EditionSet.objects.exists()


def test_nothing_of_others_and_nothing_that_cannot_join_is_ticked(client, editor):
    first, timed, theirs = make_draft(by=editor), make_draft(by=editor), make_draft()
    schedule(edition=timed, publish_at=timezone.now() + timedelta(days=3), by=editor)

    shown = page(client, "new")
    response = client.post(address("new"), {"name": "X", "reason": "Y", "articles": [theirs.article_id]})

    assert shown.count('name="articles"') == 1
    assert "has a time of publication of its own" in shown
    assert response.status_code == 422
    assert f'value="{first.article_id}"' in shown


def test_nobody_else_makes_sets_or_sees_that_there_are_any(client):
    made, _ = submitted_set()
    client.force_login(make_user())
    assert client.get(address("list")).status_code == 403
    assert client.get(address("set", made.pk)).status_code == 404
    client.force_login(make_editor())
    assert "Lithium" not in page(client, "list")
    assert client.get(address("set", made.pk)).status_code == 404
    assert client.get(address("submit", made.pk)).status_code == 404


def test_the_page_says_what_each_member_lacks_and_from_whom(client, editor):
    made, (_first, second) = submitted_set(by=editor)
    draft = make_draft(by=editor, complete=False)
    client.post(address("add", made.pk), {"articles": [draft.article_id]})
    take_back(edition=second, by=editor)

    shown = page(client, "set", made.pk)

    assert "Nothing but its approval." in shown
    assert "Medical advisory board" in shown
    assert "its editors (Dora Desk)" in shown
    assert "This attempt has ended" in shown
    assert "Put its next edition here" in shown


def test_the_next_edition_takes_the_place_of_an_attempt_that_ended(client, editor):
    made, (first, _) = submitted_set(by=editor)
    take_back(edition=first, by=editor)

    response = client.post(address("add", made.pk), {"articles": [first.article_id]})

    assert response.status_code == 302
    again = latest_edition_of(first.article)
    assert again.number == 2
    assert again.pk in {one.edition_id for one in joined(made).here}


def test_drafts_are_submitted_together_or_none(client, editor):
    make_board()
    first, second, bad = make_draft(by=editor), make_draft(by=editor), make_draft(by=editor, complete=False)
    made = set_of([first, second, bad], by=editor)

    shown = page(client, "set", made.pk)
    refused = client.post(address("submit", made.pk))
    assert "Submit 3 drafts together" in shown
    assert address("submit", made.pk) not in shown
    assert refused.status_code == 409
    assert states([first, second, bad]) == [S.DRAFT] * 3

    client.post(address("take_out", SetMember.objects.get(edition=bad).pk))
    assert address("submit", made.pk) in page(client, "set", made.pk)
    assert client.post(address("submit", made.pk)).status_code == 302
    assert states([first, second, bad]) == [S.SUBMITTED, S.SUBMITTED, S.DRAFT]


def test_the_chair_approves_those_that_are_ticked_and_no_other():
    made, (first, second) = submitted_set()
    chair = as_(make_chair(default_board()))
    shown = chair.get(address("approve", made.pk))
    seen = joined(made).digest

    assert shown.content.decode().count('name="editions"') == 2
    assert chair.post(address("approve", made.pk), {"seen": seen}).status_code == 422
    assert chair.post(address("approve", made.pk), {"seen": seen, "editions": [first.pk]}).status_code == 302
    assert states([first, second]) == [S.APPROVED, S.UNDER_REVIEW]
    assert chair.post(address("approve", made.pk), {"seen": seen, "editions": [second.pk]}).status_code == 302
    assert states([first, second]) == [S.APPROVED, S.APPROVED]


def test_a_set_that_changed_since_it_was_looked_at_is_not_approved():
    editor = make_editor()
    made, (first, _) = submitted_set(by=editor)
    seen, third = joined(made).digest, make_submitted(by=editor)
    as_(editor).post(address("add", made.pk), {"articles": [third.article_id]})

    response = as_(make_chair(default_board())).post(
        address("approve", made.pk), {"seen": seen, "editions": [first.pk]}
    )

    assert response.status_code == 409
    assert "has changed since you looked" in response.content.decode()
    assert states([first]) == [S.UNDER_REVIEW]


def test_what_one_may_not_approve_is_not_offered():
    made, (first, second) = submitted_set()
    chair = make_chair(default_board())
    declare_interest(article=second.article, statement="Paid for talks.", by=chair)

    shown = as_(chair).get(address("approve", made.pk)).content.decode()

    assert f'value="{first.pk}"' in shown
    assert f'value="{second.pk}"' not in shown


def test_who_did_not_prove_who_they_are_is_asked_and_finds_what_they_ticked(client):
    made, (first, _) = submitted_set()
    client.force_login(make_chair(default_board()))

    response = client.post(address("approve", made.pk), {"seen": joined(made).digest, "editions": [first.pk]})

    assert response.status_code == 302
    assert "next=" in response.url
    assert client.get(address("approve", made.pk)).content.decode().count('" checked>') == 1


def test_its_time_is_set_and_not_to_one_that_has_passed(client, editor):
    made, _ = submitted_set(by=editor)
    later = timezone.localtime() + timedelta(days=2)

    gone = client.post(address("time", made.pk), {"publish_at": "2020-01-01T12:00"})
    assert gone.status_code == 409
    assert "2020-01-01T12:00" in gone.content.decode()
    assert client.post(address("time", made.pk), {"publish_at": f"{later:%Y-%m-%dT%H:%M}"}).status_code == 302
    assert "To be published on" in page(client, "set", made.pk)


def test_one_is_left_out_by_who_leads_its_board_on_its_own_page():
    made, (first, second) = submitted_set()
    chair = make_chair(default_board())
    out = reverse("review:leave_out", args=[second.article.slug, 1])
    assert out not in as_(chair).get(address("set", made.pk)).content.decode()
    approve(edition=first, by=chair)

    assert out in as_(chair).get(address("set", made.pk)).content.decode()
    assert out in as_(chair).get(reverse("review:edition", args=[second.article.slug, 1])).content.decode()
    assert as_(chair).post(out, {"reason": ""}).status_code == 422
    assert as_(chair).post(out, {"reason": "Its dose is open."}).status_code == 302

    shown = as_(chair).get(address("set", made.pk)).content.decode()
    assert "Its dose is open." in shown
    assert [one.edition_id for one in joined(made).left_out] == [second.pk]


def test_all_of_it_is_held_back_by_who_leads_a_board():
    made, editions = approved_set()
    chair = as_(make_chair(default_board()))
    shown = chair.get(address("set", made.pk)).content.decode()
    revoke = reverse("review:revoke", args=[editions[0].article.slug, 1])
    assert "Hold all of it back" in shown
    assert "all that was approved of them" in chair.get(revoke).content.decode()

    chair.post(revoke, {"reason": "A dose is wrong."})

    assert states(editions) == [S.UNDER_REVIEW, S.UNDER_REVIEW]
    assert "Hold all of it back" not in chair.get(address("set", made.pk)).content.decode()


def test_all_of_it_is_withdrawn_with_one_note_for_readers(client):
    made, editions = approved_set()
    publish_set(set_id=made.pk)
    chair = as_(make_chair(default_board()))
    where = reverse("review:withdraw", args=[editions[1].article.slug, 1])
    first = reverse("review:withdraw", args=[editions[0].article.slug, 1])
    shown = chair.get(address("set", made.pk)).content.decode()

    assert first in shown or where in shown
    assert chair.post(where, {"note": " "}).status_code == 422
    assert chair.post(where, {"note": "The study was faked."}).status_code == 302
    assert states(editions) == [S.RETIRED, S.RETIRED]
    for one in editions:
        assert "The study was faked." in client.get(f"/articles/{one.article.slug}/").content.decode()


def test_editors_see_on_their_own_page_that_it_waits_for_others_and_take_it_out(client, editor):
    owner = make_editor("Olga Owner")
    theirs = make_draft(by=owner)
    add_collaborator(article=theirs.article, user=editor, by=owner)
    made = set_of([theirs, make_draft(by=editor), make_draft(by=editor)], by=editor, name="Secret name")
    member = SetMember.objects.get(edition=theirs)
    theirs_page = as_(owner).get(reverse("desk:article", args=[theirs.article.slug])).content.decode()
    own_page = client.get(reverse("desk:article", args=[theirs.article.slug])).content.decode()

    assert "Secret name" in own_page
    assert 'name="publish_at"' not in own_page
    assert "Secret name" not in theirs_page
    assert address("take_out", member.pk) in theirs_page
    response = as_(owner).post(address("take_out", member.pk))

    assert response.url == reverse("desk:article", args=[theirs.article.slug])
    assert len(joined(made).here) == 2
    assert as_(make_editor()).post(address("take_out", SetMember.objects.first().pk)).status_code == 404


def test_what_was_left_behind_is_said_on_the_desk(client, editor):
    made, (first, second) = submitted_set(by=editor)
    chair = make_chair(default_board())
    approve(edition=first, by=chair)
    leave_out(edition=second, reason="Later.", by=chair)
    publish_set(set_id=made.pk)

    shown = client.get(reverse("desk:article", args=[second.article.slug])).content.decode()

    assert "Left behind" in shown
    assert "Left behind" not in client.get(reverse("desk:article", args=[first.article.slug])).content.decode()


def test_a_published_article_joins_with_its_next_edition(client, editor):
    live, draft = make_published(by=editor), make_draft(by=editor)

    shown = client.get(f"{address('new')}?article={live.article_id}&article={draft.article_id}&article=x")
    assert shown.content.decode().count('" checked>') == 2
    client.post(address("new"), {"name": "X", "reason": "Y", "articles": [live.article_id, draft.article_id]})

    assert latest_edition_of(live.article).number == 2
    assert EditionSet.objects.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_cost_the_same_for_one_and_for_many(number):
    """Members in every way at once: drafts, in review, signed; and as many sets as members."""
    editor = make_editor()
    made, _ = submitted_set(2 * number, by=editor)
    for _ in range(number):
        draft = make_draft(by=editor)
        as_(editor).post(address("add", made.pk), {"articles": [draft.article_id]})
        set_of([make_draft(by=editor), make_draft(by=editor)], by=editor)
    signed, _ = submitted_set(2 * number, by=editor)
    desk, chair = as_(editor), as_(make_chair(default_board()))
    for client in (desk, chair):
        client.get(address("list"))

    found = {}
    for name, client, where in (
        ("list", desk, address("list")),
        ("new", desk, address("new")),
        ("set", desk, address("set", made.pk)),
        ("submit", desk, address("submit", made.pk)),
        ("list of a chair", chair, address("list")),
        ("set of a chair", chair, address("set", signed.pk)),
        ("approve", chair, address("approve", signed.pk)),
    ):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(where).status_code == 200
        found[name] = len(queries)

    assert found == COSTS


def test_the_articles_of_a_passage_are_opened_and_made_a_set(client, editor):
    passage = make_live_passage(by=editor)
    hosts = []
    for _ in range(2):
        draft = make_draft(by=editor)
        place_passage(edition=draft, passage=passage, by=editor)
        hosts.append(publish_draft(draft, by=editor))
    as_committed()
    words = open_edition(article=passage, by=editor)
    edit(words, "emergency", "<p>Call 112 at once.</p>", by=editor)
    confirm_all(words, by=editor)
    publish_draft(words, by=editor)
    where = reverse("desk:passage", args=[passage.pk])

    response = client.post(where, {"host": [str(one.article_id) for one in hosts], "set": "1"}, follow=True)

    assert response.request["PATH_INFO"] == address("new")
    assert response.content.decode().count('" checked>') == 2
    assert {latest_edition_of(one.article).state for one in hosts} == {S.DRAFT}
    assert f"{address('new')}?article=" in client.get(where).content.decode()


def test_a_draft_takes_over_on_its_own_page_what_goes_live_with_it(client, editor):
    passage = make_live_passage(by=editor)
    draft = make_draft(by=editor)
    place_passage(edition=draft, passage=passage, by=editor)
    words = open_edition(article=passage, by=editor)
    edit(words, "emergency", "<p>Call 112 at once.</p>", by=editor)
    confirm_all(words, by=editor)
    set_of([words, draft], by=editor)
    renew = reverse("desk:renew_passage", args=[draft.article.slug, passage.pk])
    own = reverse("desk:article", args=[draft.article.slug])
    assert renew not in client.get(own).content.decode()
    submit(edition=words, by=editor)
    assert renew in client.get(own).content.decode()

    client.post(renew)

    part = next(one for one in parts_of(draft) if one.section.anchor == "emergency")
    assert "at once" in part.content.base.html
    assert renew not in client.get(own).content.decode()
