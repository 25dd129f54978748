"""The two addresses for machines."""

import json
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from editorial import health
from editorial.celery import app, start_embedded_broker
from editorial.health import HealthMiddleware
from tests.other_server import gone_cache

READY = {"ready": True, "whole": True, "database": "ok", "migrations": "ok", "broker": "ok", "cache": "ok"}
DOWN = {"ready": False, "whole": False}


def ask(path: str, **headers: str) -> HttpResponse:
    middleware = HealthMiddleware(lambda request: HttpResponse("the site"))
    return middleware(RequestFactory().get(path, **headers))


def content(response: HttpResponse) -> tuple[int, dict[str, object]]:
    return response.status_code, json.loads(response.content)


@pytest.fixture
def _broker() -> None:
    start_embedded_broker()


def test_healthz_answers_without_the_database() -> None:
    assert content(ask("/healthz")) == (200, {"ready": True, "whole": True, "process": "ok"})


def test_other_addresses_are_left_to_the_site() -> None:
    assert ask("/healthz/more").content == b"the site"


def test_healthz_answers_whatever_the_host(client: Client) -> None:
    assert client.get("/healthz", headers={"host": "10.0.0.7:1"}).status_code == 200


@pytest.mark.usefixtures("db", "_broker")
def test_readyz_names_every_part() -> None:
    response = ask("/readyz")
    assert content(response) == (200, READY)
    assert response["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("db", "_broker")
def test_readyz_fails_while_a_migration_is_not_applied() -> None:
    MigrationRecorder(connection).migration_qs.filter(app="record").latest("pk").delete()
    assert content(ask("/readyz")) == (503, {**READY, **DOWN, "migrations": "1 not applied"})


@pytest.mark.usefixtures("_broker")
def test_readyz_fails_without_the_database(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "connection", _DeadConnection())
    broken = {"database": "does not answer", "migrations": "not known without the database"}
    assert content(ask("/readyz")) == (503, {**READY, **DOWN, **broken})


@pytest.mark.usefixtures("db")
def test_readyz_names_a_broker_that_is_gone_and_pages_are_answered_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real: Callable[..., object] = app.connection_for_write
    nowhere = "redis+socket:///nowhere/valkey.sock"
    monkeypatch.setattr(app, "connection_for_write", lambda **options: real(url=nowhere, **options))
    assert content(ask("/readyz")) == (200, {**READY, "whole": False, "broker": "does not answer"})


@pytest.mark.usefixtures("db", "_broker")
def test_readyz_names_a_cache_that_is_gone_and_pages_are_answered_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(health, "cache", gone_cache())
    assert content(ask("/readyz")) == (200, {**READY, "whole": False, "cache": "does not answer"})


class _DeadConnection:
    """A connection to a server that is gone."""

    def cursor(self) -> None:
        raise OperationalError("gone")

    def close(self) -> None:
        """Nothing is open."""


def test_middleware_passes_other_methods_on() -> None:
    request: HttpRequest = RequestFactory().post("/healthz")
    assert HealthMiddleware(lambda _: HttpResponse("the site"))(request).content == b"the site"
