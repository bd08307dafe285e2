"""Where a command runs: this folder's settings, its database, and the bells of the workers beside it."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import peewee

from engine.errors import KindlingError
from engine.models.db import close_database, connection, open_database
from engine.models.instance import instance
from engine.models.migrating import pending
from engine.settings import Settings, load

SQLITE = "sqlite:///"


def settings() -> Settings:
    """This folder's settings. Raises SettingsError."""
    return load(os.environ, Path.cwd())


@contextmanager
def opened() -> Iterator[Settings]:
    """The settings, with the database open in this thread and brought up to date before.

    Raises KindlingError where it cannot be reached or is not up to date.
    """
    here = settings()
    if not_there(here):  # opening would make an empty one, which nobody asked for
        raise KindlingError(
            "There is no database here yet. `kindling up` makes one, or run: kindling migrate"
        )
    open_database(here.database_url)
    try:
        with connected(here):
            if pending():
                raise KindlingError("The database's tables are not up to date. Run: kindling migrate")
            yield here
    finally:
        close_database()


def not_there(here: Settings) -> bool:
    """Whether the database is a file that does not exist yet."""
    path = here.database_url.removeprefix(SQLITE)
    return path not in (here.database_url, ":memory:") and not Path(path).exists()


@contextmanager
def connected(here: Settings) -> Iterator[None]:
    """A connection to the database that is open; one that cannot be had is a setting to put right."""
    held = connection()
    try:
        held.__enter__()
    except peewee.OperationalError as error:
        said = str(error).strip().splitlines()[0]
        raise KindlingError(f"The database cannot be reached: {said}\n    See DATABASE_URL.") from error
    try:
        yield
    finally:
        held.__exit__(None, None, None)


def ring(here: Settings, *bells: str) -> None:
    """Tell the workers that there is something to do; they find it by themselves a little later if not."""
    if here.redis_url:
        # Inside, because RQ takes a quarter of a second to import and not every command rings.
        from engine.jobs.bells import Bells

        bell = Bells(here.redis_url, instance().public_id)
        bell.ring(*bells)
        bell.close()


def who() -> str:
    """Who gives this command, for the audit log."""
    try:
        return f"cli:{getpass.getuser()}"
    except (KeyError, OSError):  # a container's user without a name
        return "cli"
