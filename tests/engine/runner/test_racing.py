"""Several processes at once: one of them moves a walk, starts happen once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from engine import runner
from engine.models import Delivery, Enrollment, Event, Member
from engine.models.db import connection, transaction
from tests.engine.runner.town import Town

WORKERS = 4
STEPS = "start: event e\nsteps:\n  - wait: 1 day\n  - tag: x\n  - send: a\n"


@pytest.fixture
def town(db: str, now: datetime) -> Town:
    return Town(now)


def at_once(*jobs: object) -> None:
    """Run all of them in threads of their own, each with its own connection, and raise what any raises."""

    def run(job: object) -> None:
        assert callable(job)
        with connection():
            job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        for done in [pool.submit(run, job) for job in jobs]:
            done.result()


def test_several_drains_move_each_walk_once(town: Town) -> None:
    rows = [
        {"name": "x", "timezone": "UTC", "joined_at": town.now, "public_id": f"{i:032}"} for i in range(60)
    ]
    Member.insert_many(rows).execute()
    town.publish(note=STEPS)
    for member in Member.select():
        town.report(member, "e", f"k{member.id}")
    later = town.now + timedelta(days=2)
    at_once(*[lambda: runner.drain_due(later, limit=7)] * WORKERS)
    while runner.drain_due(later).more:
        pass
    assert Counter(row.member_id for row in Delivery.select()) == dict.fromkeys(range(1, 61), 1)
    assert {row.raises for row in Enrollment.select()} == {0}


def test_one_event_reported_by_several_at_once_starts_once(town: Town, cast: SimpleNamespace) -> None:
    town.publish(note=STEPS)
    at_once(*[lambda: town.report(cast.amy, "e", "the same")] * WORKERS)
    assert (Event.select().count(), Enrollment.select().count()) == (1, 1)


def test_two_that_move_one_walk_leave_one_behind(town: Town, cast: SimpleNamespace) -> None:
    town.publish(note=STEPS)
    town.report(cast.amy, "e", "k")
    first, second = Enrollment.get(), Enrollment.get()
    later = town.now + timedelta(days=2)
    with transaction():
        runner.resume(first, later)
    with pytest.raises(runner.Raced), transaction():
        runner.resume(second, later)
    assert Delivery.select().count() == 1
