"""What the frame of every page knows about who is signed in."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from editorial.accounts.models import User
from editorial.context import ANYBODY, Entry, Person, navigation, site
from editorial.shared.counting import MOST_COUNTED
from reviews.actions import assign, take_back
from reviews.enums import BoardRole
from reviews.models import Board, BoardMember, Notice
from tests.builders import make_board, make_chair, make_editor, make_member, make_submitted


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


def test_editor_sees_the_desk_but_not_the_reviews(rf, db):
    editor = User.objects.create_user("ed@example.org", display_name="Ed", is_editor=True)

    assert labels(editor, rf) == ["My work", "Articles", "References", "Evidence", "Questions"]


def test_board_member_in_term_sees_the_reviews_but_not_the_board(rf, db):
    user = User.objects.create_user("m@example.org", display_name="Mem Ber")
    member(user, starts_on=timezone.localdate() - timedelta(days=1), ends_on=timezone.localdate())

    assert labels(user, rf) == ["My work", "Evidence", "Reviews"]


def test_who_leads_a_board_sees_it(rf, db):
    user = User.objects.create_user("c@example.org", display_name="Cha Ir")
    member(user, role=BoardRole.DEPUTY, starts_on=timezone.localdate() - timedelta(days=1))

    assert labels(user, rf) == ["My work", "Evidence", "Reviews", "Board"]


@pytest.mark.parametrize(("start", "end"), [(-10, -1), (1, None)])
def test_board_member_out_of_term_does_not_see_the_review(rf, db, start, end):
    user = User.objects.create_user("m@example.org", display_name="Mem Ber")
    ends_on = None if end is None else timezone.localdate() + timedelta(days=end)
    member(user, starts_on=timezone.localdate() + timedelta(days=start), ends_on=ends_on)

    assert labels(user, rf) == ["Articles"]


def test_deactivated_administrator_sees_nothing_of_it(rf, db):
    user = User.objects.create_user("a@example.org", display_name="Ad", is_staff=True, is_active=False)

    assert labels(user, rf) == ["Articles"]


@pytest.mark.parametrize(("role", "place"), [("is_editor", "/desk/evidence/"), ("is_board_member", "/evidence/")])
def test_alarms_belong_to_the_evidence_of_whoever_works_there(role, place):
    assert [entry.url for entry in navigation(person_who(**{role: True}), "/evidence/") if entry.current] == [place]


@pytest.mark.parametrize(
    ("path", "label", "mark"),
    [
        ("/desk/", "Articles", "page"),
        ("/desk/articles/x/", "Articles", "true"),
        ("/desk/references/", "References", "page"),
        ("/desk/references/lane1998/", "References", "true"),
        ("/review/x/1/", "Reviews", "true"),
        ("/chair/settle/", "Board", "true"),
    ],
)
def test_the_nearest_place_is_marked_and_no_other(path, label, mark):
    person = person_who(is_editor=True, is_board_member=True, leads=True)

    assert [(one.label, one.current) for one in navigation(person, path) if one.current] == [(label, mark)]


def test_what_waits_is_counted_for_whom_it_waits_and_for_nobody_else(db):
    board = make_board()
    asked, other = make_member(board), make_member(board)
    edition = make_submitted()
    assign(article=edition.article, user=asked, by=make_chair(board))

    assert [Person.of(user).asked for user in (asked, other)] == [1, 0]
    take_back(edition=edition, by=edition.article.owner)
    assert Person.of(asked).asked == 0  # the board has nothing before it


def test_counting_ends_where_nobody_needs_to_know_more(db, monkeypatch):
    user = make_editor()
    notices = [Notice(person=user, kind="comment", text="x", url="/x/") for _ in range(MOST_COUNTED + 5)]
    Notice.objects.bulk_create(notices[:3])
    few = Person.of(user)
    Notice.objects.bulk_create(notices[3:])
    many = Person.of(user)

    assert (few.unread, few.unread_said, many.unread, many.unread_said) == (3, "3", 100, "100 or more")


@pytest.mark.parametrize("notices", [1, 3])
def test_the_frame_asks_one_query_however_much_there_is(notices, db, django_assert_num_queries):
    user = make_editor()
    Notice.objects.bulk_create(Notice(person=user, kind="comment", text="x", url="/x/") for _ in range(notices))
    Person.of(user)  # puts the statement together

    with django_assert_num_queries(1):
        navigation(Person.of(user), "/desk/")


def person_who(**roles) -> Person:
    return Person(ANYBODY, "Name", **{"is_editor": False, "is_board_member": False, "is_administrator": False} | roles)


def test_entry_above_the_page_is_marked_differently_from_the_page_itself():
    person = None

    assert navigation(person, "/board/")[1] == Entry("Our board", "/board/", "page")
    assert navigation(person, "/board/past/")[1] == Entry("Our board", "/board/", "true")
    assert navigation(person, "/board/")[0] == Entry("Articles", "/", "")
