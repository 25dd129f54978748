"""What every page with a frame knows: the site's name, who is signed in and where they may go.

All of it is worked out only when a template asks: a page that shows no person never touches the session, and
nobody signed in costs no query.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from editorial.accounts.kept import token_of
from editorial.accounts.models import User
from editorial.accounts.roles import is_administrator, is_editor
from editorial.version import VERSION
from reviews.models import BoardMember
from reviews.notices.reading import unread_count

ANYBODY = UUID("00000000-0000-4000-8000-00000000a11b")


@dataclass(frozen=True)
class Entry:
    """One link of the main navigation; ``current`` is "page" here, "true" somewhere below it, else empty."""

    label: str
    url: str
    current: str = ""


@dataclass(frozen=True)
class Person:
    """Who is signed in, as the frame names them."""

    account: UUID
    name: str
    is_editor: bool
    is_board_member: bool
    is_administrator: bool
    unread: int = 0

    @classmethod
    def of(cls, user) -> "Person | None":
        """The signed-in person, or None. One query."""
        if not user.is_authenticated:
            return None
        statement, values = _asked(is_editor(user), timezone.localdate())
        with connection.cursor() as cursor:
            cursor.execute(statement, [user.pk if value == ANYBODY else value for value in values])
            on_board, unread = cursor.fetchone() or (False, 0)
        return cls(user.pk, user.display_name, is_editor(user), on_board, is_administrator(user), unread)


@lru_cache(maxsize=4)
def _asked(editor: bool, day: date) -> tuple[str, tuple]:
    """Whether somebody is on a board and how much they have not read, as SQL in which :data:`ANYBODY` stands for them.

    Every page of a workplace asks this. The rules that it is put together from are many: that takes ten times as long
    as the database takes to answer, so it is done once a day.
    """
    somebody = User(pk=ANYBODY, is_editor=editor)
    terms = BoardMember.objects.running(day).filter(user=OuterRef("pk"))
    asked = User.objects.filter(pk=somebody.pk).annotate(on_board=Exists(terms), unread=unread_count(somebody))
    return asked.order_by().values_list("on_board", "unread").query.sql_with_params()


def site(request: HttpRequest) -> dict:
    """Context processor: the site's name and address, the version, ``signed_in`` (Person or None), ``navigation``."""
    person = SimpleLazyObject(lambda: Person.of(request.user) if hasattr(request, "user") else None)
    return {
        "site_name": settings.SITE_NAME,
        "site_address": settings.SITE_ADDRESS,
        "version": VERSION,
        "signed_in": person,
        "navigation": SimpleLazyObject(partial(navigation, person, request.path)),
    }


def form_token(request: HttpRequest) -> dict:
    """Context processor: ``csrf_token``, as Django's own, with the seal that says whose the page's forms are."""
    return {"csrf_token": SimpleLazyObject(partial(token_of, request))}


def navigation(person: Person | None, path: str) -> list[Entry]:
    """Where the person may go: the public pages for everyone, workplaces by role."""
    places = [("Articles", "/")]
    if person and person.is_editor:
        places.append(("Desk", "/desk/"))
    if person and person.is_board_member:
        places.append(("Review", "/review/"))
    if person and person.is_administrator:
        places.append(("Administration", "/admin/"))
    if not person:
        places += [(gettext("Our board"), "/board/"), (gettext("Editorial policy"), "/editorial-policy/")]
    if path.startswith("/evidence/"):  # one page for desk and board
        path = "/desk/evidence/" if person and person.is_editor else "/review/evidence/"
    return [Entry(label, url, _current(url, path)) for label, url in places]


def _current(url: str, path: str) -> str:
    if path == url:
        return "page"
    if path.startswith("/chair/"):  # part of reviewing, at an address that no article can have
        return "true" if url == "/review/" else ""
    return "true" if url != "/" and path.startswith(url) else ""
