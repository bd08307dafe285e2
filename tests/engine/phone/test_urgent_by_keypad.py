"""What is urgent by keypad: words to everybody, a crisis, no call, the score; each said with its count and price."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace

import pytest

from engine import fanout
from engine.channels import Kit
from engine.models import Address, Audit, Delivery, Instruction, Member, Occurrence, Recording
from engine.phone.script import Ask, Play, Record
from engine.published import live
from tests.engine.phone.at_desk import AtDesk, desk, kit, sit
from tests.engine.phone.telephone import words

__all__ = ["desk", "kit", "sit"]  # fixtures


def sent(now: datetime) -> dict[str, list[str]]:
    """By the part of what was queued: to whom."""
    fanout.drain(now)
    rows = Delivery.select().where(Delivery.cause.startswith("instruction:")).order_by(Delivery.id)
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.part, []).append(row.member.name)
    return found


def audited() -> list[str]:
    return [row.did for row in Audit.select().order_by(Audit.id) if ": " in row.did]


def test_the_menu_is_short_and_leads_back(desk: AtDesk) -> None:
    desk.press("4")
    for key in ("urgent_tell", "urgent_crisis", "urgent_off", "urgent_score", "urgent_back"):
        assert words(key) in desk.said
    assert words("manage_menu") in desk.press("0").said


def test_words_to_everybody_as_a_text_with_their_link_and_as_a_call_to_those_who_take_calls(
    desk: AtDesk, kit: Kit, cast: SimpleNamespace, now: datetime
) -> None:
    Member.update(prefers="phone").where(Member.id == cast.bob.id).execute()
    record = desk.press("4", "1", "1").act(Record)
    assert (record.kind, record.most_seconds) == ("take", 180)
    desk.record(kit)
    assert desk.act(Play)
    assert "It goes to 4 people, about $0." in desk.heard
    assert Recording.select().count() == 0
    desk.press("1")
    assert words("urgent_going", people="4 people") in desk.heard
    assert set(desk.call.bells) >= {"fanout", "urgent"}
    assert sent(now) == {"any": ["Amy Lee", "Tom Sato", "Carla Ruiz"], "phone": ["Bob Stone"]}
    made = Recording.get()
    english, spanish = (
        Delivery.get(Delivery.member == cast.amy.id),
        Delivery.get(Delivery.member == cast.carla.id),
    )
    assert english.body.startswith("Rosa left you a message. Hear it here: https://kindling.example/listen/")
    assert spanish.body.startswith("Hay un mensaje de Rosa para ti. Escucha:")
    assert Delivery.get(Delivery.member == cast.bob.id).message == made.name
    assert audited() == ["confirmed by phone: tell", "done: tell"]


def test_to_a_group(desk: AtDesk, kit: Kit, now: datetime) -> None:
    desk.press("4", "1", "2").record(kit)
    assert "1 person" in desk.heard
    desk.press("1")
    assert sent(now) == {"any": ["Bob Stone"]}
    assert Instruction.get().detail["order"] == "TELL LEADER"


def test_heard_again_made_again_and_left(desk: AtDesk, kit: Kit) -> None:
    desk.press("4", "1", "1").record(kit, 1)
    desk.press("3")
    assert desk.act(Play)
    desk.press("2")
    desk.record(kit, 2)
    desk.press("4")
    assert words("urgent_left") in desk.heard
    assert (Instruction.select().count(), Recording.select().count()) == (0, 0)


def test_whoever_hangs_up_or_says_nothing_sends_nothing(desk: AtDesk, kit: Kit) -> None:
    desk.press("4", "1", "1").record(kit)
    desk.fall_silent()
    assert words("urgent_left") in desk.heard
    assert (Instruction.select().count(), Recording.select().count()) == (0, 0)


def test_a_crisis_reaches_everybody_and_landlines_ring(
    desk: AtDesk, kit: Kit, cast: SimpleNamespace, now: datetime
) -> None:
    Address.update(kind="landline").where(Address.member == cast.bob.id).execute()
    desk.press("4", "2").record(kit)
    assert "by every way we have" in desk.heard
    desk.press("1")
    assert sent(now)["phone"] == ["Bob Stone"]
    rows = Delivery.select().where(Delivery.cause.startswith("instruction:"))
    assert {row.kind for row in rows} == {"crisis"}
    assert {row.lane for row in rows} == {0}


def test_the_same_key_twice_is_one_order(desk: AtDesk, kit: Kit, now: datetime) -> None:
    desk.press("4", "1", "1").record(kit)
    ask = desk.act(Ask)
    desk.press("1")
    desk.at(ask.next, digits="1")
    assert Instruction.select().count() == 1
    assert len(sent(now)["any"]) == 4


def test_the_score_is_heard(desk: AtDesk) -> None:
    assert "5 members, 5 joined this week" in desk.press("4", "4").heard


def test_no_call_is_coming_up(desk: AtDesk) -> None:
    assert words("urgent_off_none") in desk.press("4", "3").heard


def test_a_second_person_is_texted(
    sit: Callable[..., AtDesk],
    kit: Kit,
    cast: SimpleNamespace,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    strict = replace(live(), community=replace(live().community, second_person=2))
    monkeypatch.setattr("engine.phone.call.live", lambda: strict)
    desk = sit()
    Member.update(role="manager").where(Member.id == cast.amy.id).execute()
    desk.press("4", "1", "1").record(kit)
    desk.press("1")
    assert words("urgent_second", names="Amy") in desk.heard
    assert sent(now) == {"text": ["Amy Lee"]}
    assert Instruction.get().state == "second"


def test_the_next_call_is_called_off_after_one_more_key(
    sit: Callable[..., AtDesk], tuesday: Occurrence, now: datetime
) -> None:
    desk = sit()
    desk.press("4", "3")
    assert "The next call is " in desk.heard
    assert "4 people will be told, about $0." in desk.heard
    desk.press("2")
    assert words("urgent_left") in desk.heard
    desk.press("4", "3", "1")
    assert words("urgent_off_done", people="4 people") in desk.heard
    assert Occurrence.get_by_id(tuesday.id).state == "cancelled"
    assert sorted(sent(now)["any"]) == ["Amy Lee", "Bob Stone", "Carla Ruiz", "Tom Sato"]
