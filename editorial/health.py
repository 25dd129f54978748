"""For machines: GET /healthz says that the process answers, GET /readyz that it can do its work, part by part.

Pages need the database and its tables. Without the broker they are answered all the same, and what waits for a worker
is found by the sweepers; without the cache each process counts for itself. So only the first two make a process
unready: a balancer that takes all of them away because the broker is down would turn a delay into an outage.
"""

from collections.abc import Callable

from celery.exceptions import OperationalError as BrokerError
from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from kombu.exceptions import KombuError

from editorial.celery import app

PATIENCE = 2  # seconds for each server
OK = "ok"
NEEDED = ("database", "migrations")
"""The parts without which no page is answered."""


class HealthMiddleware:
    """Answers before anything else looks at the request: no host check, redirect, session or log-in is in
    the way of a probe."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            if request.path == "/healthz":
                return _answer({"process": OK})
            if request.path == "/readyz":
                return _answer(readiness())
        return self.get_response(request)


def readiness() -> dict[str, str]:
    """Each part with "ok", or with what is wrong, in words that give nothing away about the installation."""
    database = _database()
    migrations = state_of_migrations() if database == OK else "not known without the database"
    return {"database": database, "migrations": migrations, "broker": _broker(), "cache": _cache()}


def _answer(parts: dict[str, str]) -> JsonResponse:
    ready = all(parts.get(part, OK) == OK for part in NEEDED)
    whole = all(state == OK for state in parts.values())
    response = JsonResponse({"ready": ready, "whole": whole, **parts}, status=200 if ready else 503)
    response["Cache-Control"] = "no-store"
    return response


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        connection.close()
        return "does not answer"
    return OK


def state_of_migrations() -> str:
    """Whether all are applied; if not, how many wait."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return "cannot be read"
    return f"{len(waiting)} not applied" if waiting else OK


def _broker() -> str:
    options = {**settings.CELERY_BROKER_TRANSPORT_OPTIONS, "socket_timeout": PATIENCE, "max_retries": 0}
    try:
        with app.connection_for_write(connect_timeout=PATIENCE, transport_options=options) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=PATIENCE, reraise_as_library_errors=True)
    except (BrokerError, KombuError, OSError):
        return "does not answer"
    return OK


def _cache() -> str:
    return OK if cache.answers() else "does not answer"
