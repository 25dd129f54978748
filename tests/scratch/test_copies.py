"""Keeping what is typed: in which order whatever comes, and how much."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.db.models.functions import Now

from editorial.scratch import actions
from editorial.scratch.actions import Place, drop, has_arrived, keep_typed, sweep
from editorial.scratch.models import ScratchCopy
from editorial.scratch.queries import copies_for, copies_of
from editorial.shared import retention
from editorial.shared.issues import Refused
from tests.builders import codes, make_editor

pytestmark = pytest.mark.django_db
FORM = Place("/sent/", "window.0", "/page/")


@pytest.fixture
def editor():
    return make_editor()


def keep(by, number, sent, place=FORM):
    return keep_typed(place=place, title="A page", number=number, sent=sent, by=by)


def words(owner) -> list[str]:
    return [copy.sent for copy in copies_of(owner)]


def test_what_was_typed_last_takes_the_place_of_what_was_before(editor):
    keep(editor, 1, "text=One")
    keep(editor, 2, "text=One+two")

    assert words(editor) == ["text=One+two"]


def test_what_comes_late_is_left_out(editor):
    keep(editor, 2, "text=One+two")
    keep(editor, 1, "text=One")

    assert words(editor) == ["text=One+two"]


@pytest.mark.parametrize("late", [1, 2])
def test_what_was_saved_does_not_come_back(editor, late):
    """The request of a pause may be slower than the form's own, which has the same words."""
    keep(editor, 1, "text=One")
    has_arrived(place=FORM, number=2, by=editor)
    keep(editor, late, "text=One+two")

    assert words(editor) == []


def test_what_is_typed_after_saving_is_kept(editor):
    has_arrived(place=FORM, number=2, by=editor)
    keep(editor, 3, "text=Three")

    assert words(editor) == ["text=Three"]


def test_what_was_put_back_and_saved_as_it_stood_has_arrived(editor):
    keep(editor, 4, "text=Four")
    has_arrived(place=FORM, number=4, by=editor)

    assert words(editor) == []


def test_two_windows_and_two_people_have_copies_of_their_own(editor):
    other = make_editor("Other")
    keep(editor, 1, "text=Here")
    keep(editor, 1, "text=There", Place("/sent/", "other.0", "/page/"))
    keep(other, 1, "text=Theirs")
    has_arrived(place=FORM, number=9, by=other)

    assert sorted(words(editor)) == ["text=Here", "text=There"]
    assert words(other) == []


def test_of_others_it_is_only_said_that_there_are_words(editor):
    keep(editor, 1, "text=Here")

    [copy] = copies_for(["/sent/", "/elsewhere/"])

    assert (copy.owner, "sent" in copy.get_deferred_fields()) == (editor, True)
    assert list(copies_for(["/elsewhere/"])) == []


def test_nobody_drops_what_somebody_else_typed(editor):
    keep(editor, 1, "text=Here")
    [copy] = copies_of(editor)

    drop(copy=copy, by=make_editor("Other"))
    assert words(editor) == ["text=Here"]
    drop(copy=copy, by=editor)
    assert words(editor) == []


def test_too_much_is_refused_and_what_was_kept_stays(editor, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 2)
    monkeypatch.setattr(actions, "LONGEST", 20)
    monkeypatch.setattr(actions, "MOST_IN_ALL", 30)
    keep(editor, 1, "text=0123456789")

    with pytest.raises(Refused) as refused:
        keep(editor, 2, "text=" + 20 * "0")
    assert codes(refused) == ["too-long"]
    keep(editor, 2, "text=0123456789ab", Place("/sent/", "other.0", "/page/"))
    with pytest.raises(Refused) as refused:
        keep(editor, 3, "text=0123456789ab", Place("/sent/", "third.0", "/page/"))
    assert codes(refused) == ["too-many"]
    keep(editor, 4, "text=0123456789ab")
    assert words(editor) == ["text=0123456789ab"]


def test_a_copy_that_is_kept_already_may_always_grow_within_the_limits(editor, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 1)
    keep(editor, 1, "text=One")
    keep(editor, 2, "text=One+two")

    assert words(editor) == ["text=One+two"]


def test_old_copies_and_what_arrived_go_and_nothing_else(editor):
    keep(editor, 1, "text=Old")
    ScratchCopy.objects.update(saved_at=Now() - retention.SCRATCH_COPIES - timedelta(minutes=1))
    keep(editor, 1, "text=Fresh", Place("/sent/", "other.0", "/page/"))
    has_arrived(place=Place("/sent/", "third.0", "/page/"), number=1, by=editor)

    assert sweep() == 1
    assert (words(editor), ScratchCopy.objects.count()) == (["text=Fresh"], 2)
    ScratchCopy.objects.update(saved_at=Now() - retention.ARRIVED_SCRATCH_COPIES - timedelta(minutes=1))
    assert sweep() == 1
    assert words(editor) == ["text=Fresh"]


@pytest.mark.django_db(transaction=True)
def test_whatever_comes_first_the_last_pause_stands():
    editor, together = make_editor(), Barrier(6)

    def send(number: int) -> None:
        together.wait()
        keep(editor, number, f"text={number}")
        connection.close()

    threads = [Thread(target=send, args=[number]) for number in (3, 6, 1, 5, 2, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert words(editor) == ["text=6"]
