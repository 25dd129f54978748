"""Counting what strangers may do only so often. The count is in the shared cache, so all processes keep one."""

import logging

from django.core.cache import cache
from redis.exceptions import RedisError

from .canonical import sha256

logger = logging.getLogger(__name__)


def is_within(what: str, who: str, *, limit: int, seconds: int) -> bool:
    """Count one more, and say whether that is within the limit for this span of time.

    Addresses are kept as digests only. If the cache does not answer, the answer is yes: a dead cache must not stop
    readers from asking.
    """
    key = f"throttle:{what}:{sha256(who)}"
    try:
        cache.add(key, 0, seconds)
        return cache.incr(key) <= limit
    except ValueError:  # it expired between the two
        return True
    except RedisError:
        logger.warning("The cache does not answer; %s are not being counted.", what)
        return True
