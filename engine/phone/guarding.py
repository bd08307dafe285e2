"""Somebody tries PINs until one fits: the line takes none for a while, and whoever looks after it is told so."""

from __future__ import annotations

from engine import pins
from engine.cover.people import staff
from engine.models.sending import PERSON
from engine.outbox import NewDelivery, queue
from engine.outbox.fields import first_name
from engine.outbox.places import local_day
from engine.phone.call import Call
from engine.phone.words import spoken

BELL = "urgent"


def wrong_pin(call: Call) -> None:
    """Note a wrong PIN; where it locks everybody, every host and manager is texted, once a day.

    Inside the caller's transaction.
    """
    pins.wrong(call.theirs, call.now)
    if pins.shut(call.now) is None:
        return
    for member in staff():
        name = first_name(member, call.community.nameless)
        queue(
            NewDelivery(
                cause=f"pins tried:{local_day(call.now, call.community.timezone)}",
                step_key="told",
                member_id=member.id,
                kind=PERSON,
                body=spoken("pins_tried", member.language, name=name),
                context={"subject": spoken("pins_tried_subject", member.language)},
            ),
            call.now,
        )
    call.ring(BELL)
