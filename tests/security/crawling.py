"""Every form that somebody in a role comes upon, found by looking at every page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy

from django.db import transaction
from django.test import Client
from django.urls import reverse

from .pages import Form, forms_on
from .routes import DOORS, address_of, all_routes, declared_routes
from .values import place_of
from .world import World

# Between them, these see every form there is; who may least of what they share comes first.
WRITERS = ("interested", "owner", "member", "chair", "administrator", "anonymous")
# What these offer depends on the state of the edition.
IN_EVERY_STATE = ("desk:article", "desk:take_back", "desk:address", "desk:section", "review:edition", "review:retire")


def pages_for(role: str, world: World) -> Iterator[str]:
    """The addresses of all pages that the role may open."""
    for route in declared_routes():
        door = DOORS[route.name]
        if door.lets_in(role) and door.page and door.passes == 200:
            yield address_of(route, world)
            if "anchor" in route.parameters and place_of(route.name, world) is world.draft:
                yield address_of(route, world, anchor="front")
            if route.name in IN_EVERY_STATE:
                for place in (world.draft, world.reviewed, world.live):
                    yield address_of(route, world, slug=place.slug)
    if role == "administrator":
        yield from administration(world)
    if role in ("anonymous", "owner"):
        yield from account_pages()


def administration(world: World) -> Iterator[str]:
    """Lists, forms and histories of the administration; every registered model, by its first row."""
    for route in all_routes():
        if route.name.endswith(("_changelist", "_add")):
            yield reverse(route.name)
    rows = [world.people["member"], world.draft.article, world.draft.edition, world.draft.contributor]
    for row in rows:
        yield reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    audience = world.draft.article._meta.apps.get_model("articles.Audience").objects.get(key="carer")
    reference = world.draft.article._meta.apps.get_model("references.Reference").objects.get(key="boyer2005")
    for row in (audience, reference):
        yield reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
        yield reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_history", args=[row.pk])


def account_pages() -> Iterator[str]:
    for name in ("account_login", "account_reset_password", "account_change_password", "account_logout"):
        yield reverse(name)


def forms_for(role: str, client: Client, world: World) -> list[Form]:
    """All POST forms, each kind once: the same fields sent to the same kind of address count as one.

    Every test begins with the same world, so each role looks once.
    """
    if role not in world.forms:
        world.forms[role] = _found_by(role, client, world)
    return world.forms[role]


def forms_first_met_by(role: str, client_of: Callable[[str], Client], world: World) -> list[Form]:
    """Those of the forms that no role before it in WRITERS comes upon: between them, each form of the site once. For
    what is the same whoever sends the form."""
    met: set[tuple] = set()
    for before in WRITERS[: WRITERS.index(role)]:
        met |= {form.kind for form in forms_for(before, client_of(before), world)}
    return [form for form in forms_for(role, client_of(role), world) if form.kind not in met]


def _found_by(role: str, client: Client, world: World) -> list[Form]:
    found: dict[tuple, Form] = {}
    for url in pages_for(role, world):
        response = client.get(url)
        if response.status_code != 200 or "html" not in response["Content-Type"]:
            continue
        for form in forms_on(url, response.content):
            found.setdefault(form.kind, form)
    return list(found.values())


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Whatever is written inside never was, and the client is signed in as before."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = cookies
