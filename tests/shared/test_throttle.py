"""Counting and taking turns in the shared cache, by real threads on a real Valkey; and without one."""

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.core.cache import cache

from editorial.embedded import cache as embedded_cache
from editorial.shared import throttle
from editorial.shared.throttle import is_within, turn
from tests.other_server import gone_cache, silent_server
from tests.waiting import LONG


@pytest.fixture
def who() -> str:
    return str(uuid4())


def server():
    """The real client of the real Valkey."""
    return cache._cache._there.get_client(write=True)


def key_of(sort: str, who: str) -> str:
    return cache.make_key(throttle._key(sort, "test", who))


def test_the_count_is_within_the_limit_and_then_not(who):
    assert [is_within("test", who, limit=2, seconds=60) for _ in range(4)] == [True, True, False, False]
    assert is_within("test", f"not {who}", limit=2, seconds=60)


def test_a_count_ends_however_many_threads_count_while_it_ends(who):
    """The fault of asking whether it is there and counting then: in between it ends, and is counted on without end."""
    began, allowed = time.monotonic(), []
    over = began + 3.3

    def count() -> None:
        while time.monotonic() < over:
            if is_within("test", who, limit=1, seconds=1):
                allowed.append(1)

    with ThreadPoolExecutor(16) as threads:
        for _ in range(16):
            threads.submit(count)

    assert 0 < server().pttl(key_of("throttle", who)) <= 1000
    assert 1 <= len(allowed) <= 1 + (time.monotonic() - began)
    time.sleep(server().pttl(key_of("throttle", who)) / 1000 + 0.05)
    assert is_within("test", who, limit=1, seconds=1)


def test_a_count_that_lost_its_end_gets_one(who):
    server().set(key_of("throttle", who), 2364)

    assert is_within("test", who, limit=1, seconds=60)
    assert 0 < server().ttl(key_of("throttle", who)) <= 60


def test_whoever_waits_gets_a_turn_and_nobody_shares_one(who):
    inside, most, got, lock, began = 0, 0, [], threading.Lock(), time.monotonic()

    def work() -> None:
        nonlocal inside, most
        with turn("test", who, apart=1, lease=LONG, patience=LONG) as mine:
            with lock:
                inside += mine
                most = max(most, inside)
                got.append(mine)
            time.sleep(0.05)
            with lock:
                inside -= mine

    with ThreadPoolExecutor(4) as threads:
        for done in [threads.submit(work) for _ in range(4)]:
            done.result()

    assert (got, most) == ([True] * 4, 1)
    assert time.monotonic() - began > 2.9  # three times a second apart


def test_waiting_for_a_turn_has_an_end(who):
    with turn("test", who, apart=1, lease=30, patience=0) as first:
        began = time.monotonic()
        with turn("test", who, apart=1, lease=LONG, patience=0.3) as second:
            assert (first, second) == (True, False)
        assert time.monotonic() - began > 0.2

    assert server().exists(key_of("turn", who)) == 0


def test_a_turn_whose_holder_died_is_free_after_its_lease_and_not_given_back_by_the_dead(who):
    with turn("test", who, apart=1, lease=1, patience=0) as first:
        with turn("test", who, apart=1, lease=30, patience=3) as second:
            assert (first, second) == (True, True)
            server().delete(key_of("rest", who))
        cache.set(throttle._key("turn", "test", who), "somebody else's")

    assert server().get(key_of("turn", who)) is not None


# ── Without a server ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(params=["gone", "silent"])
def dead(request, monkeypatch) -> Iterator[None]:
    """No cache: nobody is there, or whoever is there never answers."""
    monkeypatch.setitem(embedded_cache.PATIENCE, "socket_timeout", 0.3)
    if request.param == "gone":
        monkeypatch.setattr(throttle, "cache", gone_cache())
        yield
    else:
        with silent_server() as port:
            monkeypatch.setattr(throttle, "cache", gone_cache(f"redis://127.0.0.1:{port}"))
            yield


@pytest.mark.usefixtures("dead")
def test_each_process_counts_for_itself_while_the_cache_is_gone(who, monkeypatch):
    monkeypatch.setattr(embedded_cache, "SILENCE", LONG)
    within = [is_within("test", who, limit=2, seconds=60)]
    asked = dict(embedded_cache._silent_until)
    within += [is_within("test", who, limit=2, seconds=60) for _ in range(3)]

    assert within == [True, True, False, False]
    assert embedded_cache._silent_until == asked  # it is not asked again and again


@pytest.mark.usefixtures("dead")
def test_turns_are_taken_within_the_process_while_the_cache_is_gone(who):
    with (
        turn("test", who, apart=1, lease=30, patience=0) as first,
        turn("test", who, apart=1, lease=30, patience=0) as other,
    ):
        assert (first, other) == (True, False)

    with turn("test", who, apart=1, lease=30, patience=3) as third:
        assert third


def test_the_cache_is_asked_again_after_a_while(monkeypatch):
    monkeypatch.setattr(embedded_cache, "SILENCE", 0.2)
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        lost = gone_cache(f"redis://127.0.0.1:{place.getsockname()[1]}")
        lost.set("a", 1)
    before = embedded_cache._silent_until[lost._cache._name]

    time.sleep(0.3)
    lost.get("a")

    assert embedded_cache._silent_until[lost._cache._name] > before
