"""Django's Redis cache, which starts the embedded Valkey before it first connects."""

from django.conf import settings
from django.core.cache.backends.redis import RedisCache
from django.utils.functional import cached_property

from editorial.embedded.config import embedded_cache_url
from editorial.embedded.manager import ensure_running
from editorial.embedded.places import Places
from editorial.embedded.servers import VALKEY_FOLDER


class SharedCache(RedisCache):
    """The cache that all processes share, on whatever server CACHE_URL names."""

    @cached_property
    def _cache(self) -> object:
        if self._servers == [embedded_cache_url(settings.DATA_DIR)]:
            ensure_running(Places(settings.DATA_DIR), VALKEY_FOLDER)
        return self._class(self._servers, **self._options)
