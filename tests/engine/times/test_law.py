"""The outer bound of the law, for numbers and zones that agree and that do not."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.times import law_hours, resolve
from engine.times.area_codes import ELSEWHERE, STATE_OF, STATES, ZONES_OF
from engine.times.law_table import STATE_HOURS
from engine.times.zones import valid_zone
from tests.engine.times.zones_used import instants, zones

CHICAGO, EASTERN, TOKYO = "America/Chicago", "America/New_York", "Asia/Tokyo"
ILLINOIS, FLORIDA, TEXAS, RHODE = "+13125550142", "+13055550142", "+12145550142", "+14015550142"
TOLL_FREE, LONDON, TORONTO = "+18005550142", "+442079460000", "+14165550142"
MONDAY, SATURDAY, SUNDAY = 23, 28, 29  # November 2026


@pytest.mark.parametrize(
    ("number", "tz", "state", "day", "opens", "closes"),
    [
        (ILLINOIS, CHICAGO, None, MONDAY, 8, 21),
        (FLORIDA, EASTERN, None, MONDAY, 8, 20),
        (TEXAS, CHICAGO, None, MONDAY, 9, 21),
        (TEXAS, CHICAGO, None, SUNDAY, 12, 21),
        (RHODE, EASTERN, None, SATURDAY, 10, 17),
        (ILLINOIS, CHICAGO, "FL", MONDAY, 8, 20),
        (ILLINOIS, CHICAGO, "florida", MONDAY, 8, 20),
        (TEXAS, CHICAGO, "CT", MONDAY, 9, 20),
        (TOLL_FREE, CHICAGO, None, MONDAY, 10, 18),
        (TOLL_FREE, CHICAGO, "IL", MONDAY, 8, 21),
        (LONDON, "Europe/London", None, SUNDAY, 8, 21),
        (TORONTO, "America/Toronto", None, SUNDAY, 8, 21),
        (None, CHICAGO, None, SUNDAY, 8, 21),
        (None, CHICAGO, "TX", SUNDAY, 12, 21),
        (ILLINOIS, EASTERN, None, MONDAY, 9, 21),  # 8am in Chicago is nine here
    ],
)
def test_the_hours_of_a_day(
    number: str | None, tz: str, state: str | None, day: int, opens: int, closes: int
) -> None:
    law = law_hours("US", number, tz, state)
    start = resolve(date(2026, 11, day), time(0), tz)
    found = [hour for hour in range(24) if law.open_at(start + timedelta(hours=hour))]
    assert found == list(range(opens, closes))


@pytest.mark.parametrize(("number", "state"), [(TOLL_FREE, None), (None, "AL"), (ILLINOIS, "MS")])
def test_a_closed_sunday_opens_on_monday(number: str | None, state: str | None) -> None:
    law = law_hours("US", number, CHICAGO, state)
    saturday_night = resolve(date(2026, 11, SATURDAY), time(22), CHICAGO)
    opens = law.next_open(saturday_night).astimezone(UTC)
    assert opens.date() == date(2026, 11, 30)


def test_clocks_that_never_agree_leave_the_members_own() -> None:
    law = law_hours("US", RHODE, TOKYO, None)
    morning = resolve(date(2026, 11, MONDAY), time(9), TOKYO)
    assert law.open_at(morning)
    assert law.next_open(morning - timedelta(hours=2)) == morning
    shared = law_hours("US", ILLINOIS, TOKYO, None)
    assert shared.open_at(resolve(date(2026, 11, MONDAY), time(11), TOKYO))
    assert not shared.open_at(resolve(date(2026, 11, MONDAY), time(15), TOKYO))


@given(
    st.sampled_from([ILLINOIS, FLORIDA, TEXAS, RHODE, TOLL_FREE, LONDON, None]),
    zones,
    st.none() | st.sampled_from(sorted(STATES)),
    instants,
)
def test_the_next_opening_is_open_and_the_first(
    number: str | None, tz: str, state: str | None, now: datetime
) -> None:
    law = law_hours("US", number, tz, state)
    found = law.next_open(now)
    assert now <= found <= now + timedelta(days=8)
    assert law.open_at(found)
    assert (found == now) == law.open_at(now)


def test_no_law_is_always_open_and_an_unknown_one_is_refused() -> None:
    now = datetime(2026, 11, 22, 4, tzinfo=UTC)
    assert law_hours("none", ILLINOIS, CHICAGO, "MS").next_open(now) == now
    with pytest.raises(ValueError, match="UK"):
        law_hours("UK", None, CHICAGO, None)


def test_the_tables_hang_together() -> None:
    assert set(STATE_OF.values()) == set(STATES) >= set(STATE_HOURS)
    assert set(STATE_OF) == set(ZONES_OF)
    assert not set(STATE_OF) & ELSEWHERE
    assert all(valid_zone(zone) for found in ZONES_OF.values() for zone in found)
