"""The chair's pages: each decision beside its refusal, with what was typed kept."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.enums import EditionState
from reviews.actions import create_policy, declare_interest, publish, recuse
from reviews.enums import AssignmentStatus, Verdict
from reviews.models import Approval, Assignment, EditionPolicy, Interest, Letter, Recusal, Retirement, Settlement
from tests.builders import approve, make_published, sign
from tests.reviews.scenes import comment_on, make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all):
    return make_scene()


@pytest.fixture
def scene(built, own):
    return own(built)


def state(scene) -> str:
    scene.edition.refresh_from_db()
    return scene.edition.state


# ── Approving ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_chair_sees_everything_that_the_approval_covers_and_approves(scene):
    scene.sign_all("member", "second")

    page = scene.get("chair", "approve").content.decode()
    response = scene.post("chair", "approve")

    assert "I am a patient</a>: 3 sections" in page
    assert page.count("First Member, MD (") == 3
    assert "I approve this edition for publication in every wording that it has." in page
    assert "disabled" not in page
    assert (response.status_code, state(scene)) == (302, EditionState.APPROVED)
    assert Approval.objects.get().by == scene.chair


def test_what_is_missing_stands_on_the_page_and_refuses_the_act(scene):
    scene.sign_all("member")

    page = scene.get("chair", "approve").content.decode()
    response = scene.post("chair", "approve")

    assert "“Part 1” has 1 of 2 signatures." in page
    assert f'href="{scene.url()}#section-part-1"' in page
    assert "disabled" in page
    assert (response.status_code, state(scene)) == (409, EditionState.UNDER_REVIEW)
    assert "“Part 1” has 1 of 2 signatures." in response.content.decode()


def test_a_chair_with_an_interest_is_told_that_a_deputy_approves(scene):
    scene.sign_all("member", "second")
    declare_interest(article=scene.edition.article, statement="Shares.", by=scene.chair)

    refused = scene.post("chair", "approve")
    done = scene.post("deputy", "approve")

    assert "a deputy must decide" in refused.content.decode()
    assert (refused.status_code, done.status_code, state(scene)) == (409, 302, EditionState.APPROVED)


# ── Returning ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_letter_begins_with_what_was_asked_and_can_be_changed(scene):
    sign(version=scene.version("part-2"), verdict=Verdict.REQUEST_CHANGES, note="Say how often.", by=scene.member)
    comment_on(scene, quote="Text of part 1.", text="Which part?")

    page = scene.get("chair", "return").content.decode()
    response = scene.post("chair", "return", text="Please mend.\n\nThank you.")

    assert "- First Member, MD: “Text of part 1.”: Which part?" in page
    assert "- First Member, MD asks for changes: Say how often." in page
    assert (response.status_code, state(scene)) == (302, EditionState.RETURNED)
    assert Letter.objects.get().text == "Please mend.\n\nThank you."


def test_a_return_without_a_letter_is_refused(scene):
    assert (scene.post("chair", "return", text="").status_code, state(scene)) == (422, EditionState.SUBMITTED)


def test_an_edition_that_went_back_is_not_returned_twice(scene):
    scene.post("chair", "return", text="Please mend.")

    response = scene.post("deputy", "return", text="My letter.")

    assert response.status_code == 409
    assert "My letter." in response.content.decode()
    assert "“Return to the editor” is possible only while" in response.content.decode()


# ── Settling, revoking, retiring ────────────────────────────────────────────────────────────────────────────


def test_a_request_is_settled_with_a_reason_and_stays_on_the_page(scene):
    asked = sign(version=scene.version("part-1"), verdict=Verdict.REQUEST_CHANGES, note="No.", by=scene.member)

    response = scene.post("chair", "settle", asked.pk, reason="The guideline says so.")
    page = scene.get("member").content.decode()

    assert response.status_code == 302
    assert Settlement.objects.get().reason == "The guideline says so."
    assert "Settled by Board Chair" in page
    assert "“The guideline says so.”" in page


def test_a_request_is_settled_neither_without_a_reason_nor_twice_nor_by_its_author(scene):
    asked = sign(version=scene.version("part-1"), verdict=Verdict.REQUEST_CHANGES, note="No.", by=scene.deputy)

    without = scene.post("chair", "settle", asked.pk, reason=" ")
    own = scene.post("deputy", "settle", asked.pk, reason="Never mind.")
    scene.post("chair", "settle", asked.pk, reason="Settled.")
    twice = scene.post("chair", "settle", asked.pk, reason="Again.")

    assert (without.status_code, own.status_code, twice.status_code) == (422, 409, 409)
    assert "This is your own request: withdraw it instead." in own.content.decode()
    assert Settlement.objects.count() == 1


def test_a_member_settles_nothing(scene):
    asked = sign(version=scene.version("part-1"), verdict=Verdict.REQUEST_CHANGES, note="No.", by=scene.member)

    assert scene.post("second", "settle", asked.pk, reason="Fine.").status_code == 403
    assert "Settle this request" not in scene.get("second").content.decode()
    assert "Settle this request" in scene.get("chair").content.decode()


def test_an_approval_is_revoked_with_a_reason_until_it_is_published(scene):
    scene.sign_all("member", "second")
    approve(edition=scene.edition, by=scene.chair)

    without = scene.post("chair", "revoke", reason="")
    response = scene.post("chair", "revoke", reason="A doubt.")

    assert (without.status_code, response.status_code, state(scene)) == (422, 302, EditionState.UNDER_REVIEW)
    assert scene.post("chair", "revoke", reason="Again.").status_code == 409


def test_a_live_article_is_retired_with_a_reason_and_a_successor(scene):
    other = make_published(slug="the-other-article")
    scene.sign_all("member", "second")
    approve(edition=scene.edition, by=scene.chair)
    early = scene.post("chair", "retire", reason="Gone.")
    publish(edition_id=scene.edition.pk)

    without = scene.post("chair", "retire", reason="")
    itself = scene.post("chair", "retire", reason="Gone.", successor=scene.edition.article_id)
    response = scene.post("chair", "retire", reason="Gone.", successor=other.article_id)

    assert (early.status_code, without.status_code, itself.status_code) == (409, 422, 422)
    assert (response.status_code, state(scene)) == (302, EditionState.RETIRED)
    assert Retirement.objects.get().successor_id == other.article_id


# ── Assigning ───────────────────────────────────────────────────────────────────────────────────────────────


def term_of(user):
    return user.board_terms.get().pk


def test_members_are_asked_for_some_sections_by_a_day(scene):
    due = timezone.localdate() + timedelta(days=10)
    part = scene.version("part-1").section_id
    response = scene.post(
        "chair",
        "assign",
        members=[term_of(scene.member), term_of(scene.second)],
        due_on=due.isoformat(),
        sections=[part],
    )

    rows = Assignment.objects.order_by("user__display_name")
    assert response.status_code == 302
    assert [(row.user, row.due_on, row.sections) for row in rows] == [
        (scene.member, due, [part]),
        (scene.second, due, [part]),
    ]
    assert state(scene) == EditionState.UNDER_REVIEW


def test_only_members_of_today_and_sections_of_this_edition_can_be_chosen(scene):
    past, elsewhere = term_of(scene.past_member), term_of(scene.other_board)
    strange = make_published(slug="strange").pins.first().section_id

    answers = [
        scene.post("chair", "assign", members=[past]),
        scene.post("chair", "assign", members=[elsewhere]),
        scene.post("chair", "assign", members=[]),
        scene.post("chair", "assign", members=[term_of(scene.member)], sections=[strange]),
        scene.post("chair", "assign", members=[term_of(scene.member)], due_on="soon"),
    ]

    assert [answer.status_code for answer in answers] == [422] * 5
    assert Assignment.objects.count() == 0


def test_a_member_accepts_or_declines_with_a_reason(scene):
    scene.post("chair", "assign", members=[term_of(scene.member), term_of(scene.second)])

    asked = scene.get("member").content.decode()
    accepted = scene.post("member", "accept", bears="no")
    without = scene.post("second", "decline", reason="")
    declined = scene.post("second", "decline", reason="On leave.")

    assert "Board Chair asks you to review this article" in asked
    assert (accepted.status_code, without.status_code, declined.status_code) == (302, 422, 302)
    assert Assignment.objects.get(user=scene.member).status == AssignmentStatus.ACCEPTED
    assert Assignment.objects.get(user=scene.second).reason == "On leave."


def test_a_member_takes_a_review_but_cannot_decline_what_was_not_asked(scene):
    declined = scene.get("second", "decline")
    taken = scene.post("second", "accept", bears="no")

    assert (declined.status_code, taken.status_code) == (404, 302)
    assert Assignment.objects.get().status == AssignmentStatus.ACCEPTED


# ── Policy and time ─────────────────────────────────────────────────────────────────────────────────────────


def test_another_policy_of_the_board_applies_with_a_reason(scene):
    version = create_policy(board=scene.board, name="Short notes", by=scene.administrator, sign_offs=1)

    without = scene.post("chair", "policy", version=version.pk, reason="")
    response = scene.post("chair", "policy", version=version.pk, reason="Only a note.")

    assert (without.status_code, response.status_code) == (422, 302)
    assert EditionPolicy.objects.latest("id").version == version


def test_a_policy_of_another_board_is_no_choice(scene):
    elsewhere = scene.other_board.board_terms.get().board.policies.get().versions.get()

    response = scene.post("chair", "policy", version=elsewhere.pk, reason="Easier.")

    assert response.status_code == 422
    assert EditionPolicy.objects.filter(edition=scene.edition).count() == 1


def test_the_time_of_publication_is_set_and_taken_away_again(scene):
    later = scene.post("chair", "schedule", publish_at="2031-05-01T09:30")
    scene.edition.refresh_from_db()
    at = scene.edition.publish_at
    scene.post("chair", "schedule", publish_at="")
    scene.edition.refresh_from_db()
    wrong = scene.post("chair", "schedule", publish_at="tomorrow")

    assert (later.status_code, at.isoformat()) == (302, "2031-05-01T09:30:00+00:00")
    assert scene.edition.publish_at is None
    assert wrong.status_code == 422


# ── Interests and keeping out ───────────────────────────────────────────────────────────────────────────────


def test_an_interest_is_declared_in_words_and_ended_by_its_member(scene):
    without = scene.post("member", "declare_interest", statement="")
    declared = scene.post("member", "declare_interest", statement="Shares in the maker.")
    row = Interest.objects.get(user=scene.member)
    by_another = scene.post("second", "end_interest", row.pk)
    ended = scene.post("member", "end_interest", row.pk)
    row.refresh_from_db()

    assert [one.status_code for one in (without, declared, by_another, ended)] == [422, 302, 403, 302]
    assert row.ended_at is not None


def test_declaring_an_interest_voids_what_was_signed_and_says_so(scene):
    scene.sign_all("member", "second")

    scene.post("member", "declare_interest", statement="Shares in the maker.")

    page = scene.get("chair").content.decode()
    assert "Does not count: the member has an interest here" in page
    assert "“Part 1” has 1 of 2 signatures." in page
    assert "Shares in the maker." in page


def test_keeping_out_needs_a_reason_and_only_the_chair_ends_it(scene):
    without = scene.post("member", "recuse", reason="")
    out = scene.post("member", "recuse", reason="A friend wrote it.")
    row = Recusal.objects.get()
    own = scene.post("member", "end_recusal", row.pk)
    ended = scene.post("chair", "end_recusal", row.pk)
    row.refresh_from_db()

    assert [one.status_code for one in (without, out, own, ended)] == [422, 302, 403, 302]
    assert row.ended_at is not None


def test_the_review_begins_once(scene):
    first, second = scene.post("member", "begin"), scene.post("second", "begin")

    assert (first.status_code, second.status_code, state(scene)) == (302, 409, EditionState.UNDER_REVIEW)


def test_who_keeps_out_is_named_where_members_are_assigned(scene):
    recuse(article=scene.edition.article, reason="A friend wrote it.", by=scene.member)

    page = scene.get("chair", "assign").content.decode()

    barred = "has an interest or keeps out: may comment, not sign"
    said = [re.search(rf"<strong>{name}.*?</span>", page)[0] for name in ("First", "Conflicted", "Second")]
    assert [barred in words for words in said] == [True, True, False]
