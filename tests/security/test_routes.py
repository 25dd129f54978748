"""Every route and every role (threats 15 to 17, 25): who gets in, what others get, and that looking changes nothing."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from editorial.accounts.models import User

from .checksum import changed, checksums
from .routes import DOORS, LOGIN, Route, address_of, all_routes, declared_routes
from .world import ROLES, World

pytestmark = pytest.mark.django_db
WRITING = ("post", "put", "patch", "delete")
ADMIN_ANSWERS = {200, 302, 403, 404, 405}


def methods_of(methods: tuple[str, ...], role: str, answer_for: Callable[[str], int | str]) -> tuple[str, ...]:
    """All methods for the first of the roles that get the same answer, for the others the one that people use."""
    return methods if role == next(one for one in ROLES if answer_for(one) == answer_for(role)) else methods[:1]


def answer_of(response) -> int | str:
    to_login = response.status_code == 302 and response.url.startswith("/accounts/login/?next=")
    return LOGIN if to_login else response.status_code


def test_every_route_has_a_declared_door():
    found = {route.name for route in all_routes() if not route.group}

    assert {"undeclared": found - set(DOORS), "gone": set(DOORS) - found} == {"undeclared": set(), "gone": set()}


def test_no_name_is_given_twice():
    names = [route.name for route in all_routes() if not route.group]

    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("role", ROLES)
def test_looking_is_answered_as_declared_and_changes_nothing(world, client_of, role):
    client = client_of(role)
    before, wrong = checksums(), {}

    for route in declared_routes():
        door, url = DOORS[route.name], address_of(route, world)
        expected = door.on_get(role)
        for method in methods_of(("get", "head"), role, door.on_get):
            got = answer_of(getattr(client, method)(url))
            if got not in (expected, 405 if not door.page else expected):
                wrong[f"{method} {route.name}"] = f"{got}, not {expected}"
            if tables := changed(before):
                wrong[f"{method} {route.name} changed"] = tables
                before = checksums()

    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_sending_is_refused_as_declared_to_all_who_are_not_let_in(world, client_of, role):
    client = client_of(role)
    before, wrong = checksums(), {}

    for route in declared_routes():
        door = DOORS[route.name]
        if door.lets_in(role):
            continue
        for method in methods_of(WRITING, role, lambda one, door=door: (door.lets_in(one), door.refusal(one))):
            got, expected = answer_of(getattr(client, method)(address_of(route, world))), door.refusal(role)
            if got not in (expected, 405):
                wrong[f"{method} {route.name}"] = f"{got}, not {expected}"
            if tables := changed(before):
                wrong[f"{method} {route.name} changed"] = tables
                before = checksums()

    assert wrong == {}


@pytest.mark.parametrize("role", ["anonymous", "owner", "chair", "administrator"])
def test_without_a_form_token_nothing_is_taken(world, client_of, role):
    client = client_of(role, enforce_csrf_checks=True)
    before, wrong = checksums(), {}

    for name, url in [*(declared(world)), *(grouped(world))]:
        for method in WRITING if role == "owner" else WRITING[:1]:
            got = getattr(client, method)(url).status_code
            if got not in ((405,) if is_cacheable(name) else (403,) if method == "post" else (403, 405)):
                wrong[f"{method} {name}"] = got
    if tables := changed(before):
        wrong["changed"] = tables

    assert wrong == {}


def declared(world: World) -> list[tuple[str, str]]:
    return [(route.name, address_of(route, world)) for route in declared_routes()]


def is_cacheable(name: str) -> bool:
    """Answered before there are sessions; such a page takes nothing at all."""
    return (
        name in DOORS
        and DOORS[name].public
        and name not in {"ask", "guest", "guest_word", "guest_medium", "preview_medium", "request", "kept_words"}
    )


def grouped(world: World) -> list[tuple[str, str]]:
    """The addresses of the administration and of the account pages, on rows that exist where there are any."""
    found = []
    for route in all_routes():
        if route.group:
            found += [(route.name, url) for url in _reversed(route, world)]
    return found


def _reversed(route: Route, world: World) -> list[str]:
    values = {
        "object_id": world.people["member"].pk,
        "id": world.people["member"].pk,
        "app_label": "articles",
        "content_type_id": 1,
        "url": "nowhere/",
        "uidb36": "abc",
        "key": "set-password",
        "path": "x",
        "version_id": 1,
        "history_id": 1,
    }
    try:
        return [reverse(route.name, kwargs={name: values[name] for name in route.parameters})]
    except (KeyError, NoReverseMatch):
        try:
            return [reverse(route.name, args=["1"] * len(route.parameters))]
        except NoReverseMatch:
            return []


@pytest.mark.parametrize("role", ROLES)
def test_the_administration_is_for_administrators(world, client_of, role):
    client, wrong = client_of(role), {}
    before = checksums()

    for name, url in grouped(world):
        if not name.startswith("admin:"):
            continue
        for method in methods_of(("get", "head"), role, lambda one: one == "administrator"):
            got = getattr(client, method)(url).status_code
            allowed = ADMIN_ANSWERS if role == "administrator" else {302, 403}
            if got not in allowed and not (name == "admin:jsi18n" or name == "admin:logout"):
                wrong[f"{method} {name} {url}"] = got
    if tables := changed(before):
        wrong["changed"] = tables

    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_account_pages_answer_everybody_and_change_nothing(world, client_of, role):
    client, wrong = client_of(role), {}
    before = checksums()

    for name, url in grouped(world):
        if name.startswith("account_"):
            for method in ("get", "head"):
                got = getattr(client, method)(url).status_code
                if got not in (200, 302):
                    wrong[f"{method} {name}"] = got
    if tables := changed(before):
        wrong["changed"] = tables

    assert wrong == {}


def test_signing_out_takes_a_post(world, client_of):
    client: Client = client_of("owner")

    client.get("/accounts/logout/")
    still = client.get("/desk/").status_code
    client.post("/accounts/logout/")

    assert (still, client.get("/desk/").status_code) == (200, 302)


def test_this_walk_sees_the_administration_and_the_account_pages(world):
    names = {name for name, _ in grouped(world)}

    assert {"admin:index", "admin:articles_audience_change", "account_login"} <= names


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_change_nothing(client, path):
    before = checksums()

    assert client.get(path).status_code in (200, 503)
    assert changed(before) == []


def test_this_walk_sees_what_was_written_and_not_what_was_undone(world):
    before, reader = checksums(), world.people["reader"]

    with transaction.atomic():
        User.objects.filter(pk=reader.pk).update(display_name="Somebody Else")
        transaction.set_rollback(True)
    undone = changed(before)
    User.objects.filter(pk=reader.pk).update(display_name="Somebody Else")

    assert (undone, changed(before)) == ([], ["accounts_user"])
    assert (checksums() == before, changed(checksums())) == (False, [])
