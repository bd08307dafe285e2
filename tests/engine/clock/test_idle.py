"""A clock with nothing to do only looks, by index, and keeps nobody from writing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from engine import clock
from engine.models import Delivery, Enrollment, Member, bulk
from engine.models.base import opaque_id
from engine.published import live
from tests.conftest import Statements
from tests.engine.runner.town import Town

CALL = """
start:
  call:
    every: tuesday 7pm
    timezone: America/Chicago
    lasts: 45 minutes
steps:
  - at: 15 minutes before
    send: soon
"""
AN_IDLE_TICK = 36
WRITES = ("INSERT", "UPDATE", "DELETE", "BEGIN")


@pytest.fixture
def town(db: str, now: datetime) -> Town:
    return Town(now)


def test_an_idle_tick_writes_nothing_and_is_a_fixed_number_of_looks(
    town: Town, make_member: Callable[..., Member], statements: Statements
) -> None:
    member = make_member("Amy", phone="+13125550142")
    town.publish(weekly=CALL, daily="start: every day at 10am\nsteps:\n  - send: a\n")
    for _ in range(2):
        clock.tick(town.now, town.kit)
    counts: list[int] = []
    for waiting in (0, 200):
        _wait(waiting, member, town.now + timedelta(days=9))
        statements.clear()
        assert clock.tick(town.now, town.kit) == set()
        assert not [sql for sql in statements if sql.startswith(WRITES)]
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[0] <= AN_IDLE_TICK


def _wait(count: int, member: Member, until: datetime) -> None:
    """So many walks and deliveries that are due another day."""
    walks = [
        {"public_id": opaque_id(), "workflow": "daily", "revision": live().workflows["daily"].revision_id,
         "member": member.id, "cause": f"w{one}", "due_at": until, "started_at": until}
        for one in range(count)
    ]  # fmt: skip
    bulk.insert(Enrollment, walks)
    rows = [
        {"cause": f"w{one}", "member": member.id, "created_at": until, "due_at": until}
        for one in range(count)
    ]
    bulk.insert(Delivery, rows)
