"""`kindling recordings`."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from engine.models import Blob, Recording, Sound
from engine.now import machine_now


@pytest.fixture
def made(kindling: Any) -> None:
    now = machine_now()
    blob = Blob.create(sha256="f" * 64, body=b"ID3", media_type="audio/mpeg")
    usual = {"blob": blob, "media_type": "audio/mpeg", "published_at": now}
    Recording.create(name="tuesday-call-2026-11-24", number=7, title="Tuesday call, November 24", source="call", plays=3, **usual)  # fmt: skip
    Recording.create(name="recording-8", number=8, title="A message", source="phone", audience=[], **{**usual, "published_at": now + timedelta(days=1)})  # fmt: skip
    Recording.create(name="old", number=9, title="Old", withdrawn_at=now, **usual)
    Sound.create(
        provider_sid="RE1", kind="take", url="https://x", state="failed", error="Twilio answered 404.",
        created_at=now, due_at=now,
    )  # fmt: skip


@pytest.mark.usefixtures("made")
def test_each_with_its_number_and_how_it_fares(kindling: Any) -> None:
    told = kindling("recordings").output
    assert told.split()[:2] == ["7", "tuesday-call-2026-11-24"]
    assert "Tuesday call, November 24  a call, 3 plays" in told
    assert "by phone, 0 plays, for a group, from " in told
    assert "taken back" in told
    assert told.count("/listen/") == 3
    assert "A take of" in told
    assert "could not be fetched: Twilio answered 404." in told


@pytest.mark.usefixtures("made")
def test_the_same_for_scripts(kindling: Any) -> None:
    told = json.loads(kindling("recordings", "--json").output)
    assert [(row["number"], row["source"], row["out"]) for row in told["recordings"]] == [
        (7, "call", True),
        (8, "phone", False),
        (9, "file", False),
    ]
    assert "/listen/" in told["recordings"][0]["link"]
    assert told["failed"][0]["why"] == "Twilio answered 404."


def test_none_yet(kindling: Any) -> None:
    assert "There are no recordings." in kindling("recordings").output
