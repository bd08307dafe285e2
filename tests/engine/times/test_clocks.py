"""Wall clocks through both changes of the year, in zones that do it differently."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.times import (
    Duration,
    Hours,
    Recurrence,
    guess_zone,
    local,
    next_time,
    next_weekday,
    parse_every,
    resolve,
    say_date,
    say_day,
    say_time,
    say_when,
    say_zone,
    texted,
    valid_zone,
)
from engine.times.zones import DAY_NAMES
from engine.wording.segments import count_segments
from tests.engine.times.zones_used import ZONES, instants, times_of_day, zones

CHICAGO = "America/Chicago"
LONGEST_GAP = timedelta(hours=24)  # Samoa once skipped a day
calendar_units = st.builds(Duration, st.integers(1, 40), st.sampled_from(["days", "weeks", "months"]))
exact_units = st.builds(Duration, st.integers(1, 4000), st.sampled_from(["minutes", "hours"]))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def clock_says(instant: datetime, at: time, tz: str) -> bool:
    """Whether the wall says `at`, or `at` was skipped that day."""
    wall = instant.astimezone(ZoneInfo(tz))
    wanted = datetime.combine(wall.date(), at, ZoneInfo(tz))
    skipped = wanted.astimezone(UTC).astimezone(ZoneInfo(tz)).replace(tzinfo=None) != wanted.replace(
        tzinfo=None
    )
    return wall.time() == at or skipped


@pytest.mark.parametrize(
    ("day", "at", "instant"),
    [
        (date(2026, 10, 27), time(19), "2026-10-28 00:00"),
        (date(2026, 11, 3), time(19), "2026-11-04 01:00"),
        (date(2027, 3, 14), time(2, 30), "2027-03-14 08:30"),  # skipped: half past three
        (date(2026, 11, 1), time(1, 30), "2026-11-01 06:30"),  # twice: the first
    ],
)
def test_a_local_time_is_one_instant(day: date, at: time, instant: str) -> None:
    assert resolve(day, at, CHICAGO) == utc(instant)


@given(instants, times_of_day, zones)
def test_the_next_time_is_later_and_within_a_day(now: datetime, at: time, tz: str) -> None:
    found = next_time(now, at, tz)
    assert now < found <= now + timedelta(hours=26)
    assert clock_says(found, at, tz)
    assert found.tzinfo is UTC


@given(instants, st.integers(0, 6), times_of_day, zones)
def test_the_next_weekday_is_later_and_within_a_week(now: datetime, day: int, at: time, tz: str) -> None:
    found = next_weekday(now, day, at, tz)
    assert now < found <= now + timedelta(days=7, hours=2)
    assert clock_says(found, at, tz)
    assert (found - timedelta(hours=2)).astimezone(ZoneInfo(tz)).weekday() in (day, (day - 1) % 7)


def test_this_very_minute_is_not_later() -> None:
    now = utc("2026-11-24 16:00")  # Tuesday 10am in Chicago
    assert next_weekday(now, 1, time(10), CHICAGO) == utc("2026-12-01 16:00")
    assert next_weekday(now - timedelta(seconds=1), 1, time(10), CHICAGO) == now


@given(instants, calendar_units, zones)
def test_days_weeks_and_months_keep_the_wall_clock(now: datetime, duration: Duration, tz: str) -> None:
    later, earlier = duration.after(now, tz), duration.before(now, tz)
    assert earlier < now < later
    wall = now.astimezone(ZoneInfo(tz)).time()
    assert clock_says(later, wall, tz)
    assert clock_says(earlier, wall, tz)
    assert abs((later - now) - duration.rough()) <= timedelta(days=duration.count * 2.5)


@given(instants, exact_units, zones)
def test_minutes_and_hours_are_exact(now: datetime, duration: Duration, tz: str) -> None:
    assert duration.after(now, tz) - now == duration.rough() == now - duration.before(now, tz)


def test_a_month_after_the_31st_is_the_last_day() -> None:
    assert Duration(1, "months").after(utc("2027-01-31 15:00"), "UTC") == utc("2027-02-28 15:00")


recurrences = st.one_of(
    st.builds(Recurrence, st.just("day"), times_of_day),
    st.builds(Recurrence, st.just("week"), times_of_day, weekday=st.integers(0, 6)),
    st.builds(Recurrence, st.just("month"), times_of_day, monthday=st.integers(1, 31)),
    st.builds(
        Recurrence,
        st.just("week"),
        times_of_day,
        st.integers(1, 5),
        weekday=st.integers(0, 6),
        start=st.dates(date(2020, 1, 1), date(2033, 1, 1)),
    ),
    st.builds(
        Recurrence,
        st.just("month"),
        times_of_day,
        st.integers(1, 5),
        monthday=st.integers(1, 31),
        start=st.dates(date(2020, 1, 1), date(2033, 1, 1)),
    ),
)


@given(recurrences, instants, zones)
def test_a_recurrence_goes_forward_and_reads_back(rule: Recurrence, now: datetime, tz: str) -> None:
    assert parse_every(str(rule).removeprefix("every ")) == rule
    first = rule.following(now, tz)
    assert now < first < rule.following(first, tz)
    assert clock_says(first, rule.at, tz)


@given(recurrences, st.dates(date(2024, 1, 1), date(2032, 1, 1)), st.integers(0, 90))
def test_its_days_do_not_depend_on_where_the_looking_begins(rule: Recurrence, day: date, ahead: int) -> None:
    days = list(islice(rule.days(day), 8))
    assert days == sorted(set(days))
    assert days[0] >= max(day, rule.start or day)
    later = day + timedelta(days=ahead)
    if rule.start is not None:
        expected = [found for found in islice(rule.days(day), 40) if found >= later][:3]
        assert list(islice(rule.days(later), 3))[: len(expected)] == expected


@pytest.mark.parametrize(
    ("text", "first", "days"),
    [
        (
            "month on the 31st at 9am",
            date(2027, 1, 15),
            ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"],
        ),
        ("2 weeks on friday at 9am from 2026-01-02", date(2026, 1, 3), ["2026-01-16", "2026-01-30"]),
        ("2 weeks on friday at 9am from 2026-01-02", date(2025, 1, 1), ["2026-01-02", "2026-01-16"]),
        ("2 weeks on friday at 9am from 2026-01-01", date(2026, 1, 1), ["2026-01-02", "2026-01-16"]),
        ("3 months on the 1st at 9am from 2026-01-15", date(2026, 1, 1), ["2026-02-01", "2026-05-01"]),
        ("3 days at 9am from 2026-02-27", date(2026, 2, 28), ["2026-03-02", "2026-03-05"]),
    ],
)
def test_days_of_a_recurrence(text: str, first: date, days: list[str]) -> None:
    found = islice(parse_every(text).days(first), len(days))
    assert [day.isoformat() for day in found] == days


def test_a_call_stays_at_seven_through_the_autumn() -> None:
    call = parse_every("tuesday 7pm")
    before = call.following(utc("2026-10-27 12:00"), CHICAGO)
    after = call.following(before, CHICAGO)
    assert (before, after) == (utc("2026-10-28 00:00"), utc("2026-11-04 01:00"))


def test_the_calendar_ends_without_a_fault() -> None:
    assert list(parse_every("day at 9am").days(date(9999, 12, 30))) == [
        date(9999, 12, 30),
        date(9999, 12, 31),
    ]


hours = st.builds(lambda a, b: Hours(min(a, b), max(a, b)), times_of_day, times_of_day).filter(
    lambda span: span.start != span.end and span.end != time(0)
)


@given(hours, instants, zones)
def test_hours_open_no_earlier_than_now_and_only_when_open(span: Hours, now: datetime, tz: str) -> None:
    found = span.next_open(now, tz)
    assert now <= found <= now + timedelta(days=2, hours=2)
    assert span.open_at(found, tz)
    assert (found == now) == span.open_at(now, tz)


def test_hours_begin_at_the_minute_and_end_before_it() -> None:
    span = Hours(time(9), time(20))
    assert [span.open_at(utc(f"2026-11-24 {at}"), "UTC") for at in ("08:59", "09:00", "19:59", "20:00")] == [
        False,
        True,
        True,
        False,
    ]
    assert span.next_open(utc("2026-11-24 20:00"), "UTC") == utc("2026-11-25 09:00")
    assert Hours(None, None).next_open(utc("2026-11-24 03:00"), "UTC") == utc("2026-11-24 03:00")
    assert Hours(time(9), time(0)).open_at(utc("2026-11-24 23:59"), "UTC")


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("chicago", CHICAGO),
        ("US Central", CHICAGO),
        ("EST", "America/New_York"),
        ("America/Chicgo", CHICAGO),
        ("america/new_york", "America/New_York"),
        ("Tokyo", "Asia/Tokyo"),
        ("../../etc/passwd", None),
        ("", None),
    ],
)
def test_a_zone_is_guessed(written: str, zone: str | None) -> None:
    assert not valid_zone(written)
    assert guess_zone(written) == zone


def test_every_zone_used_here_is_one() -> None:
    assert all(valid_zone(tz) and guess_zone(tz) == tz for tz in ZONES)


def test_an_instant_is_said_in_the_readers_words() -> None:
    instant = utc("2026-11-25 01:00")
    assert (say_day(instant, CHICAGO), say_time(instant, CHICAGO)) == ("Tuesday", "7pm")
    assert say_day(instant, "Asia/Tokyo", "es-MX") == "miércoles"
    assert say_when(instant, CHICAGO) == "Tue 24 Nov 7pm"
    said = [say_zone(instant, tz) for tz in (CHICAGO, "Asia/Tokyo", "America/Sao_Paulo", "Pacific/Honolulu")]
    assert said == ["Central", "Tokyo", "Sao Paulo", "Hawaii"]


@pytest.mark.parametrize("language", sorted(DAY_NAMES))
def test_every_day_and_date_has_a_form_for_texts(language: str) -> None:
    """The names that need none of their own stay as they are."""
    for days in range(366):
        said = say_date(utc("2026-01-01 12:00") + timedelta(days=days), "Europe/London", language)
        assert count_segments(texted(said)).encoding == "GSM-7"
        if count_segments(said).encoding == "GSM-7":
            assert texted(said) == said


def test_a_datetime_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        local(datetime(2026, 1, 1), CHICAGO)
