"""The evening the host is ill: real texts, a phone that really rings, keys, and a call that somebody leads."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import rooms
from engine.models import Member, Occurrence, StandIn
from tests.river.conftest import River
from tests.river.phones import AMY, BOB, ROSA, Phone, dial, settle
from tests.river.test_judge import problems

SEVEN = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)  # Tuesday at seven in Chicago
BEA = "+13125550161"


@pytest.fixture
def evening(river: River, cast: SimpleNamespace, make_member: Callable[..., Member]) -> River:
    """Tuesday, twenty minutes before seven; Bea may stand in, and after her Bob."""
    make_member("Bea Ray", phone=BEA, tags=("leader",))
    Occurrence.update(led_by=None).execute()
    river.until(SEVEN - timedelta(minutes=20))
    return river


def call_of(river: River) -> Occurrence:
    found: Occurrence = Occurrence.select().order_by(Occurrence.starts_at).first()
    return found


def asked() -> list[tuple[str, str]]:
    rows = StandIn.select(StandIn, Member).join(Member).order_by(StandIn.position)
    return [(row.member.name, row.state) for row in rows]


def sick(river: River) -> None:
    river.text(ROSA, "So sorry, I can't make it tonight")
    word = re.search(r"Text back ([A-Z]+)", river.texts(ROSA)[-1])
    assert word
    river.text(ROSA, word[1].lower())
    river.wait(minutes=0.1)


def test_sick_twenty_minutes_before_and_the_second_takes_it_by_a_key(evening: River, judge: Any) -> None:
    sick(evening)
    assert 'Can you lead "Tuesday call" at 6pm?' in evening.texts(BOB)[-1]
    evening.text(BOB, "No, sorry")
    evening.wait(minutes=0.1)
    assert asked() == [("Bob Stone", "no"), ("Bea Ray", "texted")]
    assert 'Can you lead "Tuesday call" at 7pm?' in evening.texts(BEA)[-1]
    while (ringing := evening.sandbox.ringing(BEA)) is None:
        evening.wait(minutes=1)
        assert evening.now < SEVEN
    phone = Phone(evening, BEA, ringing)
    evening.sandbox.answer(ringing)
    settle(evening)
    assert "Can you lead it?" in phone.heard
    assert "If you can, press 1." in phone.heard
    phone.press("1")
    evening.wait(minutes=0.1)
    assert asked() == [("Bob Stone", "no"), ("Bea Ray", "yes")]
    assert 'Bea leads "Tuesday call" at 7pm' in evening.texts(ROSA)[-1]
    assert "your PIN for this call" in " ".join(evening.texts(BEA))
    evening.until(SEVEN - timedelta(minutes=1))
    dial(evening, BEA)
    assert rooms.leader_present(call_of(evening), evening.now)
    assert problems(judge, evening.sandbox.captured()) == []


def test_a_stand_in_leads_from_another_phone_by_the_pin_of_the_text(evening: River) -> None:
    sick(evening)
    evening.text(BOB, "YES")
    evening.wait(minutes=0.1)
    pin = re.search(r"PIN for this call: (\d{6})", " ".join(evening.texts(BOB)))
    assert pin
    evening.until(SEVEN - timedelta(minutes=1))
    phone = dial(evening, BOB, attested=False)
    assert not rooms.leader_present(call_of(evening), evening.now)
    assert "PIN" in phone.press("**")
    evening.sandbox.press(phone.sid, pin[1])
    settle(evening)
    assert rooms.leader_present(call_of(evening), evening.now)


def test_nobody_takes_it_and_everybody_hears_so(evening: River) -> None:
    sick(evening)
    evening.text(BOB, "no")
    evening.wait(minutes=0.1)
    evening.text(BEA, "no")
    evening.wait(minutes=0.1)
    assert evening.now < SEVEN
    assert call_of(evening).cover == "nobody"
    assert 'We found nobody to lead "Tuesday call" at 7pm' in evening.texts(ROSA)[-1]
    evening.until(SEVEN + timedelta(minutes=1))
    amy = dial(evening, AMY)
    assert amy.heard


def test_a_leader_whose_line_drops_is_the_leader_again_or_replaced(evening: River) -> None:
    evening.text(ROSA, "ON")
    evening.until(SEVEN - timedelta(minutes=1))
    dial(evening, AMY)
    rosa = dial(evening, ROSA)
    evening.until(SEVEN + timedelta(minutes=5))
    rosa.hang_up()
    evening.wait(minutes=2)
    again = dial(evening, ROSA)
    assert rooms.leader_present(call_of(evening), evening.now)
    evening.wait(minutes=3)
    assert asked() == []
    again.hang_up()
    evening.wait(minutes=3.5)
    assert [state for _, state in asked()] == ["texted"]
    assert "is on right now and nobody is leading it" in evening.texts(BOB)[-1]
