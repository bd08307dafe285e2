"""Being on a call is an event, a row of them another; nothing ever says that a row has ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest

from engine.attendance.streaks import in_a_row
from engine.models import Attendance, Enrollment, Event, Member, Occurrence
from engine.models.people import STRANGER
from tests.engine.attendance.conftest import COUNTED, END, START, Line
from tests.engine.attendance.rooms import attend, leave, over

STREAK = "start: event streak-5\nsteps:\n  - send: five\n"
ATTENDED = "start: event attended-call\nsteps:\n  - tag: was-there\n"


def held(line: Line, *who: Member) -> None:
    """The call is led by Rosa and over; with her these were on it."""
    for number, member in enumerate(who):
        leave(
            attend(line.call, member, f"CA{number}", START, role="leader" if number == 0 else "member"), END
        )
    over(line.call, END)
    Occurrence.update(state="over", ended_at=END).where(Occurrence.id == line.call.id).execute()


def events(member: Member) -> list[str]:
    return sorted(row.name for row in Event.select().where(Event.member == member.id))


def test_each_attendee_is_reported_once(line: Line, cast: SimpleNamespace) -> None:
    line.town.publish(streak=STREAK, there=ATTENDED)
    held(line, cast.rosa, cast.amy)
    line.count()
    line.count(COUNTED + timedelta(minutes=1))
    assert events(cast.rosa) == events(cast.amy) == ["attended-call"]
    assert events(cast.bob) == []
    walks = Enrollment.select().where(Enrollment.workflow == "there")
    assert {row.member_id for row in walks} == {cast.rosa.id, cast.amy.id}
    key = f"attended:{line.call.id}:{cast.amy.id}"
    assert Event.get(Event.key == key).data == {"call": "call", "day": "2026-11-24"}


@pytest.mark.parametrize(
    ("before", "row", "said"),
    [
        ("", 1, []),
        ("x", 2, ["streak-2"]),
        ("xxxx", 5, ["streak-5"]),
        ("x-xx", 3, ["streak-3"]),
        ("x?x?xx", 5, ["streak-5"]),  # what nobody knows neither breaks it nor counts
        ("xxx", 4, []),
        ("-", 1, []),
        ("x" * 9, 10, ["streak-10"]),
    ],
)
def test_a_row_is_counted_over_the_calls_that_are_known(
    line: Line,
    cast: SimpleNamespace,
    past_calls: Callable[..., list[Occurrence]],
    before: str,
    row: int,
    said: list[str],
) -> None:
    line.town.publish(streak=STREAK)
    past_calls(cast.amy, before)
    held(line, cast.rosa, cast.amy)
    line.count()
    assert in_a_row(cast.amy, line.call) == row
    assert [name for name in events(cast.amy) if name.startswith("streak")] == said
    line.town.settle()
    assert line.town.texts("+13125550142").count("five") == (row == 5)


def test_a_row_that_ends_is_no_event(
    line: Line, cast: SimpleNamespace, past_calls: Callable[..., list[Occurrence]]
) -> None:
    past_calls(cast.amy, "xxxxx")
    held(line, cast.rosa)
    line.count()
    assert events(cast.amy) == []


def test_who_says_later_that_they_were_there_has_a_row_too(
    line: Line, cast: SimpleNamespace, past_calls: Callable[..., list[Occurrence]]
) -> None:
    past_calls(cast.amy, "x")
    held(line, cast.rosa)
    line.count()
    Attendance.create(occurrence=line.call, member=cast.amy, how="said")
    line.count(COUNTED + timedelta(days=2))
    assert events(cast.amy) == ["attended-call", "streak-2"]


def test_strangers_and_calls_of_which_nobody_knows_have_none(line: Line, cast: SimpleNamespace) -> None:
    Member.update(how=STRANGER).where(Member.id == cast.tom.id).execute()
    held(line, cast.rosa, cast.tom)
    line.count()
    assert (events(cast.tom), line.counted.unnamed) == ([], 1)
    Occurrence.update(attendance_known=False).execute()
    Event.delete().execute()
    line.count(COUNTED + timedelta(minutes=1))
    assert Event.select().count() == 0


def test_what_one_member_raises_keeps_nobody_from_theirs(
    line: Line, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    import engine.attendance.streaks as streaks

    real = streaks.runner.report

    def breaking(member: Member, *rest: object, **more: object) -> object:
        if member.id == cast.rosa.id:
            raise RuntimeError("her walk is broken")
        return real(member, *rest, **more)  # type: ignore[arg-type]

    held(line, cast.rosa, cast.amy)
    with monkeypatch.context() as patched:
        patched.setattr(streaks.runner, "report", breaking)
        assert line.count().handled == 2  # the call, and Amy
    assert (events(cast.rosa), events(cast.amy)) == ([], ["attended-call"])
    line.count(COUNTED + timedelta(minutes=1))
    assert events(cast.rosa) == ["attended-call"]
