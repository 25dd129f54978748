"""The world, and somebody signed in for each role."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from editorial.accounts.models import User
from tests.builders import sit_down
from tests.conftest import SCENES

from .checksum import begin_test, standing
from .world import World, make_world


@pytest.fixture(scope="session")
def built_world(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """Built once for all tests that ask for it: a transaction around theirs, undone after the last, or before a test
    that does not (tests/conftest.py)."""
    SCENES[request.fixturename] = request._fixturedef
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        with standing():
            yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(built_world: World, db: None) -> World:
    begin_test()
    return built_world


@pytest.fixture
def client_of(world: World) -> Callable[..., Client]:
    """A browser of somebody in a role. A deactivated person still has the session from before."""

    def sign_in(role: str, **options) -> Client:
        client = Client(**options)
        if role != "anonymous":
            sit_down(client, world.people[role])
        if role == "deactivated":
            User.objects.filter(pk=world.people[role].pk).update(is_active=False)
        return client

    return sign_in
