"""What every page with a frame knows: the site's name, who is signed in and where they may go.

All of it is worked out only when a template asks: a page that shows no person never touches the session, and
nobody signed in costs no query.
"""

from dataclasses import dataclass, replace
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

from articles.queries import follow_ups_waiting
from editorial.accounts.kept import token_of
from editorial.accounts.models import User
from editorial.accounts.roles import is_administrator, is_editor
from editorial.shared.counting import MOST_COUNTED, counted
from editorial.version import VERSION
from reviews.enums import LEADING_ROLES
from reviews.models import BoardMember
from reviews.notices.reading import unread_count
from reviews.rules.queries import reviews_asked_of

ANYBODY = UUID("00000000-0000-4000-8000-00000000a11b")


@dataclass(frozen=True)
class Entry:
    """One link of the main navigation; ``current`` is "page" here, "true" somewhere below it, else empty. ``count`` is
    how many things wait there, ``counted`` that in words."""

    label: str
    url: str
    current: str = ""
    icon: str = ""
    count: int = 0
    counted: str = ""


@dataclass(frozen=True)
class Person:
    """Who is signed in, as the frame names them. Counts end at :data:`MOST_COUNTED`."""

    account: UUID
    name: str
    is_editor: bool
    is_board_member: bool
    is_administrator: bool
    unread: int = 0
    leads: bool = False
    questions: int = 0
    asked: int = 0

    @property
    def works_here(self) -> bool:
        """Whether there is a workplace for them: who has none is shown the site as everybody is."""
        return self.is_editor or self.is_board_member or self.is_administrator

    @property
    def unread_said(self) -> str:
        """How many notices are unread, as the bell says it."""
        return (
            gettext("%(number)s or more") % {"number": self.unread} if self.unread >= MOST_COUNTED else str(self.unread)
        )

    @classmethod
    def of(cls, user) -> "Person | None":
        """The signed-in person, or None. One query."""
        if not user.is_authenticated:
            return None
        statement, values = _asked(is_editor(user), timezone.localdate())
        with connection.cursor() as cursor:
            cursor.execute(statement, [user.pk if value == ANYBODY else value for value in values])
            on_board, leads, unread, questions, asked = cursor.fetchone() or (False, False, 0, 0, 0)
        return cls(
            user.pk,
            user.display_name,
            is_editor(user),
            on_board,
            is_administrator(user),
            unread=unread,
            leads=leads,
            questions=questions,
            asked=asked,
        )


@lru_cache(maxsize=4)
def _asked(editor: bool, day: date) -> tuple[str, tuple]:
    """Whether somebody is on a board or leads one, and how much waits for them, as SQL in which :data:`ANYBODY` stands
    for them: notices not read, questions of readers, reviews asked of them.

    Every page of a workplace asks this. The rules that it is put together from are many: that takes ten times as long
    as the database takes to answer, so it is done once a day.
    """
    somebody = User(pk=ANYBODY, is_editor=editor)
    terms = BoardMember.objects.running(day).filter(user=OuterRef("pk"))
    asked = User.objects.filter(pk=somebody.pk).annotate(
        on_board=Exists(terms),
        leads=Exists(terms.filter(role__in=LEADING_ROLES)),
        unread=unread_count(somebody),
        questions=counted(follow_ups_waiting(somebody), "pk"),
        asked=counted(reviews_asked_of(somebody), "pk"),
    )
    rows = asked.order_by().values_list("on_board", "leads", "unread", "questions", "asked")
    return rows.query.sql_with_params()


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
    """Where the person may go: the public pages for everyone; for who works here their workplaces, by role, with how
    much waits in each."""
    if not person or not person.works_here:
        places = [Entry(gettext("Articles"), "/")]
        if not person:
            places += [Entry(gettext("Our board"), "/board/"), Entry(gettext("Editorial policy"), "/editorial-policy/")]
        return _marked(places, path)
    places = [Entry(gettext("My work"), "/my-work/", icon="check")]
    if person.is_editor:
        places.append(Entry(gettext("Articles"), "/desk/", icon="document"))
    if person.is_editor or person.is_administrator:
        places.append(Entry(gettext("References"), "/desk/references/", icon="book"))
    evidence = "/desk/evidence/" if person.is_editor else "/evidence/"
    if person.is_editor or person.is_board_member:
        places.append(Entry(gettext("Evidence"), evidence, icon="warning"))
    if person.is_editor:
        places.append(
            _counting(gettext("Questions"), "/desk/questions/", "question", person.questions, gettext("open"))
        )
    if person.is_board_member:
        places.append(_counting(gettext("Reviews"), "/review/", "seal", person.asked, gettext("asked of you")))
    if person.leads:
        places.append(Entry(gettext("Board"), "/chair/", icon="people"))
    if person.is_administrator:
        places.append(Entry(gettext("Administration"), "/admin/", icon="lock"))
    return _marked(places, evidence if path.startswith("/evidence/") else path)


def _counting(label: str, url: str, icon: str, number: int, what: str) -> Entry:
    return Entry(label, url, icon=icon, count=number, counted=f"{number} {what}" if number else "")


def _marked(places: list[Entry], path: str) -> list[Entry]:
    """The places, that in which the page stands marked: it may stand below several, then the nearest is meant."""
    above = [place.url for place in places if path == place.url or (place.url != "/" and path.startswith(place.url))]
    here = max(above, key=len, default=None)
    return [replace(one, current="page" if path == here else "true") if one.url == here else one for one in places]
