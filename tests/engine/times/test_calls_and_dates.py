"""The moments of a call's steps, and the yearly returns of a member's dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.times import TimesError, anniversary, parse_date_start, parse_moment
from tests.engine.times.zones_used import instants, zones

CHICAGO, TOKYO = "America/Chicago", "Asia/Tokyo"
STARTS = datetime(2026, 11, 25, 1, tzinfo=UTC)  # Tuesday 7pm in Chicago, Wednesday 10am in Tokyo
ENDS = STARTS + timedelta(minutes=45)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "tz", "instant"),
    [
        ("1 day before", CHICAGO, "2026-11-24 01:00"),
        ("15 minutes before", TOKYO, "2026-11-25 00:45"),
        ("at the start", TOKYO, "2026-11-25 01:00"),
        ("10 minutes after", CHICAGO, "2026-11-25 01:10"),
        ("1 hour after the end", CHICAGO, "2026-11-25 02:45"),
        ("1 day before at 10am", CHICAGO, "2026-11-23 16:00"),
        ("1 day before at 10am", TOKYO, "2026-11-24 01:00"),
        ("1 day after at 9am", TOKYO, "2026-11-26 00:00"),
        ("10 minutes before the end", TOKYO, "2026-11-25 01:35"),
        ("1 day before the end at 10am", CHICAGO, "2026-11-23 16:00"),
    ],
)
def test_a_moment_of_a_call(text: str, tz: str, instant: str) -> None:
    assert parse_moment(text).when(STARTS, ENDS, tz, CHICAGO) == utc(instant)


def test_a_time_of_day_that_is_not_before_the_start_is_left_out() -> None:
    late = STARTS.replace(hour=23)  # the 25th in London, and one hour from the 26th
    moment = parse_moment("1 day before at 11pm")
    assert moment.when(late, late, "Europe/London", CHICAGO) == utc("2026-11-24 23:00")
    half_past_midnight = utc("2011-12-30 10:30")  # the 31st in Apia, where the day before did not exist
    assert moment.when(half_past_midnight, half_past_midnight, "Pacific/Apia", CHICAGO) is None


def test_days_before_keep_the_members_wall_clock_through_autumn() -> None:
    starts = utc("2026-11-02 01:00")  # Sunday 7pm in Chicago, after the clocks went back
    moment = parse_moment("1 day before")
    assert moment.when(starts, starts, CHICAGO, CHICAGO) == utc("2026-11-01 00:00")
    assert moment.when(starts, starts, TOKYO, CHICAGO) == utc("2026-11-01 01:00")
    assert moment.when(starts, starts, "", CHICAGO) == utc("2026-11-01 00:00")


@pytest.mark.parametrize(
    ("text", "before_start", "after_end", "anchored_local"),
    [
        ("1 day before", True, False, True),
        ("15 minutes before", True, False, False),
        ("1 week before the end", False, False, True),
        ("at the start", False, False, False),
        ("1 hour after the end", False, True, False),
        ("1 day before at 10am", True, False, True),
    ],
)
def test_what_a_moment_hangs_on(text: str, before_start: bool, after_end: bool, anchored_local: bool) -> None:
    moment = parse_moment(text)
    assert (moment.before_start, moment.after_end, moment.anchored_local) == (
        before_start,
        after_end,
        anchored_local,
    )


@given(instants, zones, zones, st.sampled_from(["1 day before", "2 days before at 10am", "5 minutes before"]))
def test_before_is_before_and_only_local_ones_differ(
    starts: datetime, one: str, other: str, text: str
) -> None:
    moment = parse_moment(text)
    found = [moment.when(starts, starts, tz, one) for tz in (one, other)]
    assert all(instant is not None and instant < starts for instant in found)
    assert moment.anchored_local or found[0] == found[1]


@pytest.mark.parametrize(
    ("text", "stored", "year", "instant"),
    [
        ("date birthday at 9am", "1990-03-09", 2027, "2027-03-09 15:00"),
        ("date birthday at 9am", "03-09", 2027, "2027-03-09 15:00"),
        ("date birthday at 9am", "02-29", 2027, "2027-02-28 15:00"),
        ("date birthday at 9am", "1992-02-29", 2028, "2028-02-29 15:00"),
        ("3 days before date birthday at 9am", "01-02", 2027, "2026-12-30 15:00"),
        ("1 month before date birthday at 9am", "03-31", 2027, "2027-02-28 15:00"),
        ("1 month after date birthday at 9am", "01-31", 2027, "2027-02-28 15:00"),
        ("60 days after date birthday at 9am", "1990-12-09", 2027, "2028-02-07 15:00"),
        ("date wedding at 9am", "2028-06-01", 2027, "2028-06-01 14:00"),
    ],
)
def test_the_return_of_a_date(text: str, stored: str, year: int, instant: str) -> None:
    assert parse_date_start(text).occurrences(stored, year, CHICAGO) == utc(instant)


days_of_the_year = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: day.isoformat()[5:])


@given(
    days_of_the_year,
    instants,
    zones,
    st.sampled_from(["", "3 days before ", "18 months before ", "60 days after ", "70 months after "]),
)
def test_a_date_comes_every_year_and_never_twice(stored: str, now: datetime, tz: str, ahead: str) -> None:
    rule = parse_date_start(f"{ahead}date birthday at 9am")
    first = rule.following(stored, now, tz)
    second = rule.following(stored, first, tz)
    assert now < first <= now + timedelta(days=367)
    assert timedelta(days=364) <= second - first <= timedelta(days=367)


@pytest.mark.parametrize("stored", ["", "soon", "13-40", "02-30", "2026-02-30"])
def test_a_stored_text_that_is_no_date(stored: str) -> None:
    with pytest.raises(TimesError):
        anniversary(stored, 2027)


def test_a_moment_that_comes_again_does_so_between_the_two() -> None:
    moment = parse_moment("every friday at 10am")
    assert (str(moment), moment.anchored_local, moment.before_start) == ("every friday at 10am", True, False)
    starts, ends = utc("2026-10-30 15:00"), utc("2026-11-20 16:00")
    here = list(moment.again(starts, ends, CHICAGO, CHICAGO))
    # not at its very start or end, and by the wall clock though it was put back on 1 November
    assert here == [utc("2026-11-06 16:00"), utc("2026-11-13 16:00")]
    assert next(moment.again(starts, ends, TOKYO, CHICAGO)) == utc("2026-11-06 01:00")
    with pytest.raises(TimesError):
        parse_moment("every friday")
