"""Many rows in one statement, on both databases.

Peewee builds SQL anew for every value of every row, which costs far more than the database takes to write
them. Here a statement is put together once from the fields that the rows name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
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
    into = f"INSERT INTO {_quoted(model._meta.table_name)} ({names}) VALUES"
    each = [_giver(field) for field in fields]
    written = 0
    for page in _pages(rows, len(fields)):
        values = [give(row) for row in page for give in each]
        written += _run(f"{into} {_places(len(page), len(fields))} ON CONFLICT DO NOTHING", values)
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
    told = _told(fields)
    same = " AND ".join(f"{table}.{columns[at]} = {told[at]}" for at in range(len(like)))
    news = ", ".join(f"{columns[at]} = {told[at]}" for at in range(len(like), len(fields)))
    keep = [_keeper(field) for field in fields]
    written = 0
    for page in _pages(changes, len(fields)):
        rows = ((*(was[name] for name in like), *(new[name] for name in become)) for was, new in page)
        values = [kept(value) for row in rows for kept, value in zip(keep, row, strict=True)]
        given = f"(VALUES {_places(len(page), len(fields))}) AS given"
        written += _run(f"UPDATE {table} SET {news} FROM {given} WHERE {same}", values)  # noqa: S608  names only
    return written


def _fields(model: type[Table]) -> dict[str, Any]:
    return {field.name: field for field in model._meta.sorted_fields}


def _has_default(field: Any) -> bool:
    return field.default is not None and not field.primary_key


def _giver(field: Any) -> Callable[[Row], Any]:
    """What takes a field's value out of a row, or its default where the rows do not name it."""
    name, default, keep = field.name, field.default, _keeper(field)

    def give(row: Row) -> Any:
        if name in row:
            return keep(row[name])
        return keep(default() if callable(default) else default)

    return give


def _keeper(field: Any) -> Callable[[Any], Any]:
    """How a value is handed to the database. JSON is text to SQLite, without peewee's function around it."""
    if isinstance(field, peewee.JSONField) and not is_postgres():
        return lambda value: None if value is None else json.dumps(value, separators=(",", ":"))
    keep: Callable[[Any], Any] = field.db_value
    return keep


def _told(fields: Sequence[Any]) -> list[str]:
    """The columns of the values, which both databases call column1 and so on; NULLs alone have no type."""
    return [f"CAST(given.column{at} AS {_type(field)})" for at, field in enumerate(fields, 1)]


def _type(field: Any) -> str:
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


def _run(sql: str, values: list[Any]) -> int:
    return int(database.execute_sql(sql, values).rowcount)
