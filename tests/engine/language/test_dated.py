"""The dates of what has dates: again and again, or once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import islice

from engine.language.dated import Call, Dated
from engine.language.place import Place
from engine.times import Duration, parse_every

HERE = Place("workflows/example.yaml", 1)
CHICAGO = "America/Chicago"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_it_comes_again_but_for_what_is_skipped() -> None:
    call = Call(
        timezone=CHICAGO,
        place=HERE,
        every=parse_every("tuesday 7pm"),
        lasts=Duration(45, "minutes"),
        skip=(date(2026, 11, 3),),
    )
    days = list(islice(call.days(date(2026, 10, 26)), 2))
    assert days == [date(2026, 10, 27), date(2026, 11, 10)]
    # the clocks go back on 1 November
    assert [call.span(day) for day in days] == [
        (utc("2026-10-28 00:00"), utc("2026-10-28 00:45")),
        (utc("2026-11-11 01:00"), utc("2026-11-11 01:45")),
    ]


def test_it_comes_once_from_one_wall_time_to_another() -> None:
    month = Dated(
        timezone=CHICAGO, place=HERE, begins=datetime(2026, 11, 1, 0, 0), until=datetime(2026, 11, 30, 21, 0)
    )
    assert list(month.days(date(2026, 11, 20))) == [date(2026, 11, 1)]
    assert month.span(date(2026, 11, 1)) == (utc("2026-11-01 05:00"), utc("2026-12-01 03:00"))


def test_without_a_length_it_is_over_when_it_begins() -> None:
    once = Dated(timezone=CHICAGO, place=HERE, begins=datetime(2026, 12, 5, 10, 0))
    assert once.span(date(2026, 12, 5)) == (utc("2026-12-05 16:00"), utc("2026-12-05 16:00"))
