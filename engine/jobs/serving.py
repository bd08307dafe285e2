"""The serving side of the bells: one process, one RQ SimpleWorker, for as long as it lives.

A SimpleWorker keeps connections, pools and compiled words from job to job, where a forking worker would
make them anew for each, and it serves hundreds of bells a second where the other serves fifty.
"""

from __future__ import annotations

from collections.abc import Sequence

from redis import Redis
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from engine.jobs import work
from engine.jobs.bells import BELLS, QUICK, queue_name
from engine.jobs.opening import opened
from engine.jobs.time_limit import TimeLimit
from engine.models.db import close_database
from engine.settings import Settings

SERVED = {"quick": QUICK, "all": BELLS}


def be_worker(settings: Settings, served: str) -> None:
    """One worker process, until SIGTERM; ``served`` is a name in ``SERVED``."""
    kit, bells, instance_id = opened(settings)
    work.set_up(kit, bells)
    serve(settings.redis_url, instance_id, SERVED[served])
    close_database()


class Server(SimpleWorker):
    """A SimpleWorker whose time-out nobody takes for a fault of the row at hand."""

    death_penalty_class = TimeLimit


def serve(redis_url: str, instance_id: str, bells: Sequence[str], *, burst: bool = False) -> None:
    """Serve ``bells`` in that order until SIGTERM, or, with ``burst``, until nothing rings.

    SIGTERM lets the job at hand finish. Redis may come and go: RQ waits for it.
    """
    worker = Server(
        [queue_name(instance_id, bell) for bell in bells],
        connection=Redis.from_url(redis_url),
        serializer=JSONSerializer,
        worker_ttl=60,
        maintenance_interval=300,
        log_job_description=False,
    )
    worker.work(burst=burst, logging_level="WARNING")
