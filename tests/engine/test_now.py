"""The two clocks and how instants are stored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.now import community_now, from_ms, machine_now, to_ms


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)))
def test_an_instant_keeps_its_milliseconds_before_and_after_1970(moment: datetime) -> None:
    assert timedelta(0) <= moment - from_ms(to_ms(moment)) < timedelta(milliseconds=1)


def test_an_instant_is_the_same_from_any_zone() -> None:
    first_half_past_one = datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/Chicago"))
    second = first_half_past_one.replace(fold=1)
    assert from_ms(to_ms(first_half_past_one)) == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    assert to_ms(second) - to_ms(first_half_past_one) == 3_600_000


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        to_ms(datetime(2026, 11, 1, 1, 30))


def test_the_communitys_time_is_the_machines_moved() -> None:
    moved = community_now(timedelta(days=3))
    assert timedelta(0) <= machine_now() + timedelta(days=3) - moved < timedelta(seconds=5)
