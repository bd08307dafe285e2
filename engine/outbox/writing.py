"""Writing a whole group of rows back in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import peewee

from engine.models import Delivery


def write(rows: Sequence[Delivery], columns: Sequence[peewee.Field[Any]]) -> None:
    """Save ``columns`` of ``rows``, which the transaction holds locked, in one UPDATE for all of them."""
    values = {column: _value(rows, column) for column in columns}
    Delivery.update(values).where(Delivery.id.in_([row.id for row in rows])).execute()


def _value(rows: Sequence[Delivery], column: peewee.Field[Any]) -> Any:
    """The one value all rows share, or a CASE by id; its type is said because PostgreSQL takes NULL for text."""
    each: list[Any] = [column.db_value(row.__data__[column.name]) for row in rows]  # type: ignore[no-untyped-call]
    if all(one == each[0] for one in each):
        return _kept(each[0])
    case = peewee.Case(Delivery.id, [(row.id, _kept(one)) for row, one in zip(rows, each, strict=True)])
    return peewee.Cast(case, _type(column))


def _kept(value: Any) -> Any:
    """A value as the database keeps it, not to be converted again."""
    return peewee.Value(value, converter=False)


def _type(column: peewee.Field[Any]) -> str:
    kept = column.rel_field if isinstance(column, peewee.ForeignKeyField) else column
    return "INTEGER" if isinstance(kept, peewee.AutoField) else str(kept.field_type)
