"""Three calls missed in a row are one event, told when nobody can say any more that they were there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest

from engine import attendance
from engine.models import Attendance, Enrollment, Event, Member, Occurrence
from tests.engine.attendance.conftest import END, START, Line
from tests.engine.attendance.rooms import attend, leave, over

TOLD = END + timedelta(days=2)
MISSED = "start: event missed-3\nsteps:\n  - send: missed\n"
Past = Callable[..., list[Occurrence]]


def held(line: Line, *who: Member) -> None:
    for number, member in enumerate(who):
        leave(
            attend(line.call, member, f"CA{number}", START, role="leader" if number == 0 else "member"), END
        )
    over(line.call, END)
    Occurrence.update(state="over", ended_at=END).where(Occurrence.id == line.call.id).execute()
    line.count()


def told(line: Line) -> set[str]:
    """Who was told of for this call, by first name."""
    found = Event.select().where((Event.name == "missed-3") & Event.key.startswith(f"missed:{line.call.id}:"))
    return {row.member.name.split()[0] for row in found}


@pytest.mark.parametrize(
    ("before", "is_told"),
    [
        ("x--", True),
        ("--", True),  # there are no more calls
        ("x-?-", True),  # what nobody knows neither breaks it nor counts
        ("-", False),
        ("-x-", False),
        ("---", False),  # was told of after the third
    ],
)
def test_a_row_of_three_is_told_once(
    line: Line, cast: SimpleNamespace, past_calls: Past, before: str, is_told: bool
) -> None:
    line.town.publish(sorry=MISSED)
    Attendance.delete().execute()
    calls = past_calls(cast.amy, before)
    for call in calls:
        for other in (cast.rosa, cast.bob, cast.carla, cast.tom):
            Attendance.create(occurrence=call, member=other)
    heard = Member.get_by_id(cast.amy.id).last_heard_at
    held(line, cast.rosa)
    assert told(line) == set()
    assert attendance.next_due(TOLD - timedelta(minutes=1)) == TOLD
    line.count(TOLD)
    line.count(TOLD + timedelta(minutes=1))
    assert told(line) == ({"Amy"} if is_told else set())
    walks = [walk.member_id for walk in Enrollment.select().where(Enrollment.workflow == "sorry")]
    assert not attendance.waits(TOLD + timedelta(minutes=2))
    assert walks == ([cast.amy.id] if is_told or before == "---" else [])
    assert Member.get_by_id(cast.amy.id).last_heard_at == heard  # nothing was heard of them


def test_who_was_no_member_yet_or_says_in_time_that_they_were_there_missed_nothing(
    line: Line, cast: SimpleNamespace, past_calls: Past
) -> None:
    past_calls(cast.rosa, "xx")
    Member.update(joined_at=START - timedelta(weeks=1)).where(Member.id == cast.tom.id).execute()
    held(line, cast.rosa)
    Attendance.create(occurrence=line.call, member=cast.amy, how="said")
    line.count(TOLD)
    assert told(line) == {"Bob", "Carla"}


def test_what_was_missed_while_all_stood_still_is_told_a_week_long(
    line: Line, cast: SimpleNamespace, past_calls: Past
) -> None:
    past_calls(cast.rosa, "xx")
    held(line, cast.rosa)
    line.count(TOLD + timedelta(days=8))
    assert told(line) == set()
