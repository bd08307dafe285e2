"""What a drain asks of the database: a bounded number of statements a group, however many are in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from engine.models import Member, database
from engine.models.db import is_postgres
from engine.outbox import draining
from engine.outbox.posting import Latency
from tests.conftest import Statements
from tests.engine.outbox.conftest import drain, make_kit, say


def test_statements_do_not_grow_with_the_group(
    publish: Callable[..., None],
    make_member: Callable[..., Member],
    now: datetime,
    statements: Statements,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish()
    kit = make_kit()
    counts = {}
    say(make_member("The first", phone="+13125559999"), now)
    drain(kit, now)  # makes the sender's row and the day's
    for size in (10, 60):
        monkeypatch.setattr(draining, "_latency", Latency(0.0001))
        for n in range(size):
            say(make_member(f"Member {n}", phone=f"+1{200 + size}555{n:04}"), now)
        statements.clear()
        assert drain(kit, now).sent == size
        counts[size] = len(statements)
    assert counts[60] == counts[10]
    assert counts[60] <= 24


def test_sqlite_finds_the_places_of_a_day_by_the_day(
    publish: Callable[..., None],
    make_member: Callable[..., Member],
    now: datetime,
    statements: Statements,
) -> None:
    if is_postgres():
        pytest.skip("PostgreSQL knows how many rows have a state, and needs no help")
    publish(community="at most: 3 a day\n")
    say(make_member("Amy", phone="+13125559999", wants="fewer"), now)
    drain(make_kit(), now)
    asked = [one for one in statements if '"cap_day" IN' in one or '"cap_day" >=' in one]
    assert len(asked) == 2
    for one in asked:
        (plan,) = database.execute_sql(f"EXPLAIN QUERY PLAN {one}", ["1"] * one.count("?")).fetchall()
        assert "delivery_member_id_cap_day (member_id=? AND cap_day" in plan[3]
