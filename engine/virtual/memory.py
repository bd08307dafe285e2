"""A database in memory that takes the place of the real one for a while, and gives it back untouched."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import peewee

from engine.models.base import database
from engine.models.db import MEMORY
from engine.models.migrating import create_schema
from engine.models.quick import QuickSqlite


@contextmanager
def memory() -> Iterator[None]:
    """An empty database bound to every table; whatever was bound before is bound again afterwards."""
    before: peewee.Database | None = database.obj
    tables = _tables()
    database.initialize(_empty())
    try:
        tables.backup(_handle(database.obj))
        yield
    finally:
        database.close()
        database.initialize(before)


def restart() -> None:
    """What a restart does: another connection to the same rows, and nothing kept from before."""
    old = database.obj
    new = _empty()
    _handle(old).backup(_handle(new))
    database.initialize(new)
    old.close()


def _empty() -> peewee.SqliteDatabase:
    """Connected, and beside the bound one: that stays as it is."""
    fresh = QuickSqlite(MEMORY, pragmas={"foreign_keys": 1})
    fresh.connect()
    return fresh


@lru_cache(maxsize=1)
def _tables() -> sqlite3.Connection:
    """The schema with nothing in it, made once a process: copying it is a matter of a millisecond."""
    before = database.obj
    blank = _empty()
    database.initialize(blank)
    try:
        create_schema()
    finally:
        database.initialize(before)
    return _handle(blank)


def _handle(opened: Any) -> sqlite3.Connection:
    """The driver's own connection: it alone can copy."""
    handle: sqlite3.Connection = opened.connection()
    return handle
