"""Beside the clock: all that is due is fetched at each look, and a database that is away is tried again."""

from __future__ import annotations

import threading
from datetime import datetime
from typing import Any

import peewee
import pytest

from engine import sounds
from engine.channels import Carriers, Kit
from engine.jobs import fetching
from engine.jobs.fetching import Fetcher
from engine.links import Links
from engine.models import Sound
from engine.models.instance import community_time
from engine.settings import Settings
from tests.engine.sounds.shelf import MP3, Shelf


def _drain(kit: Kit, now: datetime) -> sounds.Drained:
    """As it is called just now: a test may put another in its place."""
    return sounds.drain(kit, now)


@pytest.fixture
def fetcher(db: str) -> Fetcher:
    shelf = Shelf()
    for number in range(3):
        sid = f"RE{number:032x}"
        shelf.has[f"https://x/{sid}"] = MP3 + bytes([number])
        new = sounds.NewSound(sid=sid, kind="message", url=f"https://x/{sid}")
        sounds.take(new, community_time())
    settings = Settings(twilio_api_url="http://localhost:9", sendgrid_api_url="http://localhost:9")
    kit = Kit(settings, Carriers(sounds=shelf), Links("k" * 48, "http://localhost:8000"))
    return Fetcher(kit, _drain)


def test_one_look_fetches_all(fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.sounds.draining.BOUND", -1.0)  # each drain stops after one
    fetcher.look()
    assert {row.state for row in Sound.select()} == {"kept"}


def test_a_database_that_is_away_does_not_end_it(
    fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop, looks = threading.Event(), []

    def away(*_: Any) -> Any:
        looks.append(1)
        if len(looks) == 2:
            stop.set()
        raise peewee.OperationalError("away")

    monkeypatch.setattr(fetching, "LOOK_SECONDS", 0.0)
    monkeypatch.setattr(sounds, "drain", away)
    fetcher.run(stop)
    assert len(looks) == 2
    assert "fetched again" in caplog.text
