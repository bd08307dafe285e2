"""Who was on the call, with the provider's words of it late, twice, out of order, and half of them lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from engine import runner
from engine.models import Attendance, Event, Occurrence, RoomEvent
from engine.models.db import transaction
from tests.river.conftest import River
from tests.river.phones import AMY, BOB, CARLA, ROSA, STRANGER, dial

SEVEN = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)  # Tuesday at seven in Chicago
MINUTE = timedelta(minutes=1)


def rough(river: River, *, loss: float, seed: int) -> None:
    """The provider has a bad day."""
    for name, value in (("mode", "rough"), ("loss", loss), ("seed", seed)):
        object.__setattr__(river.sandbox.settings, name, value)


@pytest.mark.parametrize("seed", [1, 2])
def test_attendance_is_exact_and_what_follows_is_kind(river: River, cast: SimpleNamespace, seed: int) -> None:
    rough(river, loss=0.5, seed=seed)
    river.wait(minutes=1)
    with transaction():  # only whoever has been on a call before is told that they were missed
        runner.report(cast.bob, "attended-tuesday-call", "last week", river.now)
    Occurrence.update(host_said="on").execute()
    river.until(SEVEN)
    rosa, amy, carla = dial(river, ROSA), dial(river, AMY), dial(river, CARLA)
    stranger = dial(river, STRANGER)
    river.until(SEVEN + 10 * MINUTE)
    amy.hang_up()
    river.until(SEVEN + 20 * MINUTE)
    amy = dial(river, AMY)
    river.until(SEVEN + 40 * MINUTE)
    for phone in (stranger, carla, amy, rosa):
        phone.hang_up()
    river.until(SEVEN + 80 * MINUTE)
    call = Occurrence.get(Occurrence.starts_at == SEVEN)
    assert call.attendance_known
    there = {row.member_id: row for row in Attendance.select().where(Attendance.member.is_null(False))}
    assert set(there) == {cast.rosa.id, cast.amy.id, cast.carla.id}
    assert call.unnamed == 1
    asked = RoomEvent.select().where(RoomEvent.event == "looked-up").count()
    assert asked > 0  # some of it was lost
    for row in there.values():
        assert abs((row.first_at or SEVEN) - SEVEN) < MINUTE
        assert abs((row.last_at or SEVEN) - (SEVEN + 40 * MINUTE)) < MINUTE
    assert there[cast.amy.id].joins == 2
    assert abs(there[cast.amy.id].seconds - 30 * 60) < 60
    assert Event.select().where(Event.name == "attended-tuesday-call").count() == 4
    river.until(SEVEN + timedelta(days=1))
    missed = [words for words in river.texts(BOB) if "If we missed you on the call, Bob" in words]
    assert len(missed) == 1
    assert [words for words in river.texts(AMY) if "Thank you for being on the call" in words]
    river.text(BOB, "HERE")
    assert "Now we know you were on the call" in river.texts(BOB)[-1]
    assert Attendance.get(Attendance.member == cast.bob.id).how == "said"
