"""HERE puts right what was not seen, for two days after a call, kindly and once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import attendance, occurrences
from engine.models import Attendance, Event, Leg, Occurrence, Room
from engine.published import live

CALL = "start:\n  call:\n    every: sunday 7pm\n    timezone: America/Chicago\n    lasts: 45 minutes\nsteps:\n  - at: 15 minutes before\n    send: glad\n"
DAY = timedelta(days=1)


@pytest.fixture
def sunday(make_town: Callable[..., Any]) -> tuple[Any, Occurrence]:
    """A town on Monday afternoon, and yesterday's call."""
    town = make_town(**{"workflows/sunday-call.yaml": CALL})
    starts = town.now - timedelta(hours=20)
    row = Occurrence.create(
        workflow="sunday-call",
        revision=live().workflows["sunday-call"].revision_id,
        key="2026-11-22",
        starts_at=starts,
        ends_at=starts + timedelta(minutes=45),
        state="over",
        counted_at=starts + timedelta(hours=1),
        attendance_known=True,
    )
    return town, row


def test_here_is_noted_and_answered(sunday: tuple[Any, Occurrence], cast: SimpleNamespace) -> None:
    town, call = sunday
    assert town.text(cast.amy, "I was on!") == "here"
    assert Attendance.get().__data__ | {"id": 0} == {
        "id": 0,
        "occurrence": call.id,
        "member": cast.amy.id,
        "address": "",
        "seconds": 0,
        "joins": 0,
        "first_at": None,
        "last_at": None,
        "how": "said",
    }
    assert "Now we know you were on the call" in town.told(cast.amy)[-1]
    assert town.text(cast.amy, "here") == "here"
    assert "already" in town.told(cast.amy)[-1]
    assert town.text(cast.carla, "Aquí estuve") == "here"
    assert "Ya sabemos" in town.told(cast.carla)[-1]
    assert Attendance.select().count() == 2


def test_who_was_seen_is_told_so(sunday: tuple[Any, Occurrence], cast: SimpleNamespace) -> None:
    town, call = sunday
    Attendance.create(occurrence=call, member=cast.amy, seconds=60)
    assert town.text(cast.amy, "HERE") == "here"
    assert "already" in town.told(cast.amy)[-1]
    assert Attendance.select().count() == 1


def test_while_the_call_goes_on_it_counts_and_outlives_the_count(
    sunday: tuple[Any, Occurrence], cast: SimpleNamespace
) -> None:
    town, call = sunday
    now = town.now
    times = {"starts_at": now - DAY / 24, "ends_at": now + DAY / 24, "state": "open", "counted_at": None}
    Occurrence.update(attendance_known=False, **times).where(Occurrence.id == call.id).execute()
    room = Room.create(occurrence=call, name="r", opened_at=now)
    Leg.create(
        call_sid="CA1",
        occurrence=call,
        room=room,
        member=cast.rosa,
        role="leader",
        entered_at=now,
        joined_at=now,
    )
    assert town.text(cast.rosa, "here") == "here"
    assert "already" in town.told(cast.rosa)[-1]
    assert town.text(cast.amy, "here") == "here"
    Occurrence.update(state="over", ended_at=now + DAY / 24).where(Occurrence.id == call.id).execute()
    attendance.drain(town.kit, now + DAY / 24 + timedelta(hours=6))
    assert {row.member_id: row.how for row in Attendance.select()} == {
        cast.amy.id: "said",
        cast.rosa.id: "line",
    }


def test_outside_its_time_it_is_an_ordinary_word(
    sunday: tuple[Any, Occurrence], cast: SimpleNamespace, make_town: Callable[..., Any]
) -> None:
    town, call = sunday
    Occurrence.update(starts_at=call.starts_at - 2 * DAY, ends_at=call.ends_at - 2 * DAY).execute()
    assert town.text(cast.amy, "here") == "person"
    assert Attendance.select().count() == 0


def test_a_cancelled_call_and_one_to_come_are_not_meant(
    sunday: tuple[Any, Occurrence], cast: SimpleNamespace
) -> None:
    town, _ = sunday
    Occurrence.update(state="cancelled").execute()
    assert attendance.call_meant(town.now) is None
    Occurrence.update(state="planned", starts_at=town.now + DAY, ends_at=town.now + DAY).execute()
    assert attendance.call_meant(town.now) is None


def test_a_managers_word_is_theirs(make_town: Callable[..., Any], cast: SimpleNamespace, sunday: Any) -> None:
    town = make_town(
        **{
            "workflows/sunday-call.yaml": CALL,
            "workflows/here.yaml": "start: text HERE\nsteps:\n  - send: glad\n",
        }
    )
    town.counted = 100
    assert town.text(cast.amy, "here") == "keyword"


def test_here_at_a_meeting_is_noted_and_reported(
    make_town: Callable[..., Any], cast: SimpleNamespace
) -> None:
    meeting = CALL.replace("call:", "meeting:").replace(
        "every: sunday 7pm", "at: 2026-11-23 2pm\n    where: The Hall"
    )
    town = make_town(**{"workflows/candles.yaml": meeting})
    occurrences.plan(live(), town.now - timedelta(hours=2))
    assert town.text(cast.amy, "I'm at the workshop") == "here"
    assert town.text(cast.amy, "HERE") == "here"
    assert "glad that you are with us" in town.told(cast.amy)[-1]
    assert town.text(cast.bob, "I'm at the hospital") != "here"
    assert [(row.member_id, row.how) for row in Attendance.select()] == [(cast.amy.id, "said")]
    assert [row.name for row in Event.select()] == ["attended-candles"]
