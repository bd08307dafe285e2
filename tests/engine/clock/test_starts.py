"""Starts by the clock: when they come, for whom, how often, and what is left out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from engine import clock, runner
from engine.clock.windows import fires, following
from engine.language.workflow import Every, OnDate
from engine.models import Enrollment, Event, Fanout, Member, Trace, database
from engine.models.db import transaction
from engine.published import live
from engine.times import parse_date_start, parse_every
from tests.engine.runner.town import Town

CHICAGO, TOKYO = "America/Chicago", "Asia/Tokyo"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def town(db: str) -> Town:
    return Town(utc("2026-11-23T21:00"))


def starts(name: str = "note") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in Enrollment.select(Enrollment, Member).join(Member).where(Enrollment.workflow == name):
        found.setdefault(row.member.name, []).append(row.started_at.strftime("%m-%dT%H:%M"))
    return found


@pytest.mark.parametrize(
    ("rule", "since", "zone", "comes"),
    [
        ("friday at 9am", "2026-11-23T00:00", CHICAGO, ["2026-11-27T15:00"]),
        ("friday at 9am", "2026-11-26T23:00", TOKYO, ["2026-11-27T00:00"]),
        ("day at 2:30am", "2027-03-13T10:00", CHICAGO, ["2027-03-14T08:30"]),  # skipped: on by the gap
        ("day at 1:30am", "2026-10-31T12:00", CHICAGO, ["2026-11-01T06:30"]),  # twice: the first, once
        ("month on the 31st at 9am", "2027-02-01T00:00", CHICAGO, ["2027-02-28T15:00"]),
    ],
)
def test_a_recurring_start(rule: str, since: str, zone: str, comes: list[str]) -> None:
    start = Every(parse_every(rule))
    after = utc(since)
    assert following(start, after, zone) == utc(comes[0])
    assert [one.at for one in fires(start, after, utc(comes[0]) + HOUR, zone)] == [utc(at) for at in comes]


@pytest.mark.parametrize(
    ("rule", "at", "days"),
    [
        ("date birthday at 9am", "2026-12-01T15:00", ["2026-12-01"]),
        ("3 days before date birthday at 9am", "2026-11-28T15:00", ["2026-12-01"]),
        (
            "1 month before date birthday at 9am",
            "2027-02-28T15:00",
            ["2027-03-28", "2027-03-29", "2027-03-30", "2027-03-31"],
        ),
        ("60 days after date joined at 9am", "2026-12-01T15:00", ["2026-10-02"]),
        (
            "1 month after date birthday at 9am",
            "2027-02-28T15:00",
            ["2027-01-28", "2027-01-29", "2027-01-30", "2027-01-31"],
        ),
        ("1 month after date birthday at 9am", "2027-03-31T14:00", []),
    ],
)
def test_a_date_start(rule: str, at: str, days: list[str]) -> None:
    found = fires(OnDate(parse_date_start(rule)), utc(at) - HOUR, utc(at), CHICAGO)
    assert [one.day for one in found] == days


def test_every_friday_each_in_their_own_zone(town: Town, make_member: Callable[..., Member]) -> None:
    make_member("Amy")
    make_member("Tom", timezone=TOKYO)
    town.publish(note="start: every friday at 9am\nsteps:\n  - tag: x\n")
    town.go(10 * DAY)
    make_member("New", joined_at=town.now)
    town.go(4 * DAY)
    assert starts() == {
        "Amy": ["11-27T15:00", "12-04T15:00"],
        "Tom": ["11-27T00:00", "12-04T00:00"],
        "New": ["12-04T15:00"],
    }


def test_more_than_twelve_hours_late_is_left_out_and_said(
    town: Town, make_member: Callable[..., Member]
) -> None:
    make_member("Amy")
    town.publish(note="start: every day at 9am\nsteps:\n  - tag: x\n")
    town.now = utc("2026-11-26T16:00")
    town.settle()
    assert starts() == {"Amy": ["11-26T16:00"]}
    assert {row.detail["why"] for row in Trace.select().where(Trace.outcome == "not put in")} == {
        "it was more than 12 hours late"
    }


@pytest.mark.parametrize(
    ("year", "comes"),
    [
        (2027, {"Leap": ["02-28T15:00"], "Plain": ["02-28T15:00"]}),
        (2028, {"Leap": ["02-29T15:00"], "Plain": ["02-28T15:00"], "Unborn": ["02-28T15:00"]}),
    ],
)
def test_birthdays_of_a_leap_day_too(
    town: Town, make_member: Callable[..., Member], year: int, comes: dict[str, list[str]]
) -> None:
    make_member("Leap", birthday="2000-02-29")
    make_member("Plain", birthday="02-28")
    make_member("Unborn", birthday="2028-02-28")
    make_member("Never")
    town.now = utc(f"{year}-02-26T00:00")
    town.publish(note="start: date birthday at 9am\nsteps:\n  - tag: x\n")
    town.go(5 * DAY)
    assert starts() == comes


def test_the_day_they_joined_returns_each_year(town: Town, make_member: Callable[..., Member]) -> None:
    make_member("Amy", joined_at=utc("2025-11-25T03:00"))  # the 24th in Chicago
    make_member("New", joined_at=town.now)
    town.publish(note="start: date joined at 9am\nsteps:\n  - tag: x\n")
    town.go(3 * DAY)
    assert starts() == {"Amy": ["11-24T15:00"]}


def test_so_long_after_joining_comes_once_and_counts_from_the_day_itself(
    town: Town, make_member: Callable[..., Member]
) -> None:
    make_member("Amy", joined_at=utc("2026-09-26T03:00"))  # the 25th in Chicago
    make_member("Sold", joined_at=utc("2026-09-25T18:00"))
    make_member("Old", joined_at=utc("2025-09-25T18:00"))
    make_member("Tom", joined_at=utc("2026-09-25T18:00"), timezone=TOKYO)  # the 26th in Tokyo
    town.publish(
        note="start: 60 days after date joined at 9am\nfor: {no event: first-sale}\nsteps:\n  - tag: x\n"
    )
    with transaction():
        runner.report(Member.get(Member.name == "Sold"), "first-sale", "k", town.now)
    town.go(3 * DAY)
    assert starts() == {"Amy": ["11-24T15:00"], "Tom": ["11-25T00:00"]}


def test_who_goes_quiet_starts_once_for_each_quiet(town: Town, make_member: Callable[..., Member]) -> None:
    amy = make_member("Amy", joined_at=town.now - 100 * DAY, last_heard_at=town.now - 29 * DAY)
    make_member("Long", joined_at=town.now - 100 * DAY)  # was quiet before the workflow went live
    town.publish(note="start: quiet for 30 days\nagain: always\nsteps:\n  - tag: x\n")
    town.go(20 * DAY)
    assert starts() == {"Amy": ["11-24T22:00"]}
    with transaction():
        runner.report(amy, "called", "k", town.now)
    town.go(40 * DAY)
    assert starts() == {"Amy": ["11-24T22:00", "01-12T21:00"]}
    assert Event.select().count() == 1


ROLL_OUT = """
start: at 2026-12-01 10am
roll out:
  - for: {tagged: first}
  - after: 3 days
    for: {percent: 50}
  - after: 1 week
    for: everyone
steps:
  - send: news
"""


def test_a_roll_out_goes_wave_by_wave_and_later_joiners_stay_out(
    town: Town, make_member: Callable[..., Member]
) -> None:
    for number in range(12):
        make_member(f"M{number}", phone=f"+131255501{number:02}", tags=("first",) if number < 2 else ())
    town.publish(note=ROLL_OUT)
    town.go(utc("2026-12-02T00:00"))
    assert len(town.texts()) == 2
    make_member("Late", phone="+13125550177", joined_at=town.now)
    town.go(utc("2026-12-05T00:00"))
    half = len(town.texts())
    assert 3 < half < 12
    town.go(utc("2026-12-12T00:00"))
    assert len(town.texts()) == 12
    assert "Late" not in starts()


def test_a_roll_out_can_be_stopped_under_way(town: Town, make_member: Callable[..., Member]) -> None:
    make_member("Rosa", phone="+13125550199", role="host")
    make_member("Amy", phone="+13125550101", tags=("first",))
    town.publish(note=ROLL_OUT + "  - stop: roll out\n    for: {tagged: first}\n")
    town.go(utc("2026-12-20T00:00"))
    assert town.texts("+13125550101") == ["news"]
    assert "2 waves will not go out" in town.texts("+13125550199")[0]
    assert {row.state for row in Fanout.select()} == {"done", "cancelled"}


def test_a_workflow_once_goes_to_everybody_at_their_own_time(
    town: Town, make_member: Callable[..., Member]
) -> None:
    make_member("Amy")
    make_member("Tom", timezone=TOKYO)
    town.publish(note="start: at 2026-12-01 10am\nsteps:\n  - tag: x\n")
    town.go(30 * DAY)
    assert starts() == {"Amy": ["12-01T16:00"], "Tom": ["12-01T01:00"]}


def test_by_hand_for_the_whole_audience(town: Town, make_member: Callable[..., Member]) -> None:
    make_member("Amy", tags=("a",))
    make_member("Bob")
    town.publish(note="start: by hand\nfor: {tagged: a}\nsteps:\n  - tag: x\n")
    with transaction():
        assert clock.begin_by_hand(live().workflows["note"], town.now, by="rosa") == 1
    town.settle()
    assert list(starts()) == ["Amy"]


def test_an_idle_tick_asks_little_however_many_wait(town: Town, make_member: Callable[..., Member]) -> None:
    make_member("Amy")
    town.publish(
        note="start: every friday at 9am\nsteps:\n  - wait: 30 days\n  - send: a\n",
        call="start:\n  call:\n    every: tuesday 7pm\n    lasts: 45 minutes\nsteps:\n  - at: 15 minutes before\n    send: b\n",
    )
    town.settle()
    asked: list[str] = []
    execute = database.obj.execute_sql

    def counted(sql: str, *args: object, **options: object) -> object:
        asked.append(sql)
        return execute(sql, *args, **options)

    database.obj.execute_sql = counted
    try:
        town.now += timedelta(seconds=1)
        assert clock.tick(town.now, town.kit) == set()
    finally:
        database.obj.execute_sql = execute
    assert len(asked) <= 36


def test_nothing_published_is_nothing_to_do(town: Town) -> None:
    assert clock.tick(town.now, town.kit) == set()
