"""Browsers of their own for the people of a journey."""

from collections.abc import Callable

import pytest
from celery import current_app
from playwright.sync_api import Browser

from editorial.accounts.models import User
from reviews.tasks import publish_edition
from tests.journeys.people import Person


@pytest.fixture
def open_as(browser: Browser, live_server, eager_tasks) -> Callable[[type[Person], User], Person]:
    """Signs somebody in, in a browser of their own."""
    assert publish_edition.name in current_app.tasks  # a worker's module, here in the server's own process

    def opened(kind: type[Person], user: User) -> Person:
        return kind(browser.new_context().new_page(), live_server.url, user)

    return opened
