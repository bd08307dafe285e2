"""Many rows in one statement, on both databases.

Peewee builds SQL anew for every value of every row, which costs far more than the database takes to write
them. Here a statement is put together once from the fields that the rows name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import peewee

from engine.models.base import Table, database
from engine.models.db import is_postgres

Row = Mapping[str, Any]
Some = TypeVar("Some")
MOST_VALUES = 30_000  # in one statement: SQLite takes 32,766, PostgreSQL twice as many


def insert(model: type[Table], rows: Sequence[Row]) -> int:
    """Insert ``rows``, which all name the same fields; the others get their defaults. Returns how many are new.

    A row that is there already, by any unique key, stays as it is.
    """
    if not rows:
        return 0
    fields = [field for field in _fields(model).values() if field.name in rows[0] or _has_default(field)]
    names = ", ".join(_quoted(field.column_name) for field in fields)
    into = f"INSERT INTO {_quoted(model._meta.table_name)} ({names})"
    take = [_taker(field) for field in fields]
    written = 0
    for page in _pages(rows, len(fields)):
        given = _given(fields, [[one(row) for row in page] for one in take])
        told = ", ".join(given.told)
        chosen = f"SELECT {told} FROM {given.source} WHERE true"  # noqa: S608  names and places only
        written += _run(f"{into} {chosen} ON CONFLICT DO NOTHING", given)
    return written


def update(model: type[Table], changes: Sequence[tuple[Row, Row]]) -> int:
    """Compare and set: each pair says what a row is like, its id among it, and what it becomes.

    All pairs name the same fields. Returns how many rows were as they were said to be, and are changed.
    """
    if not changes:
        return 0
    known, (like, become) = _fields(model), changes[0]
    fields = [known[name] for name in (*like, *become)]
    table = _quoted(model._meta.table_name)
    columns = [_quoted(field.column_name) for field in fields]
    written = 0
    for page in _pages(changes, len(fields)):
        was = [[row[name] for row, _ in page] for name in like]
        given = _given(fields, was + [[row[name] for _, row in page] for name in become])
        same = " AND ".join(f"{table}.{columns[at]} = {given.told[at]}" for at in range(len(like)))
        news = ", ".join(f"{columns[at]} = {given.told[at]}" for at in range(len(like), len(fields)))
        changed = f"UPDATE {table} SET {news} FROM {given.source} WHERE {same}"  # noqa: S608  names and places only
        written += _run(changed, given)
    return written


@dataclass(frozen=True, slots=True)
class _Given:
    """Values for a statement: the ``source`` they come from, and how each field's is told there."""

    source: str
    told: list[str]
    values: list[Any]


def _given(fields: Sequence[Any], columns: Sequence[Sequence[Any]]) -> _Given:
    """One value where all rows have the same, as most have; else a column of its own.

    Both databases call the columns of VALUES column1 and so on. A type is said: NULLs alone have none.
    """
    own = [at for at, column in enumerate(columns) if any(one != column[0] for one in column)] or [0]
    shared = [at for at in range(len(fields)) if at not in own] or [0]
    places = {at: f"own.column{number}" for number, at in enumerate(own, 1)}
    places = {at: f"shared.column{number}" for number, at in enumerate(shared, 1)} | places
    postgres = is_postgres()
    told = [f"CAST({places[at]} AS {_type(field, postgres)})" for at, field in enumerate(fields)]
    keep = [_keeper(field) for field in fields]
    rows = zip(*([keep[at](value) for value in columns[at]] for at in own), strict=True)
    values = [value for row in rows for value in row]
    count = len(columns[0])
    source = f"(VALUES {_places(count, len(own))}) AS own, (VALUES {_places(1, len(shared))}) AS shared"
    return _Given(source, told, [*values, *(keep[at](columns[at][0]) for at in shared)])


def _fields(model: type[Table]) -> dict[str, Any]:
    return {field.name: field for field in model._meta.sorted_fields}


def _has_default(field: Any) -> bool:
    return field.default is not None and not field.primary_key


def _taker(field: Any) -> Callable[[Row], Any]:
    """What takes a field's value out of a row, or its default where the rows do not name it."""
    name, default = field.name, field.default

    def take(row: Row) -> Any:
        if name in row:
            return row[name]
        return default() if callable(default) else default

    return take


def _keeper(field: Any) -> Callable[[Any], Any]:
    """How a value is handed to the database. JSON is text to SQLite, without peewee's function around it."""
    if isinstance(field, peewee.JSONField) and not is_postgres():
        return lambda value: None if value is None else json.dumps(value, separators=(",", ":"))
    keep: Callable[[Any], Any] = field.db_value
    return keep


@cache
def _type(field: Any, postgres: bool) -> str:
    """What the database at hand calls the field's type."""
    if field.primary_key:
        return "INTEGER"
    context = database.get_sql_context()
    return str(context.sql(field.ddl_datatype(context)).query()[0])


def _quoted(name: str) -> str:
    return f'"{name}"'


def _places(rows: int, width: int) -> str:
    row = f"({', '.join([database.param] * width)})"
    return ", ".join([row] * rows)


def _pages(rows: Sequence[Some], width: int) -> Iterator[Sequence[Some]]:
    size = MOST_VALUES // width
    for first in range(0, len(rows), size):
        yield rows[first : first + size]


def _run(sql: str, given: _Given) -> int:
    return int(database.execute_sql(sql, given.values).rowcount)
