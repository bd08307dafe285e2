"""A host praises by voice: asked whom and what for, handed on as it was understood, or recorded as anybody's words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from engine.models import Inbound
from engine.phone.script import Ask, Record

ROSA = "+13125550100"
WORDS = "Amy for staying late to help me pack."


@pytest.fixture
def line(ring: Any, cast: SimpleNamespace) -> Any:
    return ring(number=ROSA)


def heard() -> list[Inbound]:
    return [row for row in Inbound.select().order_by(Inbound.id) if row.raw.get("about") == "praise"]


def test_what_was_understood_is_handed_on_once(line: Any, cast: SimpleNamespace) -> None:
    line.presses("5")
    assert "To praise somebody, or to share a win, press 1." in line.said
    ask = line.presses("1").act(Ask)
    assert ask.speech
    assert "Whom do you praise" in line.said
    for words in (WORDS, WORDS, "Bob for his pie."):
        line.at(ask.next, speech=words)
        assert "We text you what we understood" in line.said
    assert [(row.text, row.member_id) for row in heard()] == [
        (WORDS, cast.rosa.id),
        ("Bob for his pie.", cast.rosa.id),
    ]
    assert "inbound" in line.call.bells


def test_who_says_nothing_comes_to_the_tone(line: Any) -> None:
    line.presses("5").presses("1").waits()
    assert line.act(Record).detail == {"about": "win"}
    line.speaks()
    assert heard() == []


def test_silence_after_the_tone_is_asked_about_there(line: Any) -> None:
    line.presses("5").presses("1").waits()
    line.waits()
    line.waits()
    assert line.act(Record).detail == {"about": "win"}


def test_members_share_a_win_as_ever(ring: Any, cast: SimpleNamespace) -> None:
    line = ring().presses("5")
    assert "To share a win, press 1." in line.said
    assert line.presses("1").act(Record).detail == {"about": "win"}
    line.at("praised", speech=WORDS)
    assert line.act(Record)
    assert heard() == []
