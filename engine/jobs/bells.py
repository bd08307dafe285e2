"""Bells: an RQ job says "look at the table" and nothing more. It may be lost, repeated or flushed.

Only an empty queue is rung: one bell waiting is enough. RQ's unique ids would do the same but lost wake-ups,
and after a killed worker stayed silent.
"""

from __future__ import annotations

import logging

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from rq import Queue

INBOUND, ADVANCE, FANOUT, URGENT, NORMAL, BULK = "inbound", "advance", "fanout", "urgent", "normal", "bulk"
PHONE = "phone"  # rooms, and what was said and recorded in them
BELLS = (INBOUND, PHONE, URGENT, ADVANCE, NORMAL, FANOUT, BULK)  # in the order a worker listens
QUICK = (
    INBOUND,
    PHONE,
    URGENT,
)  # what one worker process serves alone, so that a reply never waits behind a broadcast

RING_SECONDS = 0.2  # a webhook is answered in milliseconds even while Redis is away
JOB_SECONDS = 30  # far beyond a drain's own bound; its end leaves rows to their leases

_log = logging.getLogger(__name__)


def queue_name(instance_id: str, bell: str) -> str:
    """The queue of a bell; the instance's id keeps two installations on one Redis apart."""
    return f"kindling-{instance_id}-{bell}"


class Bells:
    """The ringing side: time-outs so short that nobody waits for Redis, and no failure that matters."""

    def __init__(self, redis_url: str, instance_id: str) -> None:
        connection = Redis.from_url(
            redis_url,
            socket_timeout=RING_SECONDS,
            socket_connect_timeout=RING_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        self._redis = connection
        self._queues = {
            bell: Queue(queue_name(instance_id, bell), connection=connection, serializer="json")
            for bell in BELLS
        }

    def ring(self, *bells: str) -> None:
        """Ring each bell that is not ringing yet. Never raises: the clock rings again for whatever is due."""
        try:
            for bell in bells:
                queue = self._queues[bell]
                if queue.is_empty():
                    queue.enqueue_call(
                        f"engine.jobs.work.{bell}", timeout=JOB_SECONDS, result_ttl=0, failure_ttl=86_400
                    )
        except RedisError as failure:
            _log.warning("Redis does not answer, the clock will see to it: %s", failure)

    def close(self) -> None:
        self._redis.close()
