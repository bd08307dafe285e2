"""`kindling audit`."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from engine.models import Audit, Member
from engine.now import machine_now


@pytest.fixture
def made(kindling: Any) -> None:
    kindling("publish")
    Audit.delete().execute()
    now = machine_now()
    rosa = Member.create(name="Rosa Diaz", timezone="America/Chicago", joined_at=now, role="host")
    Audit.create(at=now - timedelta(days=3), who="the shell", did="sent", about="broadcast:1")
    words = {"people": 212, "words": "Doors open at six."}
    Audit.create(at=now, who=rosa.public_id, did="asked: tell", about="instruction:1", detail=words)


@pytest.mark.usefixtures("made")
def test_who_did_what_and_when(kindling: Any) -> None:
    first, second = kindling("audit").output.splitlines()
    assert first.endswith("the shell  sent         broadcast:1")
    assert "Rosa Diaz  asked: tell  people: 212; words: Doors open at six." in second
    assert kindling("audit", "--within", "1 day").output.count("\n") == 1
    assert "the shell" not in kindling("audit", "--by", "Rosa").output
    assert kindling("audit", "--last", "1").output.count("\n") == 1


@pytest.mark.usefixtures("made")
def test_the_same_for_scripts(kindling: Any) -> None:
    told = json.loads(kindling("audit", "--json").output)
    assert [(one["name"], one["did"]) for one in told] == [("", "sent"), ("Rosa Diaz", "asked: tell")]
    assert told[1]["detail"]["people"] == 212
