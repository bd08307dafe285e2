"""Whoever has the role is rung, one after the other, at hours when they may be; else a message is taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import consent
from engine.models import Address, Leg, Member, Occurrence, SpendDay
from engine.phone.script import Connect, HangUp, Record
from engine.wording.prices import call_price

ROSA, BOB, AMY = "+13125550100", "+13035550101", "+13125550142"


@pytest.fixture
def people(cast: SimpleNamespace) -> SimpleNamespace:
    Member.update(role="Leader").where(Member.id == cast.bob.id).execute()
    return cast


def test_one_after_the_other_and_then_a_message(ring: Callable[..., Any], people: SimpleNamespace) -> None:
    line = ring().presses("7")
    connect = line.act(Connect)
    assert (connect.number, connect.caller, connect.seconds) == (ROSA, "+13125550199", 20)
    assert "Rosa" in line.said
    line.at(connect.next, dial_status="no-answer")
    assert line.act(Connect).number == BOB
    line.at(line.act(Connect).next, dial_status="busy")
    assert line.said.startswith("Nobody can come to the phone")
    assert line.waits().act(Record).detail == {"about": "message"}


@pytest.mark.parametrize("status", ["completed", "answered"])
def test_after_a_conversation_it_is_goodbye(
    ring: Callable[..., Any], people: SimpleNamespace, status: str
) -> None:
    line = ring().presses("7")
    line.at(line.act(Connect).next, dial_status=status)
    assert line.script.acts[-1] == HangUp()


def test_nobody_rings_themself(ring: Callable[..., Any], people: SimpleNamespace) -> None:
    assert ring(number=ROSA).presses("7").act(Connect).number == BOB


def test_never_outside_their_hours(ring: Callable[..., Any], people: SimpleNamespace, now: datetime) -> None:
    late = now + timedelta(hours=5, minutes=30)  # 8:30pm in Chicago, 7:30pm in Denver
    assert ring(now=late).presses("7").act(Connect).number == BOB
    assert "Nobody can come" in ring(now=now + timedelta(hours=8)).presses("7").said


def test_nobody_who_stopped_paused_or_has_no_phone_here(
    ring: Callable[..., Any], people: SimpleNamespace, now: datetime
) -> None:
    consent.stop(people.rosa, Address.get(Address.value == ROSA), "text", {}, now)
    assert ring().presses("7").act(Connect).number == BOB
    Member.update(paused_until=now + timedelta(days=1)).where(Member.id == people.bob.id).execute()
    assert "Nobody can come" in ring().presses("7").said


def test_nobody_is_rung_out_of_the_call(
    ring: Callable[..., Any], people: SimpleNamespace, tuesday: Occurrence
) -> None:
    during = tuesday.starts_at
    ring(number=ROSA, now=during).at("room")
    assert ring(now=during).at("ring-people/host").act(Connect).number == ROSA  # not in it yet
    Leg.update(joined_at=during).execute()
    assert "Nobody can come" in ring(now=during).at("ring-people/host").said
    Leg.update(left_at=during).execute()
    assert ring(now=during).at("ring-people/host").act(Connect).number == ROSA


def test_only_where_we_call(published: Callable[..., None], ring: Callable[..., Any], people: Any) -> None:
    published(community="name: T\ntimezone: America/Chicago\ncountries: [CA]\n")
    assert "Nobody can come" in ring().presses("7").said


def test_ringing_is_limited(ring: Callable[..., Any], people: SimpleNamespace) -> None:
    line = ring()
    for _ in range(10):
        assert line.at("ring-people/host").act(Connect)
    assert "Nobody can come" in line.at("ring-people/host").said


def test_what_it_costs_counts_towards_the_days_limit(
    published: Callable[..., None], ring: Callable[..., Any], people: SimpleNamespace, now: datetime
) -> None:
    """Where that is reached a message is taken; on the next day they are rung again."""
    published(community="name: T\ntimezone: America/Chicago\nspend limit: $0.10 a day\n")
    usual = call_price(ROSA, 300).micros
    assert ring().presses("7").act(Connect).number == ROSA
    assert SpendDay.get().micros == usual
    line = ring().presses("7")
    assert line.said.startswith("Nobody can come to the phone")
    assert line.waits().act(Record).detail == {"about": "message"}
    assert SpendDay.get().micros == usual
    assert ring(now=now + timedelta(days=1)).presses("7").act(Connect)


@pytest.mark.parametrize(
    "state", ["ring-people", "ring-people/nobody", "ring-people/host?tried=x,1,2,3,4,5,6"]
)
def test_odd_ways(ring: Callable[..., Any], people: SimpleNamespace, state: str) -> None:
    assert "Nobody can come" in ring().at(state).said
