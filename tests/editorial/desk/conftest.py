"""An editor and their browser, as tests of imports begin; other modules have an ``editor`` with a scene of its own."""

import pytest
from django.test import Client

from editorial.accounts.models import User
from tests.builders import make_audiences, make_editor


@pytest.fixture
def editor(db) -> User:
    """Where there are the audiences of the site, and nothing else."""
    make_audiences()
    return make_editor()


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    """The editor is signed in."""
    client.force_login(editor)
    return client
