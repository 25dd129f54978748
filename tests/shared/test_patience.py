"""Waiting for others' locks has an end, and readers never wait for the desk. Real threads, real connections."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from editorial.middleware import RoomForReaders
from editorial.shared import patience
from editorial.shared.patience import Busy, be_patient_for_people
from references.actions import add_reference, import_entries, importing
from references.actions.rows import lock_library
from references.formats.entries import ReadEntry
from references.models import Reference
from tests.references.builders import article, make_editor
from tests.waiting import LONG

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def impatient(monkeypatch) -> None:
    """Nobody waits longer than a third of a second."""
    monkeypatch.setattr(patience, "SECONDS", 0.3)


@contextmanager
def elsewhere(hold) -> Iterator[None]:
    """Somebody else, in a transaction of their own, holds what ``hold`` takes."""
    held, over = threading.Event(), threading.Event()

    def work() -> None:
        try:
            with transaction.atomic():
                hold()
                held.set()
                over.wait(LONG)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        done = threads.submit(work)
        assert held.wait(LONG)
        try:
            yield
        finally:
            over.set()
            done.result()


@pytest.mark.usefixtures("impatient")
def test_who_waits_too_long_for_the_library_is_told_so_and_nothing_is_changed():
    editor = make_editor()
    with elsewhere(lock_library), pytest.raises(Busy, match="Others are changing the library just now"):
        add_reference(csl=article(), by=editor)

    assert Reference.objects.count() == 0
    assert add_reference(csl=article(), by=editor).pk  # the connection is as good as before


@pytest.mark.usefixtures("impatient")
def test_the_form_keeps_what_was_typed_while_the_library_is_busy(client):
    client.force_login(make_editor())
    fields = {"type": "book", "title": "A title that took long to type", "key": "", "kind": "book"}
    with elsewhere(lock_library):
        response = client.post(reverse("references:new"), fields)

    assert response.status_code in (409, 422)
    assert "Others are changing the library just now" in response.text
    assert "A title that took long to type" in response.text


@pytest.mark.usefixtures("impatient")
def test_a_row_that_is_held_too_long_is_a_page_with_words(client):
    editor = make_editor()
    reference = add_reference(csl=article(), by=editor)
    client.force_login(editor)
    be_patient_for_people(connection)
    try:
        with elsewhere(lambda: Reference.objects.select_for_update().get(pk=reference.pk)):
            response = client.post(
                reverse("references:standing", args=[reference.key]), {"standing": "concern", "note": "Why"}
            )
    finally:
        connection.close()

    assert (response.status_code, "try again in a moment" in response.text) == (409, True)


def test_people_add_while_a_file_is_imported(monkeypatch):
    """What was found: one transaction of minutes, and everybody who added waited for its end."""
    monkeypatch.setattr(patience, "SECONDS", LONG)
    editor, over = make_editor(), threading.Event()
    entries = [ReadEntry("", number, article(DOI=f"10.1000/file.{number}")) for number in range(200)]
    added: list[float] = []

    def add(person: int) -> None:
        try:
            number = 0
            while not over.is_set():
                began = time.monotonic()
                add_reference(csl=article(DOI=f"10.1000/{person}.{number}"), by=editor)
                added.append(time.monotonic() - began)
                number += 1
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        people = [threads.submit(add, person) for person in range(4)]
        try:
            began = time.monotonic()
            made, known = import_entries(entries=entries, by=editor)
            took = time.monotonic() - began
        finally:
            over.set()
        for person in people:
            person.result()

    assert (len(made), known) == (200, [])
    assert len(added) > 10  # at least after each batch of the file
    assert max(added) < took / 2  # nobody waited for the end of the file


def test_an_import_that_is_stopped_goes_on_where_it_stopped(monkeypatch):
    editor = make_editor()
    entries = [ReadEntry("", number, article(DOI=f"10.1000/file.{number}")) for number in range(50)]

    def stop(number: int) -> None:
        if Reference.objects.count() >= 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_entries(entries=entries, by=editor, on_progress=stop)

    made, known = import_entries(entries=entries, by=editor)
    assert (len(made) + len(known), len(known) >= 20, len(made) > 0, Reference.objects.count()) == (50, True, True, 50)


def test_a_busy_machine_makes_the_batches_smaller_not_the_wait_longer(monkeypatch):
    monkeypatch.setattr(importing.within, "__defaults__", (0.0,))
    steps: list[int] = []
    entries = [ReadEntry("", number, article(DOI=f"10.1000/file.{number}")) for number in range(5)]

    made, _ = import_entries(entries=entries, by=make_editor(), on_progress=steps.append)

    assert (len(made), steps) == (5, [1] * 5)


# ── Threads for readers ────────────────────────────────────────────────────────────────────────────────────────


def test_the_desk_never_takes_the_last_threads(settings):
    settings.DESK_AT_ONCE = 2
    inside, over = threading.Semaphore(0), threading.Event()

    def work(request):
        inside.release()
        over.wait(LONG)
        return HttpResponse("done")

    door = RoomForReaders(work)
    with ThreadPoolExecutor(2) as threads:
        slow = [threads.submit(door, RequestFactory().get("/desk/")) for _ in range(2)]
        for _ in slow:
            assert inside.acquire(timeout=LONG)
        refused = door(RequestFactory().post("/desk/", headers={"Referer": "http://testserver/desk/new/"}))
        over.set()
        assert [done.result().status_code for done in slow] == [200, 200]

    assert (refused.status_code, refused["Retry-After"], refused["Cache-Control"]) == (
        503,
        "2",
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )
    assert 'href="/desk/new/"' in refused.text
    assert door(RequestFactory().get("/desk/")).status_code == 200


def test_a_place_is_free_again_after_a_fault(settings):
    settings.DESK_AT_ONCE = 1

    def fail(request):
        raise ValueError

    door = RoomForReaders(fail)
    for _ in range(3):
        with pytest.raises(ValueError, match=r"^$"):
            door(RequestFactory().get("/desk/"))


def test_readers_are_answered_before_anybody_looks_for_room(client, settings, monkeypatch):
    full = RoomForReaders(lambda request: HttpResponse())
    full.places.acquire()
    assert full.places._value < settings.DESK_AT_ONCE
    names = settings.MIDDLEWARE
    assert names.index("editorial.public.PublicPagesMiddleware") < names.index("editorial.middleware.RoomForReaders")
    assert names.index("editorial.health.HealthMiddleware") < names.index("editorial.middleware.RoomForReaders")
