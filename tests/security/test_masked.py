"""What is not there and what one may not see are one answer, and one work: nobody learns what exists from how long it
takes. Statements are compared, not times, which a busy machine blurs."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from .routes import DOORS, MEMBERS, NOBODY, address_of, declared_routes
from .values import group_of
from .world import ROLES, World

pytestmark = pytest.mark.django_db
# What of an address can be guessed: names that people give, and the numbers of editions.
GUESSABLE = {"slug": "no-such-article", "key": "no-such-key2001", "number": 97}
# Who may read the article learns nothing from being told that they were not asked.
OF_WHAT_THEY_SEE = {"review:decline": MEMBERS, "review:more_time": MEMBERS}
# Nor from being told that a file is not theirs: whoever may comment on the article brings files of their own to it.
OF_WHAT_THEY_SEE |= dict.fromkeys(("review:returned_file", "review:who_wrote"), DOORS["review:bring_file"].let_in)
VALUES = re.compile(r"'(?:[^']|'')*'|\b\d+\b|\"?\b[0-9a-f]{32,64}\b\"?")
BLANK = re.compile(r"\s+")
ROLES_TRIED = [role for role in ROLES if role not in NOBODY]  # those are asked to sign in, whatever there is


def kind_of(statement: str) -> str:
    """A statement without the values in it."""
    return BLANK.sub(" ", VALUES.sub("?", statement))


def asked(client, method: str, url: str) -> tuple[int, list[str]]:
    """How an address answers, and what it asks the database."""
    with CaptureQueriesContext(connection) as queries:
        response = getattr(client, method)(url)
    return response.status_code, [kind_of(one["sql"]) for one in queries.captured_queries]


def masked_addresses(role: str, world: World) -> list[tuple[str, str, str, str]]:
    """Route, method, an address of something that the role may not see, and the same of something that is not there."""
    found = []
    for route in declared_routes():
        door = DOORS[route.name]
        instead = {name: GUESSABLE[name] for name in ("slug", "key") if name in route.parameters}
        if group_of(route.name) in ("import", "references") or not instead:
            continue
        if door.lets_in(role) or door.refusal(role) != 404 or role in OF_WHAT_THEY_SEE.get(route.name, ()):
            continue
        method = "get" if door.page else "post"
        found.append((route.name, method, address_of(route, world), address_of(route, world, **instead)))
    return found


@pytest.mark.parametrize("role", ROLES_TRIED)
def test_what_may_not_be_seen_is_answered_like_what_is_not_there(world, client_of, role):
    client, wrong, tried = client_of(role), {}, masked_addresses(role, world)
    client.get("/")  # what a process reads once

    for name, method, hidden, nothing in tried:
        one, other = asked(client, method, hidden), asked(client, method, nothing)
        if one != other:
            extra = [sql for sql in one[1] if sql not in other[1]] + [sql for sql in other[1] if sql not in one[1]]
            wrong[name] = (one[0], len(one[1]), other[0], len(other[1]), [sql[:300] for sql in extra])

    assert wrong == {}
    assert len(tried) > 20


@pytest.mark.parametrize("name", ["review:edition", "review:approve", "review:retire", "dossier", "desk:article"])
def test_other_numbers_and_names_of_what_one_may_see_are_found(world, client_of, name):
    """So that the comparison above is not one of two refusals whatever is asked."""
    role = "owner" if name.startswith("desk") else "chair"
    place = world.draft if role == "owner" else world.reviewed
    values = [place.slug] if role == "owner" else [place.slug, place.edition.number]

    assert client_of(role).get(reverse(name, args=values)).status_code == 200


def test_an_edition_that_was_never_submitted_is_like_one_that_is_not_there(world, client_of):
    client = client_of("chair")
    client.get("/")
    drafts = reverse("review:edition", args=[world.draft.slug, world.draft.edition.number])
    nothing = reverse("review:edition", args=[world.draft.slug, 97])

    assert asked(client, "get", drafts) == asked(client, "get", nothing)
