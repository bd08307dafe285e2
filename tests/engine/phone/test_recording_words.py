"""What callers say is kept and reaches a person; silence is asked about once more."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from engine.models import Inbound, Sound
from engine.phone.script import Ask, HangUp, Record

CALLS = "provider_id != ''"


@pytest.fixture
def line(ring: Callable[..., Any], cast: SimpleNamespace) -> Any:
    return ring()


def left() -> list[Inbound]:
    return [row for row in Inbound.select().order_by(Inbound.id) if row.raw.get("recording")]


@pytest.mark.parametrize(("keys", "about"), [("51", "win"), ("52", "question"), ("0", "message")])
def test_it_is_kept_with_what_it_is(line: Any, cast: SimpleNamespace, keys: str, about: str) -> None:
    for key in keys:
        line.presses(key)
    assert line.act(Record).detail == {"about": about}
    line.speaks(23)
    (row,) = left()
    assert row.member_id == cast.amy.id
    assert (row.raw["about"], row.raw["seconds"], row.raw["recording_sid"]) == (about, "23", "RE" + "5" * 32)
    assert "Rosa will hear it" in line.said
    assert line.act(Ask).next == "menu"
    sound = Sound.get()
    assert (sound.kind, sound.provider_sid, sound.member_id) == ("message", "RE" + "5" * 32, cast.amy.id)
    assert row.raw["listen"] == line.call.links.sound(sound.public_id)
    assert "inbound" in line.call.bells


def test_the_same_words_twice_are_kept_once_and_others_too(line: Any) -> None:
    first = line.presses("0").script
    line.speaks()
    line.script = first
    line.speaks()
    assert len(left()) == 1
    line.script = first
    line.speaks(sid="RE" + "6" * 32)
    assert len(left()) == 2


def test_words_cut_off_by_hanging_up_are_kept(line: Any) -> None:
    record = line.presses("0").act(Record)
    url = "https://api.twilio.com/2010-04-01/Accounts/AC0/Recordings/RE" + "7" * 32
    line.at(record.next, digits="hangup", recording_url=url, seconds=4)
    assert len(left()) == 1


def test_silence_is_asked_about_once_more(line: Any) -> None:
    line.presses("0").waits()
    assert "did not hear anything" in line.said
    line.waits()
    assert "after the tone" in line.said
    line.waits()
    assert line.script.acts[-1] == HangUp()
    assert left() == []


def test_a_strangers_words_are_kept_too(ring: Callable[..., Any]) -> None:
    line = ring(number="anonymous").at("record/question").speaks()
    assert left()[0].from_value == "anonymous"
    assert "get back to you" in line.said


@pytest.mark.parametrize(("key", "role"), [("4", "mentor"), ("5", "leader")])
def test_practice_is_for_a_mentor_unless_the_key_says_another(
    published: Callable[..., None], ring: Callable[..., Any], cast: SimpleNamespace, key: str, role: str
) -> None:
    keys = "keys:\n  4: {record: practice}\n  5: {record: practice, to: leader}\n"
    published(**{"phone-line": keys})
    line = ring()
    assert "To practice what you would say, press 4." in line.said
    line.presses(key)
    assert "A friend asks you" in line.said
    line.speaks(23)
    (row,) = left()
    assert (row.raw["about"], row.raw["role"]) == ("practice", role)
    assert row.raw["listen"] == line.call.links.sound(Sound.get().public_id)
    assert "write back to you" in line.said
