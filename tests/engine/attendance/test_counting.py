"""A call is counted once, from what came and what the provider says when asked, or it is said that nobody knows."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from engine.models import Attendance, Occurrence, Room, RoomEvent, Trace
from engine.models.phone import BRIDGE, GUEST, MEMBER
from tests.engine.attendance.conftest import CALL, COUNTED, END, START, Line
from tests.engine.attendance.rooms import attend, enter, heard, leave, over

MINUTE = timedelta(minutes=1)


def close(line: Line) -> None:
    over(line.call, END)
    Occurrence.update(state="over", ended_at=END).where(Occurrence.id == line.call.id).execute()


def test_who_was_there_from_when_to_when_how_often(line: Line, cast: SimpleNamespace) -> None:
    rosa = attend(line.call, cast.rosa, "CA1", START)
    amy = attend(line.call, cast.amy, "CA2", START + MINUTE, role=MEMBER)
    leave(amy, START + 5 * MINUTE)
    heard(line.call, "participant-join", START + 6 * MINUTE, "CA2")
    leave(amy, START + 10 * MINUTE)
    again = attend(line.call, cast.amy, "CA3", START + 20 * MINUTE, role=MEMBER)
    leave(again, START + 30 * MINUTE)
    leave(rosa, END)
    close(line)
    assert line.count(COUNTED - timedelta(seconds=1)).handled == 0
    line.count()
    there = line.there()
    assert set(there) == {cast.rosa.id, cast.amy.id}
    row = there[cast.amy.id]
    assert (row.first_at, row.last_at) == (START + MINUTE, START + 30 * MINUTE)
    assert (row.joins, row.seconds, row.how) == (2, 18 * 60, "line")
    call = line.counted
    assert (call.attendance_known, call.unnamed, call.counted_at) == (True, 0, COUNTED)
    assert line.provider.asked_about == []
    line.count(COUNTED + MINUTE)
    assert Attendance.select().count() == 2


def test_only_what_was_lost_is_asked_by_the_providers_own_clock(line: Line, cast: SimpleNamespace) -> None:
    rosa = attend(line.call, cast.rosa, "CA1", START)
    leave(rosa, END)
    attend(line.call, cast.amy, "CA2", START, role=MEMBER)  # its leave was lost
    enter(line.call, cast.bob, "CA3", START + MINUTE, role=MEMBER)  # both were
    enter(line.call, cast.tom, "CA4", START + MINUTE, role=MEMBER)  # never was in
    line.ended("CA2", START + 7 * MINUTE)
    line.ended("CA3", START + 9 * MINUTE)
    line.ended("CA4", START + MINUTE)
    close(line)
    line.count()
    assert sorted(line.provider.asked_about) == ["CA2", "CA3", "CA4"]
    there = line.there()
    assert set(there) == {cast.rosa.id, cast.amy.id, cast.bob.id}
    second = timedelta(seconds=1)
    assert abs((there[cast.amy.id].last_at or END) - (START + 7 * MINUTE)) < second
    assert abs((there[cast.bob.id].last_at or END) - (START + 9 * MINUTE)) < second
    assert line.counted.attendance_known


def test_callers_without_a_name_are_counted_once_and_bridges_never(line: Line, cast: SimpleNamespace) -> None:
    for sid, who, role, address in (
        ("CA1", cast.rosa, "leader", ""),
        ("CA2", None, GUEST, "+13125550177"),
        ("CA3", None, GUEST, "+13125550177"),  # redialled
        ("CA4", None, GUEST, "anonymous"),
        ("CA5", None, GUEST, ""),
        ("CA6", None, BRIDGE, "+13125550199"),
    ):
        leave(attend(line.call, who, sid, START, role=role, address=address), END)
    Room.update(bridge_sid="CA7").execute()
    for sid in ("CA7", "CA8"):  # the other end of the bridge; and one of which we know nothing else
        heard(line.call, "participant-join", START, sid)
        heard(line.call, "participant-leave", END, sid)
    close(line)
    line.count()
    assert line.counted.unnamed == 4
    assert {row.address for row in Attendance.select().where(Attendance.member.is_null())} == {
        "+13125550177",
        "CA4",
        "CA5",
        "CA8",
    }


def test_a_provider_that_is_away_is_asked_again_until_nobody_can_say(
    line: Line, cast: SimpleNamespace
) -> None:
    attend(line.call, cast.rosa, "CA1", START)
    close(line)
    line.provider.away = True
    assert line.count().handled == 0
    line.provider.away = False
    assert line.count(COUNTED + MINUTE).handled == 0  # not so soon
    assert line.counted.counted_at is None
    line.provider.away = True
    line.count(COUNTED + 10 * MINUTE)
    line.count(END + timedelta(hours=6))
    call = line.counted
    assert (call.counted_at, call.attendance_known) == (END + timedelta(hours=6), False)
    assert set(line.there()) == {cast.rosa.id}  # she was, whoever else was
    line.town.go(END + timedelta(hours=7))
    whys = {row.detail["why"] for row in Trace.select().where(Trace.outcome == "left out")}
    assert whys == {"it is not known who was on the call"}


def test_when_it_is_back_the_call_is_counted(line: Line, cast: SimpleNamespace) -> None:
    attend(line.call, cast.rosa, "CA1", START)
    close(line)
    line.provider.away = True
    line.count()
    line.provider.away = False
    line.ended("CA1", END, COUNTED + 5 * MINUTE)
    line.count(COUNTED + 5 * MINUTE)
    assert line.counted.attendance_known


def test_what_was_asked_is_kept_from_drain_to_drain(
    line: Line, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.attendance.asking.MOST", 2)
    for number in range(5):
        attend(line.call, cast.rosa, f"CA{number}", START)
        line.ended(f"CA{number}", END)
    close(line)
    assert [line.count().more for _ in range(3)] == [True, True, False]
    assert sorted(line.provider.asked_about) == [f"CA{number}" for number in range(5)]
    assert line.counted.attendance_known
    assert RoomEvent.select().where(RoomEvent.event == "looked-up").count() == 5


def test_a_call_that_nobody_led_was_not_held(line: Line, cast: SimpleNamespace) -> None:
    leave(attend(line.call, cast.amy, "CA1", START, role=MEMBER), END)
    close(line)
    line.count()
    assert (line.counted.attendance_known, set(line.there())) == (False, {cast.amy.id})
    line.town.go(END + timedelta(hours=2))
    assert {row.detail["why"] for row in Trace.select().where(Trace.outcome == "left out")} == {
        "the call was not held"
    }
    assert not {"thanks", "missed"} & set(line.town.texts())


def test_what_follows_waits_for_the_count(line: Line, cast: SimpleNamespace) -> None:
    attend(line.call, cast.rosa, "CA1", START)
    close(line)
    line.town.now = END + timedelta(hours=2)  # nobody could be asked
    line.town.settle()
    assert not {"thanks", "missed"} & set(line.town.texts())
    line.ended("CA1", END, END + timedelta(hours=3))
    line.count(END + timedelta(hours=3))
    line.town.settle()
    assert line.town.texts("+13125550100").count("thanks") == 1
    assert line.town.texts().count("missed") == 3  # Amy, Bob and Carla; Tom reads mail


def test_a_call_on_an_outside_bridge_stays_unknown(cast: SimpleNamespace, line: Line) -> None:
    line.town.publish(call=CALL.replace("    host:", "    number: +13125550111\n    host:"))
    line.town.go(START + timedelta(days=8))
    call = Occurrence.get(Occurrence.key == "2026-12-01")
    assert (call.attendance_known, call.counted_at is None) == (False, False)
