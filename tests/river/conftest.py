"""The whole river in one process: the real web app and the sandbox carrier over loopback, time moved by hand."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app import create_app
from benchmarks.loopback import OURS, settings_of
from engine.channels import Kit, build
from engine.jobs.hands import StoredHands
from engine.journey import to_quiet, travel
from engine.models import Instance, database
from engine.now import MILLISECOND, machine_now
from engine.publishing import collect, publish
from engine.services import ports
from handlers.doors import community_now
from sandbox.server import Running, Sandbox, serve


@dataclass
class River:
    """What a test does to it, and what came of it."""

    kit: Kit
    sandbox: Sandbox
    web: Running
    hands: StoredHands

    @property
    def now(self) -> datetime:
        return self.hands.now()

    def settle(self) -> None:
        """Everything that is due is done, and every callback has come back."""
        to_quiet(self.kit, self.hands)
        while self.sandbox.deliver_callbacks():
            to_quiet(self.kit, self.hands)

    def text(self, phone: str, words: str) -> None:
        assert self.sandbox.text(phone, words) == 200
        self.settle()

    def wait(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> None:
        self.until(self.now + timedelta(days=days, hours=hours, minutes=minutes))

    def until(self, instant: datetime) -> None:
        travel(self.kit, self.hands, instant)
        self.settle()

    def texts(self, phone: str) -> list[str]:
        """Every text that reached a phone, oldest first."""
        return [row["body"] for row in self.sandbox.messages() if row["recipient"] == phone]

    def mails(self, address: str) -> list[dict[str, object]]:
        return [mail for mail in self.sandbox.mails() if mail["recipient"] == address]


@pytest.fixture
def river(db: str, now: datetime, tmp_path: Path) -> Iterator[River]:
    """The shipped community on a Monday at three in Chicago, with Rosa as its host and nobody else."""
    Instance.update(offset_ms=(now - machine_now()) // MILLISECOND).execute()
    web_port = ports.next_free(random.randrange(20_000, 29_000))
    sandbox = Sandbox.start(
        tmp_path / "sandbox",
        web_url=f"http://127.0.0.1:{web_port}",
        twilio_number=OURS,
        community_now=community_now,
    )
    settings = settings_of(sandbox, db, tmp_path, web_port, 100.0)
    web = serve(create_app(settings, ring=lambda bell: None), port=web_port)
    database.connect(reuse_if_open=True)
    publish(collect(settings.workflows_dir, settings.messages_dir), now, by="test")
    yield River(build(settings), sandbox, web, StoredHands())
    web.stop()
    sandbox.stop()
