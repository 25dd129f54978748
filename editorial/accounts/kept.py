"""Keeps what somebody typed into a form while their sign-in ended, until they have signed in again.

Every form says, sealed, whose page it stood in (the tag ``csrf_token`` writes both fields). So what arrives from
somebody who is no longer signed in can be kept for the account that typed it, and for no other. It lies in a row of its
own among the sessions, for some hours; the browser keeps the row's key in a cookie. Nothing is done with it but to show
it.

A forged seal keeps nothing. Passwords and files are never kept, nor what is sent to the pages of accounts.
"""

import re
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token

from editorial.shared import retention

SEAL = "form_owner"
COOKIE = "kept"
KEEP_FOR = int(retention.TYPED_WORDS.total_seconds())
OLDEST = int(retention.FORMS.total_seconds())  # since the page was opened whose form is sent
MOST = 5  # kept in one browser
MAX_LENGTH = 6_000_000  # characters: more than the longest page that can be pasted
WRITER = "scratch"
"""The field in which a form says, when it is sent, which scratch copies have its words (see ``editorial.unsaved``)."""
NOT_KEPT = frozenset(("csrfmiddlewaretoken", SEAL, WRITER, "scratch_page", "scratch_action"))
_SALT = "editorial.accounts.kept"
_BOX = "kept_words"
_ID = re.compile(r"^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=-)")
_MACHINE = re.compile(r"[0-9a-f.\-]{32,}")


@dataclass(frozen=True)
class Owner:
    """Who may have it back: an account by its key; or, on a page for people without one, whoever opens that page."""

    account: str
    page: str = ""

    def is_at(self, request: HttpRequest) -> bool:
        """Whether it is the owner who asks."""
        user = getattr(request, "user", None)
        if self.account:
            return user is not None and user.is_authenticated and str(user.pk) == self.account
        return request.path == self.page


@dataclass(frozen=True)
class Kept:
    """What was typed: where it was sent, the page on which its form stands, and the fields."""

    key: str
    owner: Owner
    path: str
    page: str
    sent: QueryDict
    files: tuple[str, ...] = ()
    scratch: str = ""  # the copies that have the same words

    def words(self) -> list[tuple[str, str]]:
        """The names and values of what can be read, the longest first: for when its form is gone."""
        return words_in(self.sent)


class FormToken(str):
    """The token of a page's forms, with the seal that says whose they are: what is given the one has the other."""

    seal: str


def token_of(request: HttpRequest) -> FormToken:
    token = FormToken(get_token(request))
    token.seal = seal_for(request)
    return token


def seal_for(request: HttpRequest) -> str:
    """The mark that the forms of this page carry."""
    user = getattr(request, "user", None)
    account = str(user.pk) if user is not None and user.is_authenticated else ""
    return signing.dumps([account, "" if account else request.path], salt=_SALT)


def owner_of(request: HttpRequest) -> Owner | None:
    """Whose page the form stood in that was sent; None if nobody can tell."""
    try:
        account, page = signing.loads(request.POST.get(SEAL, ""), salt=_SALT, max_age=OLDEST)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Owner(account, page)


def keep(request: HttpRequest, owner: Owner, page: str) -> Kept | None:
    """Keep what was sent. None if there is nothing that was typed, or too much; or if it is an account's page."""
    sent = QueryDict(mutable=True)
    for name, values in request.POST.lists():
        if name not in NOT_KEPT and "password" not in name.lower():
            sent.setlist(name, values)
    encoded = sent.urlencode()
    if not encoded or len(encoded) > 4 * MAX_LENGTH or request.path.startswith("/accounts/"):
        return None
    box = _store()
    box[_BOX] = {
        "owner": [owner.account, owner.page],
        "path": request.path,
        "page": page,
        "sent": encoded,
        "files": [getattr(file, "name", "") for file in request.FILES.values()],
        "scratch": request.POST.get(WRITER, ""),
    }
    box.set_expiry(KEEP_FOR)
    box.create()
    return _read(box)


def hand_over(response: HttpResponse, request: HttpRequest, kept: Kept) -> None:
    """Let this browser, and no script in it, ask for what was kept."""
    keys = [key for key in _keys(request) if key != kept.key][-(MOST - 1) :]
    response.set_cookie(
        COOKIE,
        ".".join([*keys, kept.key]),
        max_age=KEEP_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def kept_for(request: HttpRequest) -> list[Kept]:
    """What this browser's owner typed, newest first; what others typed in it is not among it."""
    found = [_read(_store(key)) for key in reversed(_keys(request)[-MOST:])]
    return [kept for kept in found if kept is not None and kept.owner.is_at(request)]


def kept_of_page(request: HttpRequest) -> Kept | None:
    """What is put back into the page that is asked for, with a notice at its head."""
    return next((kept for kept in kept_for(request) if urlsplit(kept.page).path == request.path), None)


def words_in(sent: QueryDict) -> list[tuple[str, str]]:
    """Of a form that was sent what can be read: names for people and values, the longest first."""
    said = [(name_of(name), value) for name, values in sent.lists() for value in values if _is_said(value)]
    return sorted(said, key=lambda pair: len(pair[1]), reverse=True)


def _is_said(value: str) -> bool:
    """Whether somebody typed or chose it: not an id, a digest or a row of them, which a page sends along for itself."""
    return bool(value.strip()) and not _MACHINE.fullmatch(value)


def name_of(name: str) -> str:
    """A field's name for people: without the id of what it is about, and with spaces."""
    return re.sub("[-_]+", " ", _ID.sub("", name)).strip().capitalize()


def forget(kept: Kept) -> None:
    """It has arrived, or is not wanted."""
    _store(kept.key).delete()


def _keys(request: HttpRequest) -> list[str]:
    return [key for key in request.COOKIES.get(COOKIE, "").split(".") if key.isalnum()]


def _store(key: str | None = None) -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore(key)


def _read(box: Any) -> Kept | None:
    data = box.get(_BOX)
    if data is None:
        return None
    sent = QueryDict(data["sent"])
    owner, files = Owner(*data["owner"]), tuple(data["files"])
    return Kept(box.session_key, owner, data["path"], data["page"], sent, files, data.get("scratch", ""))
