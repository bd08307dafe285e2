"""What is said on the phone, all the way: recorded, reported, fetched with our key, kept, and heard by whom it is for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import requests

from engine import pins, runner
from engine.models import Recording, Sound
from engine.models.db import transaction
from engine.now import machine_now
from engine.recovery import recover
from tests.engine.phone.telephone import words
from tests.river.conftest import River
from tests.river.phones import AMY, BOB, ROSA, STRANGER, Phone, dial, settle
from tests.river.test_judge import problems

SEVEN = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)  # Tuesday at seven in Chicago


def ring(river: River, number: str) -> Phone:
    """Ring and listen to the menu."""
    phone = Phone(river, number, river.sandbox.dial(number))
    settle(river)
    return phone


def say(phone: Phone, words: str, seconds: int = 4) -> None:
    phone.river.sandbox.record(phone.sid, words, seconds)
    settle(phone.river)


def enter(phone: Phone, digits: str) -> str:
    """Enter a number as a whole; what is heard then."""
    before = len(phone.call["heard"])
    phone.river.sandbox.press(phone.sid, digits)
    settle(phone.river)
    return " ".join(phone.call["heard"][before:])


def linked(text: str) -> str:
    return next(word.strip("()") for word in text.split() if "/listen/" in word)


def test_a_message_reaches_the_host_with_a_link_that_plays(river: River, cast: SimpleNamespace) -> None:
    amy = ring(river, AMY)
    amy.press("0")
    say(amy, "I would love to lead one day", seconds=7)
    (told,) = [text for text in river.texts(ROSA) if "voice message" in text]
    assert "Amy (#1): (left a voice message, 7 seconds: " in told
    page = requests.get(linked(told), timeout=5)
    assert "<audio controls" in page.text
    sound = requests.get(f"{linked(told)}/audio", timeout=5)
    assert (sound.headers["Content-Type"], sound.content[:4]) == ("audio/wav", b"RIFF")
    assert (
        requests.get(river.sandbox.recordings()[0].get("url") or Sound.get().url, timeout=5).status_code
        == 401
    )


@pytest.mark.parametrize(("keys", "said"), [("81", "told of a win"), ("82", "asked a question")])
def test_a_win_and_a_question_are_called_so(
    river: River, cast: SimpleNamespace, keys: str, said: str
) -> None:
    amy = ring(river, AMY)
    amy.press(keys)
    say(amy, "My first one")
    assert any(f"({said} by phone, " in text for text in river.texts(ROSA))


def test_a_strangers_message_reaches_the_host_alone(river: River, cast: SimpleNamespace) -> None:
    stranger = ring(river, STRANGER)
    stranger.press("0")
    say(stranger, "Who are you?")
    assert any("voice message" in text for text in river.texts(ROSA))
    assert Recording.select().where(Recording.source != "file").count() == 0


@pytest.fixture
def pin(river: River, cast: SimpleNamespace) -> str:
    with transaction():
        return pins.new_pin(cast.rosa, river.kit.settings, river.now)


def test_a_leader_records_and_everybody_hears_it(river: River, cast: SimpleNamespace, pin: str) -> None:
    rosa = ring(river, ROSA)
    rosa.press("*")
    assert words("manage_hello", who="Rosa") in enter(rosa, pin)
    rosa.press("1")
    say(rosa, "Good morning everybody", seconds=20)
    rosa.press("3")
    assert "/listen/message/" in str(rosa.call["lines"])
    rosa.press("1")
    rosa.river.sandbox.silence(rosa.sid)
    rosa.press("1")
    assert words("take_out", number=7, whom=words("take_everyone")) in rosa.press("1")
    made = Recording.get(Recording.source == "phone")
    amy = ring(river, AMY)
    assert made.title in amy.press("2")
    assert Recording.get_by_id(made.id).plays == 1


def test_a_spoofed_host_gets_nowhere(river: River, cast: SimpleNamespace, pin: str) -> None:
    liar = Phone(river, ROSA, river.sandbox.dial(ROSA, attested=False))
    liar.press("*")
    wrong = "000000" if pin != "000000" else "111111"
    for _ in range(3):
        heard = enter(liar, wrong)
    assert words("pin_locked", minutes=15) in heard
    again = Phone(river, ROSA, river.sandbox.dial(ROSA, attested=False))
    again.press("*")
    assert words("pin_locked", minutes=15) in again.heard
    assert Recording.select().where(Recording.source == "phone").count() == 0


def test_a_recorded_call_is_heard_by_those_who_missed_it(river: River, cast: SimpleNamespace) -> None:
    with transaction():  # only whoever has been on a call before is told that they were missed
        runner.report(cast.bob, "attended-tuesday-call", "last week", river.now)
    river.until(SEVEN - timedelta(minutes=1))
    rosa, amy = dial(river, ROSA), dial(river, AMY)
    river.until(SEVEN + timedelta(minutes=30))
    amy.hang_up()
    rosa.hang_up()
    river.until(SEVEN + timedelta(minutes=70))
    settle(river)
    made = Recording.get(Recording.source == "call")
    assert (made.name, made.title) == ("tuesday-call-2026-11-24", "Tuesday call, November 24")
    river.wait(hours=20)
    settle(river)
    links = [linked(text) for text in river.texts(BOB) if "/listen/" in text]
    assert links
    assert made.title in requests.get(links[-1], timeout=5).text
    assert requests.get(f"{links[-1]}/audio", timeout=5).content[:4] == b"RIFF"


def test_what_is_asked_about_recordings_is_judged(judge: Any, river: River, cast: SimpleNamespace) -> None:
    """All but the sound itself, which is no part of the provider's specification."""
    amy = ring(river, AMY)
    amy.press("0")
    say(amy, "Hello")
    for minutes in (0, 16):
        recover(river.kit, now=river.now, machine_now=machine_now() + timedelta(minutes=minutes))
    captured = river.sandbox.captured()
    assert any("/Recordings.json" in one["path"] for one in captured)
    documented = [one for one in captured if not one["path"].endswith(".mp3")]
    assert problems(judge, documented) == []
