"""What every table shares: the database handle, instants in UTC, public ids."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any

import peewee

from engine.models.quick import QuickSelect
from engine.now import from_ms, to_ms

database = peewee.DatabaseProxy()

PUBLIC_ID_BYTES = 16  # 128 bits: a public id in a link can't be guessed


def opaque_id() -> str:
    """A fresh opaque id for links and the API, lower-case and URL-safe (32 characters)."""
    return secrets.token_hex(PUBLIC_ID_BYTES)


if TYPE_CHECKING:  # the fields are generic to the type checker only
    _Instant = peewee.Field[datetime]
    _MaybeInstant = peewee.Field[datetime | None]
else:
    _Instant = _MaybeInstant = peewee.Field


class InstantField(_Instant):
    """An instant: integer milliseconds UTC in the table, an aware UTC ``datetime`` in Python."""

    field_type = "BIGINT"

    def db_value(self, value: Any) -> Any:
        return to_ms(value) if isinstance(value, datetime) else value

    def python_value(self, value: Any) -> Any:
        return None if value is None else from_ms(value)


class MaybeInstantField(_MaybeInstant):
    """An instant that may be missing."""

    field_type = "BIGINT"
    db_value = InstantField.db_value
    python_value = InstantField.python_value

    def __init__(self, **options: Any) -> None:
        super().__init__(null=True, **options)


class Table(peewee.Model):
    """The base of every table."""

    id: peewee.Field[int]

    if not TYPE_CHECKING:  # whose types are the library's own

        @classmethod
        def select(cls, *fields: Any) -> QuickSelect:
            return QuickSelect(cls, fields or cls._meta.sorted_fields, is_default=not fields)

    class Meta:
        database = database
        legacy_table_names = False
