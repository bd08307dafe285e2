"""`kindling invite`."""

from __future__ import annotations

import json
from typing import Any

import pytest

from engine.models import Delivery, Invitation, Member
from engine.now import machine_now


@pytest.fixture
def amy(kindling: Any) -> Member:
    kindling("publish")
    return Member.create(name="Amy Lee", timezone="America/Chicago", joined_at=machine_now())


def test_the_word_the_page_and_the_poster(kindling: Any, amy: Member) -> None:
    told = json.loads(kindling("invite", "Amy", "--json").output)
    assert told["word"] == Invitation.get().code.upper()
    assert told["word"].startswith("AMY")
    assert told["page"].endswith(f"/join/{told['word']}")
    assert "/poster/" in told["poster"]
    assert told["brought"] == 0
    plain = kindling("invite", "Amy").output
    assert plain.startswith("Come and join us at The Tuesday Team!")
    assert "a poster to print" in plain
    assert (Invitation.select().count(), Delivery.select().count()) == (1, 0)


def test_a_stranger_invites_nobody(kindling: Any, amy: Member) -> None:
    Member.update(how="stranger").execute()
    assert "is no member" in kindling("invite", amy.public_id, code=1).stderr
