"""The command line in the test's own process: a folder, a migrated database, and what it says."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from playhouse.migrations import Runner

from engine.cli.root import root
from engine.models import database
from engine.models import db as databases
from engine.models.migrating import DIRECTORY

FILES = {
    "workflows/community.yaml": "name: The Tuesday Team\nhost: Rosa\ntimezone: America/Chicago\n"
    "fields: [shirt size]\nstages: [know, like]\n",
    "workflows/welcome.yaml": "start: joined\nsteps:\n  - send: welcome\n  - wait: 1 day\n  - send: second\n",
    "workflows/by-hand.yaml": "start: by hand\nfor: {tagged: leader}\nsteps:\n  - send: second\n",
    "messages/welcome.txt": "Welcome, {{ first_name }}!\n",
    "messages/second.txt": "Glad you are here.\n",
    "messages/letter.md": "---\nsubject: News\n---\nHello {{ first_name }}.\n",
}


@dataclass
class Kindling:
    """``kindling`` in a folder of its own. The test's connection is there again after each call."""

    folder: Path
    url: str

    def __call__(self, *arguments: str, code: int = 0) -> Result:
        result = CliRunner().invoke(root, list(arguments), prog_name="kindling")
        databases.open_database(self.url)
        database.connect()
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return result

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kindling:
    """A folder with files and no database; nothing of the environment's settings."""
    for name in [
        name for name in os.environ if name.startswith(("TWILIO_", "SENDGRID_", "REDIS_", "DATABASE_"))
    ]:
        monkeypatch.delenv(name)
    folder = tmp_path / "community"
    folder.mkdir()
    monkeypatch.chdir(folder)
    kindling = Kindling(folder, "sqlite:///:memory:")
    for name, text in FILES.items():
        kindling.write(name, text)
    return kindling


@pytest.fixture
def kindling(bare: Kindling, db: str, monkeypatch: pytest.MonkeyPatch) -> Kindling:
    """The same with a database that is up to date and everything published."""
    bare.url = db
    monkeypatch.setenv("DATABASE_URL", db)
    Runner(database.obj, str(DIRECTORY)).fake()
    assert "Published" in bare("publish").output
    return bare
