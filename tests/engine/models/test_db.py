"""The writing helper: one transaction, savepoints within, fair to other writers, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from engine.errors import SettingError
from engine.models import Limit, Member, database
from engine.models.db import connection, locked, open_database, savepoint, transaction
from engine.models.instance import instance
from engine.models.people import lock_member


def test_an_error_takes_everything_back(make_member: Callable[..., Member]) -> None:
    def fail() -> None:
        with transaction():
            make_member("Amy")
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        fail()
    assert Member.select().count() == 0


def test_a_savepoint_fails_alone(make_member: Callable[..., Member]) -> None:
    def fail() -> None:
        with savepoint():
            make_member("Bob")
            raise RuntimeError("only Bob")

    with transaction():
        make_member("Amy")
        with pytest.raises(RuntimeError):
            fail()
    assert [member.name for member in Member.select()] == ["Amy"]


def test_instants_come_back_aware_and_sorted_by_time(db: str, now: datetime) -> None:
    tokyo_first = [now + timedelta(hours=hours) for hours in (3, 1, 2)]
    for instant in tokyo_first:
        Limit.create(key=str(instant), window=instant)
    read = [limit.window for limit in Limit.select().order_by(Limit.window)]
    assert read == sorted(tokyo_first)
    assert all(instant.tzinfo is UTC for instant in read)


def test_writers_in_many_threads_lose_nothing(db: str, now: datetime) -> None:
    """Read, add one, write: without IMMEDIATE and the queue SQLite answers 'database is locked' here."""
    counter = Limit.create(key="counter", window=now)
    database.close()

    def add(_: int) -> None:
        for _ in range(25):
            with transaction():
                row = locked(Limit.select().where(Limit.id == counter.id)).get()
                Limit.update(count=row.count + 1).where(Limit.id == counter.id).execute()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add, range(8)))
    with connection():
        assert Limit.get_by_id(counter.id).count == 200


def test_lock_member(make_member: Callable[..., Member]) -> None:
    amy = make_member("Amy")
    with transaction():
        assert lock_member(amy.id) == amy
        assert lock_member(amy.id + 1) is None


def test_there_is_one_instance(db: str) -> None:
    assert instance().salt == instance().salt


def test_an_unknown_database_is_refused_by_name() -> None:
    with pytest.raises(SettingError, match="DATABASE_URL"):
        open_database("mysql://localhost/kindling")
