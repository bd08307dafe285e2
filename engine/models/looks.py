"""Looks at the tables that are taken again and again, put together once: that takes longer than answering them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.models.base import database
from engine.now import MILLISECOND, from_ms, to_ms

# Stands for the instant at which is looked; nothing in a table is as old, so it is known again among the values.
SOME_TIME = datetime(1900, 1, 1, tzinfo=UTC)
NEAR = timedelta(days=3650) // MILLISECOND


class Look:
    """A query of ``now`` and of what else it is told, which must be hashable.

    ``build`` may move ``now`` by a ``timedelta``; what depends on a calendar, a zone or a row has no place in it.
    """

    def __init__(self, build: Callable[..., Any]) -> None:
        self._build = build
        self._made: dict[tuple[Any, ...], tuple[str, list[Any]]] = {}

    def rows(self, now: datetime, *told: Any) -> list[tuple[Any, ...]]:
        """What is there, as the database holds it: instants are milliseconds."""
        sql, values = self._statement(told)
        return list(database.execute_sql(sql, [_at(value, now) for value in values]).fetchall())

    def first(self, now: datetime, *told: Any) -> Any:
        """The first column of the first row; None where there is no row."""
        rows = self.rows(now, *told)
        return rows[0][0] if rows else None

    def any(self, now: datetime, *told: Any) -> bool:
        """Whether there is a row at all."""
        return bool(self.rows(now, *told))

    def instant(self, now: datetime, *told: Any) -> datetime | None:
        """The first column of the first row, as an instant."""
        found = self.first(now, *told)
        return None if found is None else from_ms(int(found))

    def _statement(self, told: tuple[Any, ...]) -> tuple[str, list[Any]]:
        key = (type(database.obj), *told)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._build(SOME_TIME, *told).bind(database.obj).sql()
        return made


def _at(value: Any, now: datetime) -> Any:
    if type(value) is not int or abs(value - to_ms(SOME_TIME)) > NEAR:
        return value
    return value - to_ms(SOME_TIME) + to_ms(now)
