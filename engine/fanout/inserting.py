"""INSERT … SELECT over members: a row for each of them without any of them coming here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import peewee
from peewee import Cast, Value, fn

from engine.models import Member, Table
from engine.models.base import opaque_id
from engine.models.db import is_postgres


def insert_for_each(model: type[Table], which: Any, given: Mapping[peewee.Field[Any], Any]) -> int:
    """Insert a row of ``model`` for every member for whom ``which`` holds; returns how many are new.

    ``given`` maps fields to values or expressions over Member; the others get their defaults. Rows that are
    there already, by any unique key, stay as they are.
    """
    fields: list[Any] = []
    columns: list[Any] = []
    for field in model._meta.sorted_fields:
        if field.primary_key or (field not in given and field.default is None):
            continue
        fields.append(field)
        columns.append(_column(field, given.get(field, field.default)))
    chosen = Member.select(*columns).where(which)
    inserted: int = model.insert_from(chosen, fields).on_conflict_ignore().as_rowcount().execute()
    return inserted


def _column(field: Any, value: Any) -> Any:
    if value is opaque_id:
        return _fresh_id()
    if isinstance(value, peewee.Node):
        return value
    plain = value() if callable(value) else value
    if isinstance(field, peewee.JSONField):
        text = json.dumps(plain)
        return Cast(Value(text), "jsonb") if is_postgres() else Value(text)
    if isinstance(field, peewee.ForeignKeyField):
        return Value(plain)
    return Value(field.db_value(plain))


def _fresh_id() -> Any:
    """An opaque id made by the database: 122 random bits or more, like `opaque_id`."""
    if is_postgres():
        return fn.REPLACE(Cast(fn.gen_random_uuid(), "text"), "-", "")
    return fn.LOWER(fn.HEX(fn.RANDOMBLOB(16)))
