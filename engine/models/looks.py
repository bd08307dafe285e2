"""Looks at the tables that are taken again and again, put together once: that takes longer than answering them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import peewee

from engine.models.base import database
from engine.models.rows import Columns, columns_of, made
from engine.now import MILLISECOND, from_ms, to_ms

# Stand-ins for what a look is told later: nothing in a table is like them, so they are known again among its values.
LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)
APART = timedelta(days=40 * 365)
NEAR = APART // 4 // MILLISECOND  # how far a look may move an instant
NO_NUMBER = -(10**30)


@dataclass(frozen=True, slots=True)
class _Statement:
    """The words of a look with its values; ``slots`` are (place, which argument, milliseconds to move it by)."""

    sql: str
    values: list[Any]
    slots: list[tuple[int, int, int]]
    model: Any
    columns: Columns | None

    def filled(self, told: tuple[Any, ...]) -> list[Any]:
        values = list(self.values)
        for place, number, moved in self.slots:
            one = told[number]
            values[place] = to_ms(one) + moved if isinstance(one, datetime) else one
        return values


class Look:
    """A query of ``now`` and of what else it is told, written out once for each kind of database.

    ``build`` gets stand-ins for instants, numbers (ids) and texts, and may compare columns with them and move an
    instant by a ``timedelta``: their values are filled in each time. What else it is told must be hashable, and is
    written out anew for each. What depends on a calendar, a zone or a row has no place in it.
    """

    def __init__(self, build: Callable[..., Any]) -> None:
        self._build = build
        self._written: dict[tuple[Any, ...], _Statement] = {}

    def rows(self, now: datetime, *told: Any) -> list[tuple[Any, ...]]:
        """What is there, as the database holds it: instants are milliseconds."""
        asked = self._statement((now, *told))
        return list(database.execute_sql(asked.sql, asked.filled((now, *told))).fetchall())

    def found(self, now: datetime, *told: Any) -> list[Any]:
        """What is there, as rows of the one model that is selected from."""
        asked = self._statement((now, *told))
        if asked.columns is None:
            raw = peewee.ModelRaw(asked.model, asked.sql, asked.filled((now, *told)))
            return list(raw.bind(database.obj))
        return [made(asked.model, asked.columns, row) for row in self.rows(now, *told)]

    def one(self, now: datetime, *told: Any) -> Any:
        """The first of these rows; None where there is none."""
        return next(iter(self.found(now, *told)), None)

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

    def _statement(self, told: tuple[Any, ...]) -> _Statement:
        key = (type(database.obj), *[type(one) if _is_filled_in(one) else one for one in told])
        written = self._written.get(key)
        if written is None:
            written = self._written[key] = _write_out(self._build, told)
        return written


def _write_out(build: Callable[..., Any], told: tuple[Any, ...]) -> _Statement:
    query = build(*(_stand_in(number, one) for number, one in enumerate(told)))
    sql, values = query.bind(database.obj).sql()
    slots = [(place, *which) for place, value in enumerate(values) if (which := _known_again(value, told))]
    missing = {number for number, one in enumerate(told) if number and _is_filled_in(one)}
    missing -= {number for _, number, _ in slots}
    if missing:
        raise ValueError(f"A look compares nothing with what it is told: {[told[one] for one in missing]}")
    model = getattr(query, "model", None)
    return _Statement(sql, list(values), slots, model, columns_of(model, query._returning) if model else None)


def _is_filled_in(told: Any) -> bool:
    return type(told) in (int, str, datetime)


def _stand_in(number: int, told: Any) -> Any:
    if type(told) is int:
        return NO_NUMBER - number
    if type(told) is str:
        return f"\0{number}"
    return _instant(number) if type(told) is datetime else told


@lru_cache
def _instant(number: int) -> datetime:
    return LONG_AGO - number * APART


def _known_again(value: Any, told: tuple[Any, ...]) -> tuple[int, int] | None:
    """Which argument a value stands for, and by how much an instant is moved; None where it stands for itself."""
    for number, one in enumerate(told):
        if not _is_filled_in(one):
            continue
        stands = _stand_in(number, one)
        if not isinstance(stands, datetime):
            if type(value) is type(stands) and value == stands:
                return number, 0
        elif type(value) is int and abs(value - to_ms(stands)) <= NEAR:
            return number, value - to_ms(stands)
    return None
