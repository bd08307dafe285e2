"""A stranger on the call said their name: whoever leads it gets it to hear, for nobody else can say who that is."""

from __future__ import annotations

from datetime import datetime, timedelta

from engine.links import Links
from engine.models import Delivery, Leg, Occurrence, Sound
from engine.models.sending import PERSON, URGENT
from engine.outbox import NewDelivery, queue

MOST = 10  # texts in one call: enough for a small one, and no flood for whoever leads a large one
OF_USE = timedelta(hours=12)


def tell_name(sound: Sound, links: Links, now: datetime) -> None:
    """Text the call's leader a link to it. Inside the caller's transaction."""
    leg = Leg.get_or_none(Leg.call_sid == sound.call_sid) if sound.call_sid else None
    if leg is None or leg.member_id is not None:
        return
    call: Occurrence = leg.occurrence
    leader = call.led_by_id or call.host_id
    cause = f"names:{call.id}"
    if leader is None or Delivery.select().where(Delivery.cause == cause).count() >= MOST:
        return
    who = f"Somebody new (…{leg.address[-4:]})" if leg.address else "Somebody new"
    queue(
        NewDelivery(
            cause=cause,
            step_key=f"sound:{sound.id}",
            member_id=leader,
            kind=PERSON,
            lane=URGENT,
            body=f"{who} is on the call. Hear their name: {links.sound(sound.public_id)}",
            context={"subject": "Somebody new on the call"},
            expires_at=now + OF_USE,
        ),
        now,
    )
