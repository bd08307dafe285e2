"""Fixtures that every test may use: both databases, a small cast, and a fixed Monday."""

from __future__ import annotations

import importlib
import os
import shutil
import sys
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from hypothesis import settings as hypothesis_settings

from engine import consent
from engine.models import Address, Member, Tag, database
from engine.models import db as databases
from engine.models.instance import instance
from engine.models.migrating import create_schema

POSTGRES = os.environ.get("KINDLING_TEST_POSTGRES", "")
CHICAGO, TOKYO, DENVER, NEW_YORK = "America/Chicago", "Asia/Tokyo", "America/Denver", "America/New_York"

hypothesis_settings.register_profile("kindling", deadline=None)  # a busy machine is no failure
hypothesis_settings.load_profile("kindling")

# Emptying each table that holds anything, where TRUNCATE would write all of them anew: ten times as fast.
EMPTYING = """
CREATE FUNCTION emptied() RETURNS void LANGUAGE plpgsql AS $$
DECLARE one record; filled boolean;
BEGIN
  SET LOCAL session_replication_role = replica;  -- no table waits for another that refers to it
  FOR one IN SELECT oid::regclass AS name, pg_get_serial_sequence(relname, 'id') AS ids FROM pg_class
             WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP
    EXECUTE 'SELECT EXISTS (SELECT 1 FROM ' || one.name || ')' INTO filled;
    IF filled THEN EXECUTE 'DELETE FROM ' || one.name; END IF;
    PERFORM setval(one.ids, 1, false);
  END LOOP;
END $$"""

# A Monday afternoon, three o'clock in Chicago.
MONDAY = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return MONDAY


@pytest.fixture(scope="session", autouse=True)
def _hurried() -> None:
    """Fairness to other writers is measured elsewhere, and no test pulls the plug: nothing waits for the disk."""
    databases.YIELD_SECONDS = 0.0
    databases.PRAGMAS["synchronous"] = "off"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A database of this test process's own; skipped where there is no PostgreSQL."""
    if not POSTGRES:
        pytest.skip("KINDLING_TEST_POSTGRES names no PostgreSQL")
    name = f"kindling_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(POSTGRES, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        admin.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
    yield urlunsplit(urlsplit(POSTGRES)._replace(path=f"/{name}"))
    databases.close_database()
    with psycopg.connect(POSTGRES, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def _sweeper(postgres_url: str) -> Iterator[psycopg.Connection[Any]]:
    """Empties the tables between tests: a connection that knows them already takes a sixth of what a new one takes."""
    databases.open_database(postgres_url)
    with databases.connection():
        create_schema()
        database.execute_sql(EMPTYING)
    databases.close_database()
    with psycopg.connect(postgres_url, autocommit=True) as kept:
        yield kept


@pytest.fixture(scope="session")
def _sqlite_schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database to be copied: that takes a hundredth of making its tables."""
    path = tmp_path_factory.mktemp("schema") / "empty.db"
    databases.open_database(f"sqlite:///{path}")
    with databases.connection():
        create_schema()
    databases.close_database()
    return path


@pytest.fixture(params=["sqlite", "postgres"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database, once as SQLite and once as PostgreSQL; yields its URL."""
    url: str
    if request.param == "sqlite":
        empty = request.getfixturevalue("_sqlite_schema")
        url = f"sqlite:///{shutil.copy(empty, tmp_path / 'kindling.db')}"
        databases.open_database(url)
        database.connect()
    else:
        url = request.getfixturevalue("postgres_url")
        request.getfixturevalue("_sweeper").execute("SELECT emptied()")
        databases.open_database(url)
        database.connect()
    instance()
    yield url
    databases.close_database()


@pytest.fixture(scope="session")
def judge() -> Any:
    """The providers' own specifications as a judge of requests; it takes seconds to read them, so once is enough."""
    folder = os.environ.get("PROVIDER_JUDGE", "")
    if not folder:
        pytest.skip("PROVIDER_JUDGE names no folder with a judge.py")
    sys.path.insert(0, folder)
    try:
        return importlib.import_module("judge").Judge()
    finally:
        sys.path.remove(folder)


class Statements(list[str]):
    """The SQL that has gone to the database since the fixture, or the last ``clear``."""


@pytest.fixture
def statements(db: str, monkeypatch: pytest.MonkeyPatch) -> Statements:
    """Records every statement, so that a test can say how many a thing may take."""
    seen = Statements()
    original = database.obj.execute_sql

    def counting(sql: str, *rest: Any, **options: Any) -> Any:
        seen.append(sql)
        return original(sql, *rest, **options)

    monkeypatch.setattr(database.obj, "execute_sql", counting)
    return seen


@pytest.fixture
def make_member(db: str, now: datetime) -> Callable[..., Member]:
    """Make a member: ``make_member("Amy Lee", phone="+13125550142", tags=["leader"], consent=True, **fields)``."""

    def make(
        name: str,
        *,
        phone: str = "",
        email: str = "",
        tags: tuple[str, ...] = (),
        agreed: bool = True,
        **fields: object,
    ) -> Member:
        values: dict[str, object] = {"timezone": CHICAGO, "joined_at": now, **fields}
        member = Member.create(name=name, **values)
        for channel, value in (("phone", phone), ("email", email)):
            if value:
                address = Address.create(
                    channel=channel, value=value, member=member, created_at=now, kind="mobile"
                )
                if agreed:
                    consent.grant(address, how="import", evidence={"form": "the test's own"}, now=now)
        for tag in tags:
            Tag.create(member=member, name=tag, at=now)
        return member

    return make


@pytest.fixture
def cast(make_member: Callable[..., Member]) -> SimpleNamespace:
    """The small cast: ``rosa`` hosts, ``bob`` leads, ``amy`` is new, ``carla`` reads Spanish, ``tom`` is in Tokyo."""
    return SimpleNamespace(
        rosa=make_member("Rosa Diaz", phone="+13125550100", email="rosa@example.com", role="host"),
        bob=make_member("Bob Stone", phone="+13035550101", timezone=DENVER, tags=("leader",)),
        amy=make_member("Amy Lee", phone="+13125550142", email="amy@example.com"),
        carla=make_member("Carla Ruiz", phone="+12125550103", timezone=NEW_YORK, language="es"),
        tom=make_member("Tom Sato", email="tom@example.com", timezone=TOKYO, prefers="email"),
    )
