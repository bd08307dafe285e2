"""The schema: numbered migrations under a lock, and the whole of it at once for databases that live in memory."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playhouse.migrations import Runner

from engine.models import TABLES
from engine.models.base import database
from engine.models.db import connection, is_postgres

DIRECTORY = Path(__file__).parent / "migrations"
ADVISORY_KEY = 0x4B494E444C  # "KINDL": one installation migrates at a time


def create_schema() -> None:
    """Every table as the models say, for a fresh database that nobody will migrate."""
    database.create_tables(TABLES)


def migrate(directory: Path = DIRECTORY) -> list[str]:
    """Run what has not been run, in order; returns the names. Safe to call from several machines at once."""
    with connection(), _alone():
        return [str(done) for done in Runner(database.obj, str(directory)).up()]


def pending(directory: Path = DIRECTORY) -> list[str]:
    """The migrations that have not been run."""
    with connection():
        return [one.name for one in Runner(database.obj, str(directory)).status() if not one.applied]


@contextmanager
def _alone() -> Iterator[None]:
    """Peewee's runner takes no lock of its own, and two at once collide."""
    if is_postgres():
        database.execute_sql("SELECT pg_advisory_lock(%s)", (ADVISORY_KEY,))
        try:
            yield
        finally:
            database.execute_sql("SELECT pg_advisory_unlock(%s)", (ADVISORY_KEY,))
        return
    with Path(database.obj.database + ".migrating").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
