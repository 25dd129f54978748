"""The queue: what stands where, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reviews.actions import answer_assignment, assign, publish, return_to_editor, take_back
from reviews.enums import Verdict
from reviews.room.page import review_page
from reviews.room.queue import is_lapsing, lapsing_editions, queue_for, rows_for
from reviews.rules.case import case_of, cases_of
from tests.builders import approve, make_board, make_chair, make_editor, make_member, make_submitted, sign, sign_all
from tests.reviews.scenes import comment_on, make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return make_board()


@pytest.fixture
def member(board):
    return make_member(board, "First Member")


@pytest.fixture
def second(board):
    return make_member(board, "Second Member")


@pytest.fixture
def chair(board):
    return make_chair(board)


def slugs(rows) -> list[str]:
    return [row.edition.article.slug for row in rows]


def submitted(slug: str):
    return make_submitted(by=make_editor(), slug=slug)


def test_an_empty_queue_says_so(member):
    client = Client()
    client.force_login(member)

    page = client.get(reverse("review:queue")).content.decode()

    assert "Nothing waits for you" in page
    assert "Everything in review" not in page


def test_what_was_asked_of_me_comes_first_the_nearest_day_first(member, chair):
    editions = [submitted(slug) for slug in ("oldest", "soon", "later", "newest")]
    today = timezone.localdate()
    for edition, days in ((editions[1], 2), (editions[2], 9)):
        assign(article=edition.article, user=member, by=chair, due_on=today + timedelta(days=days))

    assert slugs(queue_for(member).waiting) == ["soon", "later", "oldest", "newest"]


def test_what_i_declined_waits_like_any_other(member, chair):
    submitted("first")
    asked = assign(article=submitted("second").article, user=member, by=chair)
    assert slugs(queue_for(member).waiting) == ["second", "first"]

    answer_assignment(assignment=asked, accept=False, reason="On leave.", by=member)

    assert slugs(queue_for(member).waiting) == ["first", "second"]


def test_what_i_decided_or_others_completed_no_longer_waits(member, second, board):
    mine, done = submitted("mine"), submitted("done")
    sign_all(mine, member)
    sign_all(done, second, make_member(board, "Third Member"))

    queue = queue_for(member)

    assert (slugs(queue.waiting), slugs(queue.others)) == ([], ["mine", "done"])


def test_only_asked_sections_wait_where_sections_were_named(member, chair):
    edition = submitted("named")
    part = edition.pins.get(section__anchor="part-2").section
    sign_all(edition, make_member(chair.board_terms.get().board), make_member(chair.board_terms.get().board))
    assign(article=edition.article, user=member, by=chair, sections=[part])

    row = queue_for(member).waiting[0]

    assert [place.part.section.anchor for place in row.waiting] == ["part-2"]


def test_an_edition_whose_words_are_mine_does_not_wait_for_me(board, member):
    author = make_member(board, "Author", role="member")
    author.is_editor = True
    author.save()
    edition = make_submitted(by=author, slug="own-words")

    assert slugs(queue_for(author).waiting) == []
    assert slugs(queue_for(author).others) == ["own-words"]
    assert slugs(queue_for(member).waiting) == [edition.article.slug]


def test_the_chair_sees_what_is_ready_first_and_the_reasons_of_the_others(member, second, chair):
    waiting, ready = submitted("waiting"), submitted("ready")
    sign_all(ready, member, second)
    sign(version=waiting.pins.first().version, verdict=Verdict.REQUEST_CHANGES, note="No.", by=member)
    queue = queue_for(chair)

    assert slugs(queue.in_review) == ["ready", "waiting"]
    assert slugs(queue.waiting) == ["ready"]
    assert [row.is_ready for row in queue.in_review] == [True, False]
    assert "signatures-missing" in {issue.code for issue in queue.in_review[1].blockers}
    assert "changes-requested" in {issue.code for issue in queue.in_review[1].blockers}


def test_the_blockers_are_those_that_refuse_the_approval():
    scene = make_scene()
    scene.sign_all("member")
    comment_on(scene, must_be_answered=True)

    row = rows_for(scene.chair, [scene.edition], timezone.localdate(), leads=True)[scene.edition.pk]

    assert list(row.blockers) == review_page(scene.edition, scene.chair).blockers


def test_taken_back_and_returned_editions_stand_apart_until_the_next_one(member, chair):
    back, returned = submitted("back"), submitted("returned")
    take_back(edition=back, by=back.submitted_by)
    return_to_editor(edition=returned, text="Please mend.", by=chair)

    queue = queue_for(member)

    assert (slugs(queue.waiting), set(slugs(queue.mending))) == ([], {"back", "returned"})
    assert [(one.words, one.edition.article.slug) for one in queue.recent] == [("Returned", "returned")]


def published_edition(slug: str, *members):
    edition = submitted(slug)
    sign_all(edition, *members)
    approve(edition=edition, by=make_chair(members[0].board_terms.get().board))
    publish(edition_id=edition.pk)
    edition.refresh_from_db()
    return edition


def test_live_editions_are_listed_when_their_signatures_lapse_soon(board, second):
    member = make_member(board, "First Member")
    published_edition("live", member, second)
    today = timezone.localdate()

    lapsing = {days: lapsing_on(member, today + timedelta(days=days)) for days in (0, 900, 1080, 2000)}

    assert {days: slugs(rows) for days, rows in lapsing.items()} == {0: [], 900: [], 1080: ["live"], 2000: ["live"]}
    assert len(lapsing[1080][0].waiting) == 3


def lapsing_on(user, day):
    """The lapsing part of the queue on another day."""
    editions = list(lapsing_editions(user, day))
    return [row for row in rows_for(user, editions, day, leads=False).values() if is_lapsing(row, day)]


def queries_of_queue(user) -> int:
    client = Client()
    client.force_login(user)
    client.get(reverse("review:queue"))
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse("review:queue")).status_code == 200
    return len(captured)


def test_the_queue_costs_the_same_for_one_edition_and_for_three(member, second, chair):
    first = submitted("one")
    sign(version=first.pins.first().version, verdict=Verdict.APPROVE, by=second)
    one = (queries_of_queue(member), queries_of_queue(chair))
    for slug in ("two", "three"):
        edition = submitted(slug)
        sign(version=edition.pins.first().version, verdict=Verdict.APPROVE, by=second)
        assign(article=edition.article, user=member, by=chair)
    three = (queries_of_queue(member), queries_of_queue(chair))

    assert one == three
    assert max(three) <= 37


def test_many_editions_stand_where_each_of_them_stands_alone(member, second):
    editions = [submitted("one"), submitted("two"), submitted("three")]
    sign_all(editions[0], member, second)
    sign(version=editions[1].pins.first().version, verdict=Verdict.REQUEST_CHANGES, note="No.", by=member)

    many = cases_of(editions)

    for edition in editions:
        one, same = case_of(edition), many[edition.pk]
        assert [place.standing for place in same.sections] == [place.standing for place in one.sections]
        assert same.policy == one.policy
        assert same.open_comments == one.open_comments
        assert same.eligibility.conflicted == one.eligibility.conflicted
        assert same.eligibility.contributors == one.eligibility.contributors
        assert set(same.eligibility.members) == set(one.eligibility.members)
