"""Keeping what is typed: in which order whatever comes, and how much."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.db.models.functions import Now

from editorial.scratch import actions
from editorial.scratch.actions import Pause, Place, drop, has_arrived, has_arrived_in_part, keep_typed, sweep
from editorial.scratch.models import ScratchCopy
from editorial.scratch.queries import copies_for, copies_of
from editorial.shared import retention
from editorial.shared.issues import Refused
from tests.builders import codes, make_editor

pytestmark = pytest.mark.django_db
FORM = Place("/page/", "/sent/", "A page")


@pytest.fixture
def editor():
    return make_editor()


def keep(by, number, sent, writer="page.0", replaces=()):
    return keep_typed(pause=Pause(writer, number), place=FORM, sent=sent, by=by, replaces=replaces)


def arrive(by, number, writer="page.0"):
    has_arrived([Pause(writer, number)], by=by)


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
    arrive(editor, 2)
    keep(editor, late, "text=One+two")

    assert words(editor) == []


def test_what_is_typed_after_saving_is_kept(editor):
    arrive(editor, 2)
    keep(editor, 3, "text=Three")

    assert words(editor) == ["text=Three"]


def test_what_was_put_back_and_saved_as_it_stood_has_arrived(editor):
    keep(editor, 4, "text=Four")
    arrive(editor, 4)

    assert words(editor) == []


def test_two_windows_and_two_people_have_copies_of_their_own(editor):
    other = make_editor("Other")
    keep(editor, 1, "text=Here")
    keep(editor, 1, "text=There", "other.0")
    keep(other, 1, "text=Theirs")
    arrive(other, 9)

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
    with pytest.raises(Refused) as refused:
        keep(editor, 2, "text=0123456789ab", "other.0")  # together too long
    assert codes(refused) == ["too-many"]
    monkeypatch.setattr(actions, "MOST_IN_ALL", 300)
    keep(editor, 2, "text=0123456789ab", "other.0")
    with pytest.raises(Refused) as refused:
        keep(editor, 3, "text=a", "third.0")
    assert codes(refused) == ["too-many"]
    assert sorted(words(editor)) == ["text=0123456789", "text=0123456789ab"]


def test_a_copy_that_is_kept_already_may_always_grow_within_the_limits(editor, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 1)
    keep(editor, 1, "text=One")
    keep(editor, 2, "text=One+two")

    assert words(editor) == ["text=One+two"]


def test_old_copies_and_what_arrived_go_and_nothing_else(editor):
    keep(editor, 1, "text=Old")
    ScratchCopy.objects.update(saved_at=Now() - retention.SCRATCH_COPIES - timedelta(minutes=1))
    keep(editor, 1, "text=Fresh", "other.0")
    arrive(editor, 1, "third.0")

    assert sweep() == 1
    assert (words(editor), ScratchCopy.objects.count()) == (["text=Fresh"], 2)
    ScratchCopy.objects.update(saved_at=Now() - retention.ARRIVED_SCRATCH_COPIES - timedelta(minutes=1))
    assert sweep() == 1
    assert words(editor) == ["text=Fresh"]


def test_it_is_said_whether_newer_words_stand_there(editor):
    """What was put off is not told as kept."""
    assert keep(editor, 2, "text=Two") is not None
    assert keep(editor, 1, "text=One") is None
    assert keep(editor, 2, "text=Other") is None
    arrive(editor, 3)
    assert keep(editor, 3, "text=Three") is None


def test_a_form_into_which_a_copy_was_put_back_takes_its_place_and_not_that_of_newer_words(editor):
    keep(editor, 3, "text=Earlier", "old.0")
    keep(editor, 5, "text=Another", "other.0")
    keep(editor, 1, "text=Earlier+and+more", replaces=[Pause("old.0", 3), Pause("other.0", 4)])

    assert sorted(words(editor)) == ["text=Another", "text=Earlier+and+more"]


def test_nothing_is_replaced_by_words_that_are_not_kept(editor):
    keep(editor, 3, "text=Earlier", "old.0")
    arrive(editor, 2)
    keep(editor, 1, "text=Late", replaces=[Pause("old.0", 3)])

    assert words(editor) == ["text=Earlier"]


def test_a_form_that_is_saved_in_part_is_kept_whole_whether_it_had_been_or_not(editor):
    """Its words may be sent before the first pause is over; the pause that comes late changes nothing."""
    has_arrived_in_part(Pause("page.0", 1), place=FORM, sent="note=All&day=2031", by=editor)
    keep(editor, 1, "note=All")
    keep(editor, 1, "text=One", "other.0")
    has_arrived_in_part(Pause("other.0", 1), place=FORM, sent="text=One", by=editor, replaces=[Pause("page.0", 1)])

    [copy] = copies_of(editor)
    assert (copy.sent, copy.in_part) == ("text=One", True)
    keep(editor, 2, "text=Two", "other.0")
    [copy] = copies_of(editor)
    assert (copy.sent, copy.in_part) == ("text=Two", False)


def test_what_was_typed_since_it_was_shown_is_not_dropped(editor):
    keep(editor, 1, "text=Shown")
    [copy] = copies_of(editor)
    keep(editor, 2, "text=Shown+and+more")

    assert not drop(copy=copy, by=editor)
    assert words(editor) == ["text=Shown+and+more"]


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
