"""Recordings of which no word ever came: found again, once, and only ours."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from engine import inbound, sounds
from engine.models import Delivery, Inbound, Leg, Occurrence, Revision, Room, RoomEvent, Sound
from sandbox.clock import machine_ms
from sandbox.store import insert
from tests.engine.recovery.conftest import OURS, Outage

AMY, CALL, OTHER, ROOM = "+13125550142", "CA" + "1" * 32, "CA" + "2" * 32, "CF" + "3" * 32


@pytest.fixture
def down(outage: Outage, cast: SimpleNamespace) -> Outage:
    """The first look has marked the place, and Amy has rung."""
    outage.look()
    Inbound.create(
        provider="twilio", provider_id=CALL, channel="phone", from_value=AMY, to_value=OURS, member=cast.amy,
        received_at=outage.now, handled_at=outage.now, understood_as="call",
    )  # fmt: skip
    return outage


def there(outage: Outage, number: int, **values: Any) -> str:
    """A recording at Twilio that nobody told us of."""
    sid, now = f"RE{number:032x}", machine_ms()
    usual = {
        "call_sid": CALL,
        "conference_sid": "",
        "source": "RecordVerb",
        "status": "completed",
        "seconds": 7,
    }
    known = {**usual, "words": "", "callback": "", "events": "completed", **values}
    with outage.sandbox.carrier.store.write() as connection:
        insert(connection, "recordings", sid=sid, created_ms=now, updated_ms=now, **known)
    return sid


def test_a_lost_message_reaches_its_person_and_plays(down: Outage, cast: SimpleNamespace) -> None:
    sid = there(down, 1)
    assert down.look(minutes=5).recordings == 0
    assert down.look(minutes=11).recordings == 1
    assert down.look(minutes=16).recordings == 0
    (left,) = [row for row in Inbound.select() if row.raw.get("recording")]
    assert (left.provider_id, left.member_id, left.raw["seconds"]) == (f"{CALL}:{sid}", cast.amy.id, "7")
    inbound.drain(down.kit, down.now + down.later)
    sounds.drain(down.kit, down.now + down.later)
    told = Delivery.get(Delivery.member == cast.rosa.id).context["words"]
    assert down.kit.links.sound(Sound.get().public_id) in told
    assert Sound.get().state == "kept"


def test_what_we_were_told_of_is_not_taken_again(down: Outage) -> None:
    sid = there(down, 1)
    url = f"{down.sandbox.url}/2010-04-01/Accounts/x/Recordings/{sid}"
    sounds.take(sounds.NewSound(sid=sid, kind="take", url=url), down.now)
    assert down.look(minutes=16).recordings == 0
    assert Sound.get().kind == "take"


def test_what_is_not_finished_or_not_ours_is_left(down: Outage) -> None:
    there(down, 1, status="in-progress")
    there(down, 2, call_sid=OTHER)
    there(down, 3, call_sid="", conference_sid=ROOM, source="Conference")
    assert down.look(minutes=16).recordings == 0
    assert Sound.select().count() == 0


@pytest.mark.parametrize("known", ["room", "leg"])
def test_a_recorded_call_is_found_by_its_room_or_its_leaders_line(
    down: Outage, cast: SimpleNamespace, now: datetime, known: str
) -> None:
    revision = Revision.create(workflow="w", sha256="0" * 64, at=now)
    call = Occurrence.create(workflow="w", revision=revision, key="2026-11-23", starts_at=now)
    room = Room.create(occurrence=call, name="r", opened_at=now)
    if known == "room":
        RoomEvent.create(conference_sid=ROOM, sequence=1, room=room, event="conference-start", at=now)
        there(down, 1, call_sid="", conference_sid=ROOM, source="Conference")
    else:
        Leg.create(call_sid=CALL, occurrence=call, room=room, entered_at=now)
        there(down, 1, source="StartCallRecordingAPI")
    assert down.look(minutes=16).recordings == 1
    found = Sound.get()
    assert found.kind == "call"
    assert sounds.call_of(found) == call
