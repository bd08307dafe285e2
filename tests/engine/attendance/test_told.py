"""When a member was on each of the latest calls, as `kindling why` tells it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

from engine import attendance
from engine.models import Member, Occurrence
from tests.engine.attendance.conftest import END, START, Line
from tests.engine.attendance.rooms import attend, heard, leave, over


def words(line: Line, member: Member) -> list[str]:
    return [one.words for one in attendance.latest_calls(Member.get_by_id(member.id), line.town.now)]


def test_when_they_were_on_it_or_that_nobody_knows(
    line: Line, cast: SimpleNamespace, past_calls: Callable[..., list[Occurrence]]
) -> None:
    past_calls(cast.amy, "?x-")
    line.town.now = START + timedelta(hours=1)
    assert words(line, cast.amy) == [
        "the call was not held",
        "on the call",
        "not seen on the call",
        "not counted yet",
    ]
    leave(attend(line.call, cast.rosa, "CA1", START), END)
    amy = attend(line.call, cast.amy, "CA2", START + timedelta(minutes=2), role="member")
    leave(amy, START + timedelta(minutes=20))
    heard(line.call, "participant-join", START + timedelta(minutes=21), "CA2")
    leave(amy, START + timedelta(minutes=30))
    again = attend(line.call, cast.amy, "CA4", START + timedelta(minutes=31), role="member")
    leave(again, START + timedelta(minutes=40))
    leave(attend(line.call, None, "CA3", START, role="guest", address="+13125550177"), END)
    over(line.call, END)
    Occurrence.update(state="over", ended_at=END).where(Occurrence.id == line.call.id).execute()
    line.count()
    assert words(line, cast.amy)[-1] == "on the call from 7:02pm to 7:40pm, came in 2 times"
    assert words(line, cast.bob)[-1] == "not seen on the call; 1 caller could not be named"
    told = attendance.latest_calls(Member.get_by_id(cast.amy.id), line.town.now)[-1]
    assert told.as_data() == {
        "workflow": "call",
        "at": START.isoformat(),
        "there": True,
        "seconds": 36 * 60,
        "joins": 2,
        "words": told.words,
    }


def test_only_calls_since_they_came_are_told(line: Line, cast: SimpleNamespace) -> None:
    line.town.now = END
    Member.update(joined_at=END).where(Member.id == cast.amy.id).execute()
    assert attendance.latest_calls(Member.get_by_id(cast.amy.id), line.town.now) == []
