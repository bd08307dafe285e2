"""A broadcast reaches whom it is for, once; and what reminders of the day still need is kept for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

from engine import fanout, outbox
from engine.language.conditions import Condition, Conditions
from engine.language.place import Place
from engine.models import Delivery, Fanout, Occurrence, Revision, Tag
from engine.models.sending import REMINDER, SENT
from tests.engine.outbox.conftest import drain, fresh, make_kit, say, sent

LEADERS = Conditions((Condition("tagged", Place("", 0), ("leader",)),))
CALL = """
start:
  call:
    every: monday 7pm
    timezone: America/Chicago
    lasts: 45 minutes
for:
  tagged: leader
steps:
  - at: 15 minutes before
    send: welcome
"""


def test_a_broadcast_goes_to_its_audience_once(
    publish: Callable[..., None], cast: SimpleNamespace, now: datetime
) -> None:
    publish()
    kit = make_kit()
    first = outbox.broadcast("welcome", LEADERS, cause="send:1", now=now, by="text")
    assert outbox.broadcast("welcome", LEADERS, cause="send:1", now=now) == first
    fanout.drain(now)
    fanout.drain(now)
    assert drain(kit, now).sent == 1
    assert [out.to for out in sent(kit)] == ["+13035550101"]
    assert Delivery.select().count() == 1


def test_others_leave_room_for_a_reminder_that_is_queued(
    publish: Callable[..., None], cast: SimpleNamespace, now: datetime
) -> None:
    publish(community="at most: 1 a day\n")
    kit = make_kit()
    reminder = say(cast.amy, now, kind=REMINDER, cause="call", due_at=now + timedelta(hours=3))
    row = say(cast.amy, now)
    drain(kit, now)
    assert fresh(row).reason_code == "cap"
    assert "kept for call reminders" in fresh(row).reason
    drain(kit, now + timedelta(hours=3))
    assert fresh(reminder).state == SENT


def test_others_leave_room_for_a_call_that_is_only_planned(
    publish: Callable[..., None], cast: SimpleNamespace, now: datetime
) -> None:
    publish({"workflows/monday.yaml": CALL}, community="at most: 1 a day\n", live=("monday",))
    kit = make_kit()
    starts = now + timedelta(hours=4)
    revision = Revision.get(Revision.workflow == "monday")
    call = Occurrence.create(workflow="monday", revision=revision, key="2026-11-23", starts_at=starts)
    Fanout.create(
        cause=f"occurrence:{call.id}", step_key="send:welcome", kind="send", workflow="monday", revision=revision,
        occurrence=call, begins_at=starts - timedelta(minutes=15), due_at=starts - timedelta(minutes=15),
        expires_at=starts,
    )  # fmt: skip
    Tag.create(member=cast.amy, name="leader", at=now)
    meant, other = say(cast.amy, now), say(cast.carla, now)
    drain(kit, now)
    assert fresh(meant).reason_code == "cap"
    assert fresh(other).state == SENT
