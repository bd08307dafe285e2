"""A stranger's name is for whoever leads the call they are on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace

import pytest

from engine import consent, outbox, sounds
from engine.channels import Kit, PaperCarrier
from engine.models import Delivery, Leg, Occurrence, Room, Sound
from engine.models.db import transaction
from engine.models.sending import URGENT
from engine.sounds.names import MOST
from tests.addresses import first_address
from tests.engine.sounds.shelf import MP3, Taken


@pytest.fixture
def room(tuesday: Occurrence, cast: SimpleNamespace, now: datetime) -> Room:
    """The call is on, and Bob has it in Rosa's place."""
    Occurrence.update(host=cast.rosa, led_by=cast.bob).execute()
    return Room.create(occurrence=tuesday, name="r", opened_at=now)


def test_the_leader_gets_it_to_hear_once(
    kit: Kit, taken: Taken, room: Room, cast: SimpleNamespace, now: datetime
) -> None:
    Leg.create(
        call_sid="CA1",
        occurrence=room.occurrence,
        room=room,
        address="+13125550777",
        role="guest",
        entered_at=now,
    )
    taken("name", 1, call_sid="CA1")
    for _ in range(2):
        sounds.drain(kit, now)
    (told,) = Delivery.select()
    assert told.member_id == cast.bob.id
    link = kit.links.sound(Sound.get().public_id)
    assert told.context["words"] == f"Somebody new (…0777) is on the call. Hear their name: {link}"


def test_a_leader_who_said_stop_is_not_texted(
    kit: Kit, taken: Taken, room: Room, cast: SimpleNamespace, now: datetime
) -> None:
    carrier = PaperCarrier("+13125550199", "twilio")
    kit = replace(kit, carriers=replace(kit.carriers, text=carrier))
    with transaction():
        consent.stop(cast.bob, first_address(cast.bob), "text", {}, now)
    Leg.create(call_sid="CA1", occurrence=room.occurrence, room=room, role="guest", entered_at=now)
    taken("name", 1, call_sid="CA1")
    sounds.drain(kit, now)
    outbox.drain((URGENT,), kit, now=now, machine_now=now)
    assert (Delivery.get().state, Delivery.get().reason_code) == ("refused", "stopped")
    assert carrier.sent == []


def test_of_many_strangers_the_first_are_told(kit: Kit, taken: Taken, room: Room, now: datetime) -> None:
    for number in range(MOST + 3):
        Leg.create(
            call_sid=f"CA{number}", occurrence=room.occurrence, room=room, role="guest", entered_at=now
        )
        taken("name", number, call_sid=f"CA{number}", body=MP3 + bytes([number]))
    while sounds.drain(kit, now).more:  # a busy machine needs more than one
        pass
    assert Delivery.select().count() == MOST


def test_members_and_those_who_never_came_in_are_no_news(
    kit: Kit, taken: Taken, room: Room, cast: SimpleNamespace, now: datetime
) -> None:
    Leg.create(call_sid="CA1", occurrence=room.occurrence, room=room, member=cast.amy, entered_at=now)
    taken("name", 1, call_sid="CA1")
    taken("name", 2, call_sid="CA2")
    sounds.drain(kit, now)
    assert Delivery.select().count() == 0
