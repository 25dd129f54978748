"""What decides, corrects or waits for somebody has its rows in the world of the record: its words are looked for there,
on the pages of the articles and references that they are about, by everybody who works with these."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Edition
from editorial.accounts.models import User
from references.models import Reference
from tests.builders import make_administrator, make_user, sit_down
from tests.record.world import make_world

from .canaries import Canaries, release
from .readers import OF_THE_RECORD
from .routes import declared_routes
from .test_canaries import EVERYWHERE, body_of

pytestmark = pytest.mark.django_db


def everybody() -> dict[str, Client]:
    """Browsers of those whom the world's rows could concern, and of others."""
    names = {"editor": "Desk", "chair": "Chair of the world", "member": "Member of the world"}
    people = {role: User.objects.get(display_name=name) for role, name in names.items()}
    people |= {"administrator": make_administrator("Administrator of the world"), "reader": make_user("A reader")}
    return {"anonymous": Client()} | {role: sit_down(Client(), person) for role, person in people.items()}


def addresses(canaries: Canaries) -> Iterator[str]:
    """The pages on which everything about an article is seen, of each article that has such a row; and those of
    references."""
    ids = [chain.removeprefix("article:") for _, chain in canaries.where if chain.startswith("article:")]
    editions = Edition.objects.filter(article__in=ids).values_list("article__slug", "number")
    articles = [{"slug": slug, "number": number, "anchor": "part-2"} for slug, number in editions]
    keys = [{"key": key} for key in Reference.objects.values_list("key", flat=True)]
    for route in declared_routes():
        of_references = route.name.startswith(("references:", "review:evidence", "review:alarms"))
        if route.name in EVERYWHERE or (of_references and not set(route.parameters) - {"key"}):
            for values in articles if route.name in EVERYWHERE else keys:
                yield reverse(route.name, kwargs={name: values[name] for name in route.parameters})


def test_words_of_decisions_corrections_and_notices_are_read_by_whom_they_are_for():
    make_world()
    clients, canaries = everybody(), release(set(OF_THE_RECORD))
    urls = sorted({url for url in addresses(canaries) if not url.endswith("/pdf/")})
    assert {name for name, _ in canaries.where} == set(OF_THE_RECORD)

    read = defaultdict(set)
    for role, client in clients.items():
        for url in urls:
            for name, _ in canaries.read_in(body_of(client, url)):
                read[name].add(role)

    assert len(urls) > 40
    assert read == {name: set(roles) for name, roles in OF_THE_RECORD.items() if roles}
