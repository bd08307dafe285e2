"""Real processes killed with -9 while they send, and Redis emptied: every text is at the carrier once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from benchmarks.kill import run
from engine.models import db as databases
from tests.conftest import POSTGRES

DATABASE = "kindling_test_kill"
DELIVERIES, KILLS, SECONDS = 150, 5, 90.0


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database that is not even migrated, and that other processes can open."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'kindling.db'}"
        databases.close_database()
        return
    if not POSTGRES:
        pytest.skip("KINDLING_TEST_POSTGRES names no PostgreSQL")
    with psycopg.connect(POSTGRES, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {DATABASE}")
    yield urlunsplit(urlsplit(POSTGRES)._replace(path=f"/{DATABASE}"))
    databases.close_database()
    with psycopg.connect(POSTGRES, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


def test_killed_again_and_again_and_every_text_arrives_once(empty: str, tmp_path: Path) -> None:
    result = run(tmp_path, empty, DELIVERIES, KILLS, seed=7, patience=SECONDS)
    assert result.kills == KILLS
    assert (result.at_carrier, result.twice, result.lost) == (DELIVERIES, 0, 0), result
    assert result.states == {"sent": DELIVERIES}
