"""A passage and the articles in which it stands, in one set: new words for all at once, or for none."""

import pytest

from articles.actions import open_edition
from articles.actions.passages import place_passage, renew_passage
from articles.enums import EditionState
from articles.models import Article, Edition, PublicPage
from articles.queries import parts_of
from editorial.record.verification import CHECKS
from editorial.shared.issues import Refused
from reviews.actions import add_to_set, leave_out, publish_set, renew_passage_here, submit
from tests.builders import (
    approve,
    codes,
    confirm_all,
    edit,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    publish_draft,
    sign_all,
)
from tests.passages import as_committed, make_live_passage

from .set_scenes import default_board, fresh, set_of

pytestmark = pytest.mark.django_db
S = EditionState
NEW = "Call 112 at once."


@pytest.fixture
def editor():
    return make_editor("Dora Desk")


@pytest.fixture
def passage(editor) -> Article:
    return make_live_passage(by=editor)


def live_host(passage: Article, editor) -> Edition:
    draft = make_draft(by=editor)
    place_passage(edition=draft, passage=passage, by=editor)
    live = publish_draft(draft, by=editor)
    as_committed()
    return live


def changed(passage: Article, editor) -> Edition:
    """The next edition of the passage, as a draft with new words."""
    draft = open_edition(article=passage, by=editor)
    edit(draft, "emergency", f"<p>{NEW}</p>", by=editor)
    confirm_all(draft, by=editor)
    return draft


def says(edition: Edition) -> str:
    return next(part for part in parts_of(edition) if part.section.anchor == "emergency").content.base.html


def signed(*editions: Edition) -> None:
    signers = make_member(default_board(), "First"), make_member(default_board(), "Second")
    for one in editions:
        sign_all(one, *signers)


def test_a_passage_and_its_hosts_say_it_anew_in_one_moment(editor, passage):
    hosts = [live_host(passage, editor) for _ in range(2)]
    words = changed(passage, editor)
    drafts = [open_edition(article=one.article, by=editor) for one in hosts]
    made = set_of([words, *drafts], by=editor)
    words = submit(edition=words, by=editor)
    for one in drafts:
        assert renew_passage_here(edition=one, passage=passage.pk, by=editor) is True
        assert renew_passage_here(edition=one, passage=passage.pk, by=editor) is False
        assert NEW in says(one)
    editions = [words, *(submit(edition=one, by=editor) for one in drafts)]
    signed(*editions)
    chair = make_chair(default_board())
    for one in reversed(editions):  # the hosts first: it is the set that waits
        approve(edition=one, by=chair)
    assert not PublicPage.objects.filter(content__contains=NEW).exists()

    assert publish_set(set_id=made.pk) is True
    as_committed()

    assert {one.state for one in fresh(editions)} == {S.PUBLISHED}
    pages = PublicPage.objects.filter(edition__in=editions, is_default=True)
    assert [NEW in page.content for page in pages] == [True, True]
    assert not [failure for check in CHECKS for failure in check.run() if failure]


def test_a_host_with_the_old_words_is_not_approved_in_a_set_with_the_new_ones(editor, passage):
    host = live_host(passage, editor)
    words, draft = changed(passage, editor), open_edition(article=host.article, by=editor)
    set_of([words, draft], by=editor)
    draft = submit(edition=draft, by=editor)
    words = submit(edition=words, by=editor)
    signed(words, draft)
    chair = make_chair(default_board())
    approve(edition=words, by=chair)

    with pytest.raises(Refused) as refused:
        approve(edition=draft, by=chair)

    assert codes(refused) == ["passage-behind"]


def test_a_draft_of_a_passage_and_one_of_no_set_are_placed_nowhere(editor, passage):
    host, other = live_host(passage, editor), live_host(passage, editor)
    words = changed(passage, editor)
    draft, alone = (open_edition(article=one.article, by=editor) for one in (host, other))
    set_of([words, draft], by=editor)

    assert renew_passage_here(edition=draft, passage=passage.pk, by=editor) is False
    submit(edition=words, by=editor)
    assert renew_passage_here(edition=alone, passage=passage.pk, by=editor) is False
    assert renew_passage(edition=draft, passage=passage.pk, by=editor) is False

    assert renew_passage_here(edition=draft, passage=passage.pk, by=editor) is True


def test_a_passage_that_others_of_the_set_place_is_not_left_out(editor, passage):
    host = live_host(passage, editor)
    words, draft = changed(passage, editor), open_edition(article=host.article, by=editor)
    made = set_of([words, draft], by=editor)
    words = submit(edition=words, by=editor)
    renew_passage_here(edition=draft, passage=passage.pk, by=editor)
    third = make_draft(by=editor)
    add_to_set(edition_set=made, articles=[third.article], by=editor)
    draft, third = submit(edition=draft, by=editor), submit(edition=third, by=editor)
    signed(words, draft, third)
    chair = make_chair(default_board())
    approve(edition=third, by=chair)

    with pytest.raises(Refused) as refused:
        leave_out(edition=words, reason="Not done.", by=chair)
    assert codes(refused) == ["passage-needed"]

    leave_out(edition=draft, reason="Not done.", by=chair)
    leave_out(edition=words, reason="Nor this.", by=chair)
    assert publish_set(set_id=made.pk) is True
