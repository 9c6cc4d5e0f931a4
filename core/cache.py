"""A cache that may disappear: Redis without which everything still works, only slower."""

import structlog
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)


def forgiving(name, missing):
    method = getattr(RedisCacheClient, name)

    def call(self, *args, **kwargs):
        try:
            return method(self, *args, **kwargs)
        except RedisError as error:
            log.warning("cache lost", error=type(error).__name__)
            return missing(*args) if callable(missing) else missing

    return call


class ForgivingClient(RedisCacheClient):
    add = forgiving("add", True)
    get = forgiving("get", lambda key, default=None: default)
    set = forgiving("set", None)
    touch = forgiving("touch", False)
    delete = forgiving("delete", False)
    get_many = forgiving("get_many", lambda keys: {})
    has_key = forgiving("has_key", False)
    incr = forgiving("incr", lambda key, delta=1: delta)
    set_many = forgiving("set_many", None)
    delete_many = forgiving("delete_many", None)
    clear = forgiving("clear", False)


class ForgivingRedisCache(RedisCache):
    def __init__(self, server, params):
        # A dead server is noticed in a second, not in the minutes of a TCP time-out.
        options = {"socket_connect_timeout": 1, "socket_timeout": 1}
        params["OPTIONS"] = {**options, **params.get("OPTIONS", {})}
        super().__init__(server, params)
        self._class = ForgivingClient
