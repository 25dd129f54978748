"""Making room for an urgent edition, and going on with the work that it interrupted."""

import pytest
from django.core.exceptions import PermissionDenied

from articles.actions import open_edition
from articles.queries import parts_of
from editorial.shared.issues import Refused
from reviews.actions import discard, open_urgent_edition, publish, return_to_editor, submit
from tests.builders import (
    approve,
    codes,
    confirm_all,
    edit,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
)
from tests.reviews.urgent_scenes import changed, publish_with_three, sign_one, urgently

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all):
    board = make_board(sign_offs=3)
    return board, publish_with_three(board)


@pytest.fixture
def three(built, own):
    """A board that asks for three signatures a section."""
    return own(built)[0]


@pytest.fixture
def live(built, own):
    """A live edition with three signatures on every section."""
    return own(built)[1]


def test_an_urgent_edition_sets_a_draft_aside_and_its_work_goes_on(three, live):
    editor, chair = live.article.owner, make_chair(three)
    draft = open_edition(article=live.article, by=editor)
    edit(draft, "part-1", "<p>Rewritten at leisure.</p>", by=editor)

    edition = changed(live, "part-2")
    draft.refresh_from_db()
    assert (draft.state, edition.interrupts) == ("taken_back", draft)
    sign_one(edition, "part-2", chair, make_member(three))
    urgently(edition, chair, "part-2")
    publish(edition_id=edition.pk)
    following = open_edition(article=live.article, by=editor)

    assert texts(following) == ["<p>The lead.</p>", "<p>Rewritten at leisure.</p>", "<p>Take 5 mg.</p>"]
    assert (following.based_on, following.continues, following.interrupts) == (edition, draft, None)
    assert following.pending_merges.count() == 0
    confirm_all(following, by=editor)
    assert submit(edition=following, by=editor).state == "submitted"


def texts(edition) -> list[str]:
    return [part.content.base.html for part in parts_of(edition)]


def test_an_edition_in_review_is_taken_back_first(three, live):
    editor = live.article.owner
    slow = open_edition(article=live.article, by=editor)
    confirm_all(slow, by=editor)
    submit(edition=slow, by=editor)

    edition = open_urgent_edition(article=live.article, by=editor)

    slow.refresh_from_db()
    assert (slow.state, edition.interrupts, texts(edition)) == ("taken_back", slow, texts(live))


def test_an_urgent_edition_that_comes_back_is_continued_before_what_waits(three, live):
    editor, chair = live.article.owner, make_chair(three)
    draft = open_edition(article=live.article, by=editor)
    urgent = changed(live, "part-2")
    return_to_editor(edition=urgent, text="Say it plainly.", by=chair)

    again = open_edition(article=live.article, by=editor)

    assert (again.continues, again.interrupts, texts(again)) == (urgent, draft, texts(urgent))


def test_after_a_discarded_urgent_edition_the_work_goes_on_as_it_was(three, live):
    editor = live.article.owner
    draft = open_edition(article=live.article, by=editor)
    edit(draft, "part-1", "<p>Rewritten at leisure.</p>", by=editor)
    discard(edition=open_urgent_edition(article=live.article, by=editor), by=editor)

    again = open_edition(article=live.article, by=editor)

    assert (again.continues, texts(again)) == (draft, texts(draft))


def test_work_that_came_back_before_waits_too(three, live):
    editor, chair = live.article.owner, make_chair(three)
    slow = open_edition(article=live.article, by=editor)
    edit(slow, "part-1", "<p>Slow.</p>", by=editor)
    confirm_all(slow, by=editor)
    submit(edition=slow, by=editor)
    return_to_editor(edition=slow, text="Say more.", by=chair)

    assert open_urgent_edition(article=live.article, by=editor).interrupts == slow


@pytest.mark.parametrize("state", ["nothing", "urgent", "approved"])
def test_an_urgent_edition_is_refused_where_it_makes_no_sense(three, state):
    editor = make_editor()
    if state == "nothing":
        article = make_draft(by=editor).article
    else:
        live = publish_with_three(three)
        article, editor = live.article, live.article.owner
        edition = open_edition(article=article, by=editor)
        if state == "approved":
            confirm_all(edition, by=editor)
            submit(edition=edition, by=editor)
            sign_one(edition, "part-1", make_member(three))
            approve(edition=edition, by=make_chair(three))
        else:
            open_urgent_edition(article=article, by=editor)

    with pytest.raises(Refused) as refused:
        open_urgent_edition(article=article, by=editor)

    assert codes(refused) == [
        {"nothing": "nothing-live", "urgent": "urgent-already", "approved": "approved-already"}[state]
    ]


def test_only_the_articles_editors_open_an_urgent_edition(three, live):
    with pytest.raises(PermissionDenied):
        open_urgent_edition(article=live.article, by=make_chair(three))
