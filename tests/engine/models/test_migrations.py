"""Migrations: forward from empty and from each schema before with rows in it, and to what the models say."""

from __future__ import annotations

import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import peewee
import psycopg
import pytest

from engine.models import TABLES, database
from engine.models import db as databases
from engine.models.migrating import DIRECTORY, create_schema, migrate, pending
from tests.conftest import POSTGRES
from tools.freeze import frozen

MIGRATIONS = sorted(path for path in DIRECTORY.glob("[0-9]*.py"))
RELEASED = False  # once a release has gone out, the first migrations are history and no longer compared
MIGRATING = "from engine.models import db, migrating; db.open_database({url!r}); migrating.migrate()"
Fresh = Callable[[], str]


@pytest.fixture(params=["sqlite", "postgres"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Fresh]:
    """Makes databases that are empty and not even migrated; each call opens another and returns its URL."""
    made: list[str] = []
    if request.param == "postgres" and not POSTGRES:
        pytest.skip("KINDLING_TEST_POSTGRES names no PostgreSQL")

    def make() -> str:
        name = f"kindling_migrations_{uuid.uuid4().hex[:12]}"
        url = f"sqlite:///{tmp_path / name}.db"
        if request.param == "postgres":
            with psycopg.connect(POSTGRES, autocommit=True) as admin:
                admin.execute(f"CREATE DATABASE {name}")
            made.append(name)
            url = urlunsplit(urlsplit(POSTGRES)._replace(path=f"/{name}"))
        databases.open_database(url)
        return url

    yield make
    databases.close_database()
    for name in made:
        with psycopg.connect(POSTGRES, autocommit=True) as admin:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def schema() -> dict[str, Any]:
    """Every table with its columns, indexes and foreign keys, as the database itself tells them."""
    with databases.connection():
        return {
            table: (
                sorted((one.name, one.data_type, one.null, one.default, one.primary_key)
                       for one in database.get_columns(table)),
                sorted((one.name, tuple(one.columns), one.unique) for one in database.get_indexes(table)),
                sorted((one.column, one.dest_table, one.dest_column) for one in database.get_foreign_keys(table)),
            )
            for table in sorted(database.get_tables())
            if table != "schema_migration"
        }  # fmt: skip


def test_migrated_from_empty_is_what_the_models_say(fresh: Fresh) -> None:
    fresh()
    with databases.connection():
        create_schema()
    wanted = schema()
    fresh()
    assert migrate() == [path.stem for path in MIGRATIONS]
    assert schema() == wanted
    assert pending() == []
    assert migrate() == []


@pytest.mark.skipif(RELEASED, reason="the first migrations are history")
def test_the_first_migrations_are_the_models_frozen(tmp_path: Path) -> None:
    for name, text in frozen().items():
        (tmp_path / name).write_text(text)
    ruff = [sys.executable, "-m", "ruff", "format", "--config", "pyproject.toml", "-q", str(tmp_path)]
    subprocess.run(ruff, check=True, cwd=DIRECTORY.parents[2])
    written = {name: (tmp_path / name).read_text() for name in frozen()}
    kept = {name: (DIRECTORY / name).read_text() for name in written}
    assert written == kept, "run: python tools/freeze.py && ruff format engine/models/migrations"


def fill(table: str) -> None:
    """One row with some value in every column, and none in the foreign keys."""
    foreign = {one.column for one in database.get_foreign_keys(table)}
    values = {
        one.name: _value(one)
        for one in database.get_columns(table)
        if not one.primary_key and not (one.name in foreign and one.null)
    }
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join([database.obj.param] * len(values))
    database.execute_sql(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(values.values()))


def _value(column: Any) -> Any:
    kind = column.data_type.lower()
    if "json" in kind:
        return "{}"
    if "bool" in kind:
        return True
    if "int" in kind:
        return 1  # also the id of the one row of whatever table it refers to
    return b"bytes" if kind in ("blob", "bytea") else "1"


def counts() -> dict[str, int]:
    return {
        table: database.execute_sql(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0]
        for table in database.get_tables()
        if table != "schema_migration"
    }


def _in_order(tables: list[str]) -> list[str]:
    """Tables after those that they refer to."""
    done: list[str] = []
    while len(done) < len(tables):
        for table in tables:
            needed = {one.dest_table for one in database.get_foreign_keys(table)} - {table}
            if table not in done and needed <= set(done):
                done.append(table)
    return done


@pytest.mark.parametrize("number", range(1, len(MIGRATIONS)), ids=lambda n: MIGRATIONS[n].stem)
def test_each_migration_keeps_the_rows_of_the_schema_before(
    fresh: Fresh, number: int, tmp_path: Path
) -> None:
    fresh()
    before = tmp_path / "before"
    before.mkdir()
    for path in MIGRATIONS[:number]:
        shutil.copy(path, before)
    assert len(migrate(before)) == number
    with databases.connection():
        for table in _in_order([one for one in database.get_tables() if one != "schema_migration"]):
            fill(table)
        kept = counts()
    assert kept
    assert set(kept.values()) == {1}
    shutil.copy(MIGRATIONS[number], before)
    assert migrate(before) == [MIGRATIONS[number].stem]
    with databases.connection():
        after = counts()
    assert {table: after[table] for table in kept} == kept


def test_six_processes_that_migrate_at_once_all_succeed(fresh: Fresh) -> None:
    url = fresh()
    command = [sys.executable, "-c", MIGRATING.format(url=url)]
    running = [
        subprocess.Popen(command, cwd=DIRECTORY.parents[2], stderr=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    said = [one.communicate(timeout=120)[1] for one in running]
    assert [one.returncode for one in running] == [0] * 6, said
    assert len(schema()) == len(TABLES)


def test_a_migration_that_fails_leaves_the_schema_as_it_was(fresh: Fresh, tmp_path: Path) -> None:
    fresh()
    directory = tmp_path / "broken"
    shutil.copytree(DIRECTORY, directory, ignore=shutil.ignore_patterns("__pycache__"))
    (directory / "9999_broken.py").write_text(
        "def up(migrator, db):\n"
        "    db.execute_sql('CREATE TABLE half (id INTEGER)')\n"
        "    db.execute_sql('ALTER TABLE nowhere ADD COLUMN x INTEGER')\n"
    )
    with pytest.raises((peewee.OperationalError, peewee.ProgrammingError)):
        migrate(directory)
    assert "half" not in schema()
    assert pending(directory) == ["9999_broken"]
