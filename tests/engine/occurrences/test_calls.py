"""Calls: reminders at everybody's own time across both changes of the clock, skipped dates, what follows the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from engine import occurrences
from engine.models import CallAnswer, Delivery, Enrollment, Fanout, Member, Occurrence, Trace
from engine.models.db import transaction
from engine.models.sending import REMINDER, STARTED
from engine.published import live
from tests.engine.attendance.rooms import attend, leave
from tests.engine.runner.town import Town

CHICAGO, LONDON, TOKYO, PHOENIX = "America/Chicago", "Europe/London", "Asia/Tokyo", "America/Phoenix"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

CALL = """
start:
  call:
    every: tuesday 7pm
    timezone: America/Chicago
    lasts: 45 minutes
    skip: [2026-12-01]
steps:
  - at: 1 day before at 10am
    send: tomorrow
  - at: 15 minutes before
    send: soon
  - at: 1 hour after the end
    for: attended
    send: thanks
  - at: 1 hour after the end
    for: missed
    send: missed
"""


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def four(db: str, now: datetime, make_member: Callable[..., Member]) -> dict[str, Member]:
    """One member in each of four zones, two of which change their clocks, each on a day of its own."""
    zones = {CHICAGO: "+13125550101", LONDON: "+13125550102", TOKYO: "+13125550103", PHOENIX: "+13125550104"}
    return {
        zone: make_member(zone.rpartition("/")[2], phone=phone, timezone=zone, joined_at=now - 400 * DAY)
        for zone, phone in zones.items()
    }


def left_at(message: str) -> dict[str, datetime]:
    rows = (
        Delivery.select(Delivery, Member).join(Member, on=Delivery.member).where(Delivery.message == message)
    )
    return {row.member.timezone: row.sent_at for row in rows if row.sent_at}


# Chicago changes on 2026-11-01 and 2027-03-14, London on 2026-10-25 and 2027-03-28.
@pytest.mark.parametrize(
    ("since", "tomorrow", "soon"),
    [
        (
            "2026-10-24T00:00",  # London has changed and Chicago has not: there it is Wednesday already
            {CHICAGO: "26T15:00", LONDON: "27T10:00", TOKYO: "27T01:00", PHOENIX: "26T17:00"},
            "2026-10-27T23:45",
        ),
        (
            "2026-10-31T00:00",
            {CHICAGO: "02T16:00", LONDON: "03T10:00", TOKYO: "03T01:00", PHOENIX: "02T17:00"},
            "2026-11-04T00:45",
        ),
        (
            "2027-03-13T00:00",
            {CHICAGO: "15T15:00", LONDON: "16T10:00", TOKYO: "16T01:00", PHOENIX: "15T17:00"},
            "2027-03-16T23:45",
        ),
        (
            "2027-03-27T00:00",
            {CHICAGO: "29T15:00", LONDON: "30T09:00", TOKYO: "30T01:00", PHOENIX: "29T17:00"},
            "2027-03-30T23:45",
        ),
    ],
)
def test_reminders_come_at_everybodys_own_time(
    four: dict[str, Member], since: str, tomorrow: dict[str, str], soon: str
) -> None:
    town = Town(utc(since))
    town.publish(call=CALL)
    town.go(5 * DAY)
    got = {zone: at.strftime("%dT%H:%M") for zone, at in left_at("tomorrow").items()}
    assert got == tomorrow
    assert set(left_at("soon").values()) == {utc(soon)}
    kinds = {(row.message, row.kind) for row in Delivery.select()}
    assert kinds == {("tomorrow", REMINDER), ("soon", REMINDER)}


def test_a_skipped_date_is_silent(four: dict[str, Member]) -> None:
    town = Town(utc("2026-11-27T00:00"))
    town.publish(call=CALL)
    town.go(6 * DAY)
    assert town.texts() == []
    assert Occurrence.get_or_none(Occurrence.key == "2026-12-01") is None
    town.go(6 * DAY)
    assert set(left_at("tomorrow")) == set(four)


def test_a_date_that_is_skipped_later_takes_back_what_waits(four: dict[str, Member]) -> None:
    town = Town(utc("2026-11-23T12:00"))
    town.publish(call=CALL)
    town.settle()
    assert Fanout.select().count() > 0
    town.publish(call=CALL.replace("skip: [", "skip: [2026-11-24, "))
    town.go(3 * DAY)
    assert town.texts() == []
    assert Occurrence.get(Occurrence.key == "2026-11-24").state == "cancelled"


def test_another_time_moves_what_is_still_to_come(four: dict[str, Member]) -> None:
    town = Town(utc("2026-11-23T12:00"))
    town.publish(call=CALL)
    town.settle()
    town.publish(call=CALL.replace("7pm", "5pm"))
    town.go(3 * DAY)
    assert set(left_at("soon").values()) == {utc("2026-11-24T22:45")}


@pytest.mark.parametrize(
    ("outside", "why"),
    [
        ("    number: +13125550100\n", "it is not known who was on the call"),
        ("", "the call was not held"),  # nobody led it
    ],
)
def test_unknown_attendance_is_withheld_and_said(four: dict[str, Member], outside: str, why: str) -> None:
    town = Town(utc("2026-11-24T12:00"))
    town.publish(call=CALL.replace("    lasts:", f"{outside}    lasts:"))
    town.go(DAY)
    assert not {"thanks", "missed"} & set(town.texts())
    notes = Trace.select().where(Trace.outcome == "left out")
    assert {(row.step_key, row.detail["why"]) for row in notes} == {
        ("send:thanks", why),
        ("send:missed", why),
    }
    assert notes.count() == 8


def test_the_end_is_when_the_room_closes_if_later(four: dict[str, Member]) -> None:
    town = Town(utc("2026-11-24T12:00"))
    town.publish(call=CALL)
    town.go(utc("2026-11-25T01:00"))
    call = Occurrence.get(Occurrence.key == "2026-11-24")
    leg = attend(call, four[TOKYO], "CA1", town.now)
    town.go(utc("2026-11-25T01:50"))  # the planned end was 01:45
    leave(leg, town.now)
    town.go(2 * HOUR)
    assert Occurrence.get_by_id(call.id).ended_at == utc("2026-11-25T01:50")
    assert left_at("thanks") == {TOKYO: utc("2026-11-25T02:50")}
    assert set(left_at("missed").values()) == {utc("2026-11-25T02:50")}
    assert set(left_at("missed")) == {CHICAGO, LONDON, PHOENIX}
    assert {row.kind for row in Delivery.select().where(Delivery.message == "missed")} == {STARTED}


def test_who_joins_midway_gets_the_reminders_that_remain(
    four: dict[str, Member], make_member: Callable[..., Member]
) -> None:
    town = Town(utc("2026-11-24T12:00"))
    town.publish(call=CALL)
    town.go(utc("2026-11-25T00:00"))
    make_member("Late", phone="+13125550177", timezone="America/Denver", joined_at=town.now)
    town.go(HOUR)
    assert town.texts("+13125550177") == ["soon"]


def test_a_long_fan_out_begins_early_enough(four: dict[str, Member], now: datetime) -> None:
    rows = [{"name": "x", "timezone": CHICAGO, "joined_at": now, "public_id": f"{i:032}"} for i in range(600)]
    Member.insert_many(rows).execute()
    town = Town(utc("2026-11-23T12:00"), rate=1.0)
    town.publish(call=CALL)
    with transaction():
        occurrences.plan(live(), town.now)
        occurrences.lay_out(live(), town.now, town.rate)
    soon = Fanout.get(Fanout.step_key == "send:soon")
    assert (soon.due_at - soon.begins_at, soon.zone, soon.detail) == (
        timedelta(seconds=604),
        "",
        {"bulk": True},
    )
    alone = Fanout.get((Fanout.step_key == "send:tomorrow") & (Fanout.zone == TOKYO))
    assert alone.begins_at == alone.due_at  # within a minute nothing begins early


def test_a_ring_for_many_begins_early_enough_for_its_own_rate(four: dict[str, Member], now: datetime) -> None:
    rows = [{"name": "x", "timezone": CHICAGO, "joined_at": now, "public_id": f"{i:032}"} for i in range(296)]
    Member.insert_many(rows).execute()
    town = Town(utc("2026-11-23T12:00"), rate=1000.0)
    town.publish(call=CALL.replace("    send: soon", "    ring: soon"))
    with transaction():
        occurrences.plan(live(), town.now)
        occurrences.lay_out(live(), town.now, town.rate, 2.0)
    soon = Fanout.get(Fanout.step_key == "ring:soon")
    assert soon.due_at - soon.begins_at == timedelta(seconds=150)


def test_a_calls_question_is_remembered(four: dict[str, Member]) -> None:
    ask = (
        "  - at: 3 hours before\n    ask: coming\n    within: 2 hours\n    answers:\n      yes, see you:\n      no:\n"
        "        - send: pity\n  - at: 10 minutes before\n    for: said yes\n    send: dial\n"
        "  - at: 10 minutes before\n    for: not answered\n    send: maybe\n"
    )
    town = Town(utc("2026-11-24T12:00"))
    town.publish(call=CALL.partition("steps:")[0] + "steps:\n" + ask)
    town.go(utc("2026-11-24T22:30"))
    assert town.texts().count("coming") == 4
    town.reply(four[TOKYO], "see you there")
    town.reply(four[LONDON], "No.")
    town.go(DAY)
    assert {row.member_id: row.said for row in CallAnswer.select()} == {
        four[TOKYO].id: "yes",
        four[LONDON].id: "no",
    }
    assert set(left_at("dial")) == {TOKYO}
    assert set(left_at("pity")) == {LONDON}
    assert set(left_at("maybe")) == {CHICAGO, PHOENIX}
    assert {row.kind for row in Delivery.select().where(Delivery.message == "coming")} == {REMINDER}
    assert {row.status for row in Enrollment.select()} == {"done"}


def test_after_an_outage_what_has_expired_is_recorded_and_not_sent(
    four: dict[str, Member], cast: SimpleNamespace
) -> None:
    town = Town(utc("2026-11-23T12:00"))
    town.publish(call=CALL)
    town.settle()
    town.now = utc("2026-11-25T12:00")
    town.settle()
    assert town.texts() == []
    assert {row.state for row in Delivery.select()} == {"expired"}


def test_a_long_challenge_that_was_taken_away_is_in_nobodys_way(
    db: str, now: datetime, cast: SimpleNamespace
) -> None:
    town = Town(now)
    town.publish(call=CALL)
    revision = live().workflows["call"].revision_id
    Occurrence.create(
        workflow="selfies", revision=revision, key="selfies", kind="challenge", starts_at=now - 60 * DAY,
        ends_at=now + 60 * DAY,
    )  # fmt: skip
    occurrences.plan(live(), now)
    assert occurrences.lay_out(live(), now, town.rate) > 0
    assert {row.workflow for row in Fanout.select()} == {"call"}
