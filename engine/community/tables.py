"""One table of an export: rows by column, with the people and the dates in it named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import peewee

from engine.models import Member, Occurrence, Table

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What an export calls ``name``: its ``columns``, its ``rows`` (oldest first), and the ``tables`` they hand out.

    Instants are ISO 8601 in UTC; what is empty is None or "".
    """

    name: str
    about: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    tables: tuple[type[Table], ...]


def sheet(
    name: str,
    about: str,
    table: type[Table],
    own: Mapping[str, Any],
    *,
    member: Any = None,
    people: Mapping[str, Any] | None = None,
    dated: Any = None,
    joins: tuple[tuple[Any, Any], ...] = (),
    where: Any = None,
    also: tuple[type[Table], ...] = (),
) -> Sheet:
    """The sheet of one table. ``own`` are its fields by column, ``member`` the field that says whose row it is,
    ``people`` those that name others, ``dated`` that of the call, the vote or the like that it belongs to. ``joins``
    are other tables that fields stand in, each with what it is joined on.

    Rows of who was forgotten are left out, and those that ``where``, an expression, does not hold for.
    """
    others = people or {}
    columns = (
        *(("member", "name") if member is not None else ()),
        *(("workflow", "date") if dated is not None else ()),
        *own,
        *others,
    )

    def rows() -> Iterator[Row]:
        query = _query(table, own, member, others, dated, joins)
        if where is not None:
            query = query.where(where)
        for row in query.dicts().iterator():
            yield {column: _value(row[column]) for column in columns}

    return Sheet(name, about, columns, rows, (table, *also))


def _query(
    table: Any, own: Mapping[str, Any], member: Any, people: Mapping[str, Any], dated: Any, joins: Any
) -> Any:
    joined: list[tuple[Any, Any]] = list(joins)
    selected = [field.alias(column) for column, field in own.items()]
    held: list[Any] = []
    if member is not None:
        theirs = Member.alias()
        joined.append((theirs, member == theirs.id))
        selected += [theirs.public_id.alias("member"), theirs.name.alias("name")]
        held.append(theirs.forgotten_at.is_null())
    for column, field in people.items():
        other = Member.alias()
        joined.append((other, field == other.id))
        selected.append(other.name.alias(column))
    if dated is not None:
        joined.append((Occurrence, dated == Occurrence.id))
        selected += [Occurrence.workflow.alias("workflow"), Occurrence.key.alias("date")]
    query = table.select(*selected)
    for other, on in joined:
        query = query.join_from(table, other, peewee.JOIN.LEFT_OUTER, on=on)
    return query.where(*held).order_by(table.id) if held else query.order_by(table.id)


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
