"""The bell that doors ring when nobody hands them another: Redis's, connected at the first ring."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from redis import Redis
from redis.exceptions import RedisError

from engine.jobs.bells import RING_SECONDS, Bells
from engine.models.db import connection
from engine.models.instance import instance
from engine.settings import Settings
from handlers.doors import Ring


def bell(settings: Settings) -> Ring:
    """Rings of this installation. The database is first asked for its id when something rings, not at start."""

    @cache
    def bells() -> Bells:
        with connection():
            return Bells(settings.redis_url, instance().public_id)

    def ring(name: str) -> None:
        bells().ring(name)

    return ring


def pulse(settings: Settings) -> Callable[[], bool]:
    """Whether Redis answers, asked as briefly as it is rung."""
    redis = Redis.from_url(
        settings.redis_url, socket_timeout=RING_SECONDS, socket_connect_timeout=RING_SECONDS
    )

    def answers() -> bool:
        try:
            return bool(redis.ping())
        except RedisError:
            return False

    return answers
