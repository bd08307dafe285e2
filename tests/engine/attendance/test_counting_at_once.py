"""Several workers count the same call: everybody is on the sheet once, and each event is one."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from engine.models import Attendance, Enrollment, Event
from tests.engine.attendance.conftest import COUNTED, Line
from tests.engine.attendance.test_streaks import ATTENDED, held
from tests.engine.outbox.test_races import at_once

WORKERS = 4


def test_four_workers_count_once(line: Line, cast: SimpleNamespace) -> None:
    line.town.publish(there=ATTENDED)
    held(line, cast.rosa, cast.amy, cast.bob, cast.carla)
    at_once(WORKERS, lambda _: line.count())
    at_once(WORKERS, lambda _: line.count(COUNTED + timedelta(minutes=1)))
    assert Attendance.select().count() == 4
    assert Event.select().where(Event.name == "attended-call").count() == 4
    walks = Enrollment.select().where(Enrollment.workflow == "there")
    assert sorted(row.member_id for row in walks) == sorted(
        one.id for one in (cast.rosa, cast.amy, cast.bob, cast.carla)
    )
    assert line.counted.attendance_known
