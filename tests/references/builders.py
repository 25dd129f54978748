"""Builders of this folder: people, and references added through the actions."""

from itertools import count

from editorial.accounts.models import User
from references.actions import add_reference
from references.models import Reference

_numbers = count(1)


def make_person(**fields) -> User:
    number = next(_numbers)
    fields.setdefault("display_name", f"Person {number}")
    return User.objects.create_user(email=f"reference-person-{number}@example.org", **fields)


def make_editor(**fields) -> User:
    return make_person(is_editor=True, **fields)


def make_administrator(**fields) -> User:
    return make_person(is_staff=True, **fields)


def article(**fields) -> dict:
    """A journal article that no other builder's article is."""
    return {
        "type": "article-journal",
        "title": f"On matter {next(_numbers)} of some importance",
        "author": [{"family": "Lane", "given": "Roger M."}],
        "container-title": "Journal of Psychopharmacology",
        "issued": {"date-parts": [[1998]]},
        **fields,
    }


def make_reference(*, by: User | None = None, key: str | None = None, kind: str | None = None, **fields) -> Reference:
    return add_reference(csl=article(**fields), key=key, kind=kind, by=by or make_editor())
