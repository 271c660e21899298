"""The shared cache in Redis, with the table of the database in its stead while Redis is gone.

What is counted there (attempts to sign in) then goes on in the table: nobody is locked out, and nobody may guess
freely. What Redis knew is not carried over; the counts begin anew, once.
"""

import logging
import time
from functools import wraps

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger("emgek.shared")

#: Seconds for which Redis is left alone after it did not answer, so that not every request waits for it.
PAUSE = 10
#: Seconds that a connection and an answer may take.
SHORT = 1


def or_table(method):
    """Return an operation of the cache that the table does while Redis is gone."""

    @wraps(method)
    def done(self, *args, **kwargs):
        if time.monotonic() >= self.gone_until:
            try:
                return method(self, *args, **kwargs)
            except RedisError as error:
                type(self).gone_until = time.monotonic() + PAUSE
                log.warning("Redis does not answer: the table of the database does", extra={"of": type(error).__name__})
        return getattr(caches["table"], method.__name__)(*args, **kwargs)

    return done


class RedisOrTable(RedisCache):
    """Django's own cache in Redis; every operation falls back."""

    gone_until = 0.0  # of the process, whatever thread notices

    def __init__(self, server, params):
        params.setdefault("OPTIONS", {}).setdefault("socket_connect_timeout", SHORT)
        params["OPTIONS"].setdefault("socket_timeout", SHORT)
        super().__init__(server, params)

    add = or_table(RedisCache.add)
    get = or_table(RedisCache.get)
    set = or_table(RedisCache.set)
    touch = or_table(RedisCache.touch)
    delete = or_table(RedisCache.delete)
    get_many = or_table(RedisCache.get_many)
    has_key = or_table(RedisCache.has_key)
    incr = or_table(RedisCache.incr)
    set_many = or_table(RedisCache.set_many)
    delete_many = or_table(RedisCache.delete_many)
    clear = or_table(RedisCache.clear)
