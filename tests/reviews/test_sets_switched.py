"""A set as readers come upon it while it is switched, and after its worker was killed: wholly before, or after."""

import os
import random
import signal
import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from articles.actions import open_edition
from articles.enums import EditionState
from articles.models import Edition, PublicPage
from editorial.record.verification import CHECKS
from reviews.actions import publish_set, submit, together, withdraw_set
from reviews.models import EditionSet, ReadyPage
from reviews.rules.queries import standing_approval
from reviews.rules.sets import due_sets
from tests.builders import (
    approve,
    confirm_all,
    edit,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_published,
    sign_all,
)
from tests.waiting import LONG

from .set_scenes import default_board, fresh, set_of

pytestmark = pytest.mark.django_db(transaction=True)
NEW = b"Stop it at once."
S = EditionState


def scene() -> tuple[EditionSet, list[Edition]]:
    """Three approved editions in a set: of two articles that readers have already, and of a new one."""
    editor = make_editor()
    live = [make_published(by=editor) for _ in range(2)]
    drafts = [open_edition(article=one.article, by=editor) for one in live] + [make_draft(by=editor)]
    signers = make_member(default_board(), "First"), make_member(default_board(), "Second")
    chair, editions = make_chair(default_board()), []
    for one in drafts:
        edit(one, "part-2", f"<p>{NEW.decode()}</p>", by=editor)
        confirm_all(one, by=editor)
        editions.append(submit(edition=one, by=editor))
        sign_all(editions[-1], *signers)
    made = set_of(editions, by=editor)
    for one in editions:
        approve(edition=one, by=chair)
    return made, fresh(editions)


def is_after(slug: str) -> bool:
    """Whether readers of this address get what goes live with the set."""
    return NEW in Client().get(f"/articles/{slug}/").content


class Reader(threading.Thread):
    """Opens the pages of a set one after the other, in any order, until the set was published and once more."""

    def __init__(self, slugs: list[str], seed: int, over: threading.Event) -> None:
        super().__init__()
        self.slugs, self.random, self.over = slugs, random.Random(seed), over
        self.begun = threading.Event()
        self.seen: list[bool] = []

    def run(self) -> None:
        try:
            last = False
            while not last:
                last = self.over.is_set()
                for slug in self.random.sample(self.slugs, len(self.slugs)):
                    self.seen.append(is_after(slug))
                self.begun.set()
        finally:
            self.begun.set()
            connection.close()


def test_readers_get_a_set_wholly_before_or_wholly_after():
    made, editions = scene()
    over = threading.Event()
    readers = [Reader([one.article.slug for one in editions], seed, over) for seed in range(3)]
    for reader in readers:
        reader.start()
    for reader in readers:
        assert reader.begun.wait(LONG)

    assert publish_set(set_id=made.pk) is True
    over.set()
    for reader in readers:
        reader.join(LONG)

    for reader in readers:
        # What was read once after the switch is never read before it again, in whatever article.
        assert reader.seen == sorted(reader.seen)
        assert {reader.seen[0], reader.seen[-1]} == {False, True}


def killed_at(step: str, act: Callable[[], object]) -> None:
    """Another process does it, and is killed (SIGKILL) where it comes to this step, with all that it holds."""
    connection.close()  # the other process would end it
    reached, say = os.pipe()
    child = os.fork()
    if child == 0:
        try:

            def stop(*args, **facts):
                os.write(say, b"!")
                signal.pause()

            setattr(together, step, stop)
            act()
        finally:
            os._exit(1)
    os.close(say)
    assert os.read(reached, 1) == b"!"  # nothing, if it ended before
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reached)


def everything() -> list:
    return [
        list(PublicPage.objects.order_by("pk").values()),
        list(Edition.objects.order_by("pk").values()),
        list(EditionSet.objects.order_by("pk").values()),
    ]


@pytest.mark.parametrize("step", ["_keep_ready", "_switch_pages", "_record"])
def test_a_worker_that_is_killed_leaves_everything_as_it_was_and_another_goes_on(step):
    """Before anything is kept; with the editions moved; with all done but the commit."""
    made, editions = scene()
    before = everything()

    killed_at(step, lambda: publish_set(set_id=made.pk))

    assert everything() == before
    assert [is_after(one.article.slug) for one in editions] == [False] * 3
    assert due_sets() == [made.pk]
    assert publish_set(set_id=made.pk) is True
    assert [is_after(one.article.slug) for one in editions] == [True] * 3
    assert not ReadyPage.objects.exists()
    assert not [failure for check in CHECKS for failure in check.run() if failure]


def test_a_killed_withdrawal_leaves_every_page_and_is_repeated():
    made, editions = scene()
    chair = standing_approval(editions[0]).by
    publish_set(set_id=made.pk)
    before = everything()

    killed_at("_record", lambda: withdraw_set(edition=editions[0], note="It was wrong.", by=chair))

    assert everything() == before
    assert withdraw_set(edition=fresh(editions)[0], note="It was wrong.", by=chair) is True
    assert {one.state for one in fresh(editions)} == {S.RETIRED}
