"""The PIN: it leads its owner to what they look after; a caller's number alone never does, and guessing is stopped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import pins, rooms
from engine.models import Delivery, Member, Occurrence
from engine.models.db import transaction
from engine.phone.script import Ask, Enter, Go, HangUp
from engine.phone.words import spoken
from tests.engine.phone.telephone import SETTINGS, Line, words

ROSA, UNKNOWN = "+13125550100", "+13125550177"


@pytest.fixture
def pin(db: str, now: Any) -> Callable[[Member], str]:
    def make(member: Member) -> str:
        with transaction():
            return pins.new_pin(member, SETTINGS, now)

    return make


def test_star_at_the_menu_asks_for_it(ring: Callable[..., Line], cast: SimpleNamespace) -> None:
    line = ring(number=ROSA).presses("*")
    assert words("pin_ask") in line.said
    assert line.act(Ask).digits == pins.DIGITS


def test_it_leads_a_host_to_the_desk_from_any_phone(
    ring: Callable[..., Line], cast: SimpleNamespace, pin: Callable[[Member], str]
) -> None:
    digits = pin(cast.rosa)
    for number in (ROSA, UNKNOWN, cast.amy.addresses.first().value):
        line = ring(number=number, attested=False).presses("*").presses(digits)
        assert words("manage_hello", who="Rosa") in line.said


def test_the_hosts_number_alone_opens_nothing(ring: Callable[..., Line], cast: SimpleNamespace) -> None:
    line = ring(number=ROSA, attested=True)
    for state in ("manage", "manage/menu", "manage/record", f"manage/menu?member={'0' * 32}"):
        assert words("pin_ask") in line.at(state).said, state


def test_a_members_pin_has_nothing_to_look_after(
    ring: Callable[..., Line], cast: SimpleNamespace, pin: Callable[[Member], str]
) -> None:
    line = ring().presses("*").presses(pin(cast.amy))
    assert words("pin_nothing", who="Amy") in line.said
    assert line.script.acts[-1] == Go("menu")
    assert words("pin_ask") in line.at(f"manage/record?member={cast.amy.public_id}").said


@pytest.mark.parametrize("column", ["host", "led_by"])
def test_who_only_leads_a_coming_call_has_no_desk(
    ring: Callable[..., Line],
    cast: SimpleNamespace,
    pin: Callable[[Member], str],
    tuesday: Occurrence,
    column: str,
) -> None:
    """What is recorded there reaches everybody, and anything can be taken back: a stand-in leads their call."""
    Occurrence.update(**{column: cast.amy.id}).execute()
    line = ring().presses("*").presses(pin(cast.amy))
    assert words("pin_early", who="Amy") in line.said
    assert line.script.acts[-1] == Go("menu")
    for step in ("", "/menu", "/record", "/back", "/sure?number=1"):
        joined = "&" if "?" in step else "?"
        assert words("pin_ask") in line.at(f"manage{step}{joined}member={cast.amy.public_id}").said, step


def test_whoever_lost_the_role_is_out(
    ring: Callable[..., Line], cast: SimpleNamespace, pin: Callable[[Member], str]
) -> None:
    line = ring(number=ROSA).presses("*").presses(pin(cast.rosa)).waits()
    Member.update(role="").where(Member.id == cast.rosa.id).execute()
    assert words("pin_ask") in line.presses("1").said


def test_three_wrong_ones_lock_the_caller_for_a_while(
    ring: Callable[..., Line], cast: SimpleNamespace, pin: Callable[[Member], str], now: Any
) -> None:
    digits = pin(cast.rosa)
    wrong = "000000" if digits != "000000" else "000001"
    line = ring(number=ROSA).presses("*")
    assert words("pin_wrong") in line.presses(wrong).said
    line.presses(wrong).presses(wrong)
    assert words("pin_locked", minutes=15) in line.said
    again = ring(number=ROSA).presses("*")
    assert words("pin_locked", minutes=15) in again.said
    assert words("manage_hello", who="Rosa") not in again.at("pin/said?asked=1", digits=digits).said
    later = ring(number=ROSA, now=now + timedelta(minutes=16)).presses("*")
    assert words("manage_hello", who="Rosa") in later.presses(digits).said


def test_many_wrong_ones_from_many_phones_lock_everybody(
    ring: Callable[..., Line], cast: SimpleNamespace, now: Any
) -> None:
    for caller in range(pins.EVERYBODY.most):
        pins.wrong(f"+1312555{caller:04}", now)
    assert words("pin_locked", minutes=60) in ring(number=ROSA).presses("*").said


def test_a_locked_callers_tries_lock_nobody_else(
    ring: Callable[..., Line], cast: SimpleNamespace, pin: Callable[[Member], str], now: Any
) -> None:
    digits = pin(cast.rosa)
    wrong = "000000" if digits != "000000" else "000001"
    for _ in range(pins.EVERYBODY.most + 1):
        ring(number=UNKNOWN).at("pin/said?asked=1", digits=wrong)
    assert pins.locked(UNKNOWN, now) is not None
    assert pins.shut(now) is None
    assert words("manage_hello", who="Rosa") in ring(number=ROSA).presses("*").presses(digits).said


def test_who_looks_after_the_line_is_told_once_a_day_that_somebody_tries_pins(
    ring: Callable[..., Line], cast: SimpleNamespace, pin: Callable[[Member], str], now: Any
) -> None:
    Member.update(role="manager", language="es").where(Member.id == cast.bob.id).execute()
    digits = pin(cast.rosa)
    wrong = "000000" if digits != "000000" else "000001"

    def guess(many: int, at: Any) -> list[str]:
        bells: list[str] = []
        for number in range(many):
            line = ring(number=f"+1312556{number:04}", now=at)
            bells += line.at("pin/said?asked=1", digits=wrong).call.bells
        return bells

    assert "urgent" not in guess(pins.EVERYBODY.most - 1, now)
    assert Delivery.select().count() == 0
    assert "urgent" in guess(1, now)
    told = {row.member_id: (row.kind, row.context["words"]) for row in Delivery.select()}
    assert told == {
        cast.rosa.id: ("person", words("pins_tried", name="Rosa")),
        cast.bob.id: ("person", spoken("pins_tried", "es", name="Bob")),
    }
    guess(pins.EVERYBODY.most, now + timedelta(hours=1))
    assert Delivery.select().count() == 2
    guess(pins.EVERYBODY.most, now + timedelta(days=1))
    assert Delivery.select().count() == 4


def test_a_lock_of_a_day_is_said_in_hours(ring: Callable[..., Line], cast: SimpleNamespace, now: Any) -> None:
    for caller in range(pins.EVERY_DAY.most):
        pins.wrong(f"+1312555{caller:04}", now)
    assert words("pin_locked_long", hours=24) in ring(number=ROSA).presses("*").said


@pytest.mark.parametrize("digits", ["1", "12345", "1234567", "12345*", "①②③④⑤⑥", "hangup"])
def test_what_is_no_pin_is_no_guess(
    ring: Callable[..., Line], cast: SimpleNamespace, now: Any, digits: str
) -> None:
    line = ring(number=ROSA).presses("*")
    for _ in range(2):
        assert words("pin_short") in line.presses(digits).said
    line.presses(digits)
    assert line.script.acts[-1] == Go("menu")
    assert pins.locked(ROSA, now) is None


def test_silence_leads_back_to_the_menu(ring: Callable[..., Line], cast: SimpleNamespace) -> None:
    assert ring(number=ROSA).presses("*").script.acts[-1] == Go("menu")


@pytest.fixture
def on(published: Any, tuesday: Occurrence, cast: SimpleNamespace, now: Any) -> Occurrence:
    """The call is on, and Rosa has it."""
    Occurrence.update(starts_at=now, ends_at=now + timedelta(minutes=45), host=cast.rosa).execute()
    rooms.open_due(now)
    found = rooms.open_call(now)
    assert found is not None
    return found


def test_during_her_call_it_makes_her_its_leader(
    ring: Callable[..., Line], cast: SimpleNamespace, pin: Callable[[Member], str], on: Occurrence
) -> None:
    digits = pin(cast.rosa)
    line = ring(number=UNKNOWN, attested=False).at("pin").presses(digits)
    assert words("room_leads") in line.said
    assert line.act(Enter).starts


def test_no_lock_keeps_the_host_out_who_rings_from_her_own_phone(
    ring: Callable[..., Line], cast: SimpleNamespace, on: Occurrence, now: Any
) -> None:
    """Whoever guesses PINs, even with her number shown, locks PINs alone: a number that is vouched for needs none."""
    for caller in range(pins.EVERY_DAY.most):
        pins.wrong(f"+1312555{caller:04}", now)
    for _ in range(3):
        pins.wrong(ROSA, now)
    line = ring(number=ROSA, attested=True)
    while not any(isinstance(act, Enter) for act in line.script.acts):
        line.waits()
    assert line.act(Enter).starts


def test_during_the_call_silence_leads_back_into_it(
    ring: Callable[..., Line], cast: SimpleNamespace, on: Occurrence
) -> None:
    line = ring(number=ROSA, attested=False).at("pin")
    assert line.script.acts[-1] == Go("room/in")
    line.waits()
    assert not line.act(Enter).starts


def test_a_spoofed_number_never_leads(
    ring: Callable[..., Line], cast: SimpleNamespace, on: Occurrence, pin: Callable[[Member], str]
) -> None:
    pin(cast.rosa)
    line = ring(number=ROSA, attested=False)
    for _ in range(6):
        entered = [act for act in line.script.acts if isinstance(act, Enter)]
        if entered or isinstance(line.script.acts[-1], HangUp):
            break
        line.waits()
    assert [act.starts for act in entered] == [False]
