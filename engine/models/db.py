"""Connections and transactions: SQLite embedded, PostgreSQL at scale, one writing helper for both.

SQLite serves one writer at a time. Its own busy waiting is unfair: a webhook can starve for seconds beside
an import. So writers queue on a file lock beside the database, begin IMMEDIATE, and yield for a moment
after each commit.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import peewee

from engine.errors import SettingError
from engine.models.base import Table, database
from engine.models.quick import QuickPostgres, QuickSqlite

YIELD_SECONDS = 0.002  # long enough for a waiting writer to take the lock
POOL = 20
MEMORY = ":memory:"
EXPLICIT: dict[str, Any] = {
    "autoconnect": False
}  # a connection that nobody gives back would be opened unseen
PRAGMAS = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1, "busy_timeout": 5000}


def open_database(url: str) -> None:
    """Bind every table to the database at ``url``, letting go of one bound before; nothing is connected yet.

    ``url`` is ``sqlite:///PATH``, ``sqlite:///:memory:`` or ``postgresql://…``. Raises SettingError.
    """
    close_database()
    path = url.removeprefix("sqlite:///")
    if path == MEMORY:
        database.initialize(QuickSqlite(MEMORY, pragmas={"foreign_keys": 1}, **EXPLICIT))
    elif path != url:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        database.initialize(QuickSqlite(path, pragmas=PRAGMAS, lock_type="IMMEDIATE", **EXPLICIT))
    else:
        database.initialize(_postgres(url))


def _postgres(url: str) -> peewee.Database:
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        repair = "Give sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME."
        raise SettingError(
            "DATABASE_URL", f"starts with {parts.scheme!r}, which is no database of ours", repair
        )
    options: dict[str, Any] = {
        "host": parts.hostname,
        "port": parts.port or 5432,
        "user": unquote(parts.username) if parts.username else None,
        "password": unquote(parts.password) if parts.password else None,
        "connect_timeout": 5,
    }
    pooled: peewee.Database = QuickPostgres(
        unquote(parts.path.lstrip("/")),
        prefer_psycopg3=True,
        max_connections=POOL,
        stale_timeout=300,
        timeout=10,
        **EXPLICIT,
        **{name: value for name, value in options.items() if value is not None},
    )
    return pooled


def close_database() -> None:
    """Close this thread's connection and, with PostgreSQL, the pool."""
    if database.obj is None:
        return
    if not database.is_closed():
        database.close()
    if isinstance(database.obj, QuickPostgres):
        database.obj.close_all()


def is_postgres() -> bool:
    return isinstance(database.obj, peewee.PostgresqlDatabase)


@contextmanager
def connection() -> Iterator[None]:
    """Have a connection in this thread; the outermost that opened it gives it back."""
    opened = bool(database.connect(reuse_if_open=True))
    try:
        yield
    finally:
        if opened and database.obj.database != MEMORY:
            database.close()


@contextmanager
def transaction() -> Iterator[None]:
    """One transaction; inside another it is a savepoint. Nothing may wait for the network within."""
    if database.in_transaction():
        with database.atomic():
            yield
        return
    with connection():
        with _writer(), database.atomic():
            yield
        if _queues() and YIELD_SECONDS:
            time.sleep(YIELD_SECONDS)


@contextmanager
def savepoint() -> Iterator[None]:
    """A part of the current transaction that can fail alone."""
    with database.savepoint():
        yield


@contextmanager
def _writer() -> Iterator[None]:
    """This writer's turn; PostgreSQL and a database in memory need none."""
    if not _queues():
        yield
        return
    with Path(database.obj.database + ".lock").open("a") as held:  # closing it gives the turn back
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _queues() -> bool:
    return isinstance(database.obj, peewee.SqliteDatabase) and database.obj.database != MEMORY


def locked(query: Any, *, of: type[Table] | tuple[type[Table], ...] | None = None, skip: bool = False) -> Any:
    """``query`` with its rows locked, where the database can: on SQLite the whole transaction already is alone.

    ``of`` names the tables whose rows are locked, ``skip`` leaves out rows that another transaction has.
    """
    if not is_postgres():
        return query
    return query.for_update(of=of, skip_locked=skip or None)
