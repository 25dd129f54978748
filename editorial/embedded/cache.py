"""Django's Redis cache, which starts the embedded Valkey before it first connects, counts in one step, and stops
nobody while its server is gone.
"""

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from django.utils.functional import cached_property
from redis.exceptions import RedisError

from editorial.embedded.config import embedded_cache_url
from editorial.embedded.manager import ensure_running
from editorial.embedded.places import Places
from editorial.embedded.servers import VALKEY_FOLDER

logger = logging.getLogger(__name__)

PATIENCE = {"socket_timeout": 2, "socket_connect_timeout": 1}  # seconds
SILENCE = 5.0
"""For so many seconds a server that did not answer is not asked again."""

# A number without an end would be counted for ever, and whoever is counted with it never let in again: a script is
# one step, for which the server's clock stands still, and it mends whatever lost its end before.
_COUNT = """
local number = redis.call('INCR', KEYS[1])
if number == 1 then
    redis.call('EXPIRE', KEYS[1], ARGV[1])
elseif redis.call('TTL', KEYS[1]) < 0 then
    redis.call('SET', KEYS[1], 1, 'EX', ARGV[1])
    number = 1
end
return number
"""
_silent_until: dict[str, float] = {}  # by server, for all threads


class _There(RedisCacheClient):
    """The server."""

    def ping(self) -> bool:
        return bool(self.get_client(write=True).ping())

    def count(self, key: str, seconds: int) -> int:
        return int(self.get_client(key, write=True).eval(_COUNT, 1, key, seconds))


class _Here(LocMemCache):
    """This process alone."""

    def ping(self) -> bool:
        return False

    def count(self, key: str, seconds: int) -> int:
        while True:
            self.add(key, 0, seconds)
            try:
                return self.incr(key)
            except ValueError:  # it expired between the two
                continue


class _Steadfast:
    """Asks the server; while it does not answer, this process keeps what it would have kept. Then what is counted is
    counted for each process by itself, and what others wrote is not there: as with any cache, nothing may rest on it.
    """

    def __init__(self, servers: list[str], **options: Any):
        self._name = servers[0]
        self._there = _There(servers, **{**PATIENCE, **options})
        self._here = _Here(f"instead of {self._name}", {})

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return partial(self._asked, name)

    def _asked(self, name: str, *args: Any) -> Any:
        if time.monotonic() >= _silent_until.get(self._name, 0.0):
            try:
                return getattr(self._there, name)(*args)
            except RedisError as error:
                _silent_until[self._name] = time.monotonic() + SILENCE
                logger.warning("The cache does not answer (%s): each process keeps its own.", type(error).__name__)
        return getattr(self._here, name)(*args)


class SharedCache(RedisCache):
    """The cache that all processes share, on whatever server CACHE_URL names."""

    def __init__(self, server: str, params: dict[str, Any]):
        super().__init__(server, params)
        self._class = _Steadfast

    @cached_property
    def _cache(self) -> _Steadfast:
        if self._servers == [embedded_cache_url(settings.DATA_DIR)]:
            ensure_running(Places(settings.DATA_DIR), VALKEY_FOLDER)
        return self._class(self._servers, **self._options)

    def count(self, key: str, seconds: int) -> int:
        """One more under ``key``, and how many that makes: counted from 1 anew when ``seconds`` are over since the
        first. One step of the server: no count can lose its end, however many count at once."""
        return self._cache.count(self.make_and_validate_key(key), seconds)

    def answers(self) -> bool:
        """Whether the server is there; within :data:`SILENCE` of a failure it is not asked again."""
        return bool(self._cache.ping())
