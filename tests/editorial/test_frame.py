"""What the frame of every page knows about who is signed in."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from editorial.accounts.models import User
from editorial.context import ANYBODY, Entry, Person, navigation, site
from reviews.models import Board, BoardMember


def labels(user, rf, path="/desk/") -> list[str]:
    request = rf.get(path)
    request.user = user
    return [entry.label for entry in site(request)["navigation"]]


def member(user: User, **term) -> BoardMember:
    board = Board.objects.create(name="Medical advisory board")
    return BoardMember.objects.create(board=board, user=user, **term)


def test_nobody_sees_the_public_pages_without_the_database(rf):
    assert labels(AnonymousUser(), rf) == ["Articles", "Our board", "Editorial policy"]


def test_template_that_names_no_person_never_asks_who_it_is(rf):
    request = rf.get("/")
    asked = []
    request.user = SimpleLazyObject(lambda: asked.append("who") or AnonymousUser())

    home = render_to_string("home.html", {"articles": []}, request)
    framed = render_to_string("404.html", {}, request)

    assert ("No articles yet" in home, "Sign in" in framed, asked) == (True, True, ["who"])


def test_editor_sees_the_desk_but_not_the_review(rf, db):
    editor = User.objects.create_user("ed@example.org", display_name="Ed", is_editor=True)

    assert labels(editor, rf) == ["Articles", "Desk"]


def test_board_member_in_term_sees_the_review(rf, db):
    user = User.objects.create_user("m@example.org", display_name="Mem Ber")
    member(user, starts_on=timezone.localdate() - timedelta(days=1), ends_on=timezone.localdate())

    assert labels(user, rf) == ["Articles", "Review"]


@pytest.mark.parametrize(("start", "end"), [(-10, -1), (1, None)])
def test_board_member_out_of_term_does_not_see_the_review(rf, db, start, end):
    user = User.objects.create_user("m@example.org", display_name="Mem Ber")
    ends_on = None if end is None else timezone.localdate() + timedelta(days=end)
    member(user, starts_on=timezone.localdate() + timedelta(days=start), ends_on=ends_on)

    assert labels(user, rf) == ["Articles"]


def test_deactivated_administrator_sees_nothing_of_it(rf, db):
    user = User.objects.create_user("a@example.org", display_name="Ad", is_staff=True, is_active=False)

    assert labels(user, rf) == ["Articles"]


@pytest.mark.parametrize(("role", "place"), [("is_editor", "Desk"), ("is_board_member", "Review")])
def test_alarms_belong_to_where_the_person_works(role, place):
    roles = {"is_editor": False, "is_board_member": False, "is_administrator": False}
    person = Person(ANYBODY, "Name", **roles | {role: True})

    assert [entry.label for entry in navigation(person, "/evidence/") if entry.current] == [place]


def test_entry_above_the_page_is_marked_differently_from_the_page_itself():
    person = None

    assert navigation(person, "/board/")[1] == Entry("Our board", "/board/", "page")
    assert navigation(person, "/board/past/")[1] == Entry("Our board", "/board/", "true")
    assert navigation(person, "/board/")[0] == Entry("Articles", "/", "")
