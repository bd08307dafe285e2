"""Who has the desk on which day, and how long a conversation may wait: as data, and what the check says of it."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.language.community import NUDGE_AFTER, PASS_ON_AFTER
from engine.language.known import Known
from engine.language.parsing.community import Defaults, parse_community
from engine.times import Duration, Hours
from tests.engine.language.samples import checked

TEXT = """\
rota:
  friday: {role: leader}
  monday: {tagged: desk}
nudge after: 2 hours
pass on after: never
"""
CHICAGO = "America/Chicago"


def test_the_rota_and_the_patience_as_data() -> None:
    parsed = parse_community(TEXT, "workflows/community.yaml", Defaults())
    assert parsed.report.findings == []
    community = parsed.community
    assert [(desk.weekday, desk.who.all_of[0].values) for desk in community.rota] == [
        (0, ("desk",)),
        (4, ("leader",)),
    ]
    assert (community.nudge_after, community.pass_on_after) == (Duration(2, "hours"), None)
    usual = parse_community("", "workflows/community.yaml", Defaults()).community
    assert (usual.rota, usual.nudge_after, usual.pass_on_after) == ((), NUDGE_AFTER, PASS_ON_AFTER)


def test_what_nobody_has_is_a_warning_as_elsewhere() -> None:
    files: dict[str, str | bytes] = {
        "workflows/community.yaml": "rota:\n  monday: {tagged: dsek}\n  sunday: {stage: knwo}\n"
    }
    found = checked(files, Known(tags=frozenset({"desk"}), roles=frozenset({"host"})))
    said = [(one.level, one.rule) for one in found.findings if one.place.file == "workflows/community.yaml"]
    assert said == [("warning", "unknown-tag"), ("error", "unknown-stage")]


@pytest.mark.parametrize(
    ("duration", "hour", "day"),
    [("4 hours", 13, 24), ("30 minutes", 9, 24), ("1 days", 22, 24)],
)
def test_hours_count_while_they_are_open(duration: str, hour: int, day: int) -> None:
    """From half past eight in the evening, after closing time."""
    count, unit = duration.split()
    late = datetime(2026, 11, 23, 20, 30, tzinfo=ZoneInfo(CHICAGO))
    at = Hours(time(9), time(20)).after(late.astimezone(UTC), Duration(int(count), unit), CHICAGO)
    wall = at.astimezone(ZoneInfo(CHICAGO))
    expected = {13: (24, 13, 0), 9: (24, 9, 30), 22: (25, 9, 0)}[hour]
    assert (wall.day, wall.hour, wall.minute) == expected


@given(
    since=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
    minutes=st.integers(1, 3000),
    opens=st.integers(0, 12),
    lasts=st.integers(1, 11),
)
def test_the_end_of_patience_is_open_and_later_the_longer_it_is(
    since: datetime, minutes: int, opens: int, lasts: int
) -> None:
    hours = Hours(time(opens), time((opens + lasts) % 24))
    at = hours.after(since, Duration(minutes, "minutes"), CHICAGO)
    assert hours.open_at(at, CHICAGO)
    assert at - since >= Duration(minutes, "minutes").rough()
    assert hours.after(since, Duration(minutes + 1, "minutes"), CHICAGO) > at
