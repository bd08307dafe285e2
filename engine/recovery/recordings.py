"""Recordings of which neither the call nor a report ever told us. Twilio has them, and they are taken in after all.

What was said to our line becomes the message it was meant to be, what was recorded of a call its recording.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from engine import sounds
from engine.channels.history import Recorded, recorded
from engine.channels.twilio import TwilioCarrier
from engine.channels.twilio_client import PROVIDER
from engine.inbound import Received, receive
from engine.links import Links
from engine.models import Inbound, Leg, RoomEvent, Sound
from engine.recovery.bookmarks import bookmark, move

EVERY = timedelta(minutes=15)
LONGEST = timedelta(hours=4)  # a recording is listed by its beginning, and a call may take an evening
FARTHEST = timedelta(days=3)
MOST = 1000

MARK = "recordings"


def recover_recordings(carrier: TwilioCarrier, links: Links, now: datetime, machine_now: datetime) -> int:
    """Look once in a quarter of an hour; how many were new. Raises ProviderError; then nothing has moved on.

    The first look of all only marks the place.
    """
    mark = bookmark(MARK, machine_now)
    if machine_now - mark.at < EVERY:
        return 0
    since = max(mark.at, machine_now - FARTHEST) - LONGEST
    lost = _unknown(recorded(carrier.client, since, machine_now, MOST))
    taken = sum(_take(one, links, now) for one in lost)
    move(mark, machine_now)
    return taken


def _unknown(listed: Sequence[Recorded]) -> list[Recorded]:
    ids = [one.provider_id for one in listed]
    known = {row.provider_sid for row in Sound.select(Sound.provider_sid).where(Sound.provider_sid.in_(ids))}
    return [one for one in listed if one.provider_id not in known]


def _take(lost: Recorded, links: Links, now: datetime) -> bool:
    """Take it in where it is ours; whether it was. An account may have other lines beside ours."""
    new = sounds.NewSound(
        sid=lost.provider_id,
        kind=sounds.MESSAGE if lost.spoken else sounds.CALL,
        url=lost.url,
        call_sid=lost.call_sid,
        seconds=lost.seconds,
        detail={sounds.CONFERENCE: lost.conference_sid} if lost.conference_sid else {},
    )
    if not lost.spoken:
        return _of_a_call(lost) and bool(sounds.take(new, now, there=True))
    rang = Inbound.get_or_none((Inbound.provider == PROVIDER) & (Inbound.provider_id == lost.call_sid))
    if rang is None:
        return False
    sound = sounds.take(replace(new, member_id=rang.member_id), now, there=True)
    receive(_said(lost, rang, links.sound(sound.public_id)), now)
    return True


def _of_a_call(lost: Recorded) -> bool:
    """Whether one of our rooms was recorded, or the line of somebody in one."""
    by_room = RoomEvent.select().where(RoomEvent.conference_sid == lost.conference_sid)
    by_line = Leg.select().where(Leg.call_sid == lost.call_sid)
    return bool((lost.conference_sid and by_room.exists()) or (lost.call_sid and by_line.exists()))


def _said(lost: Recorded, rang: Inbound, link: str) -> Received:
    """As the line would have written it down, so that its own word, should it come after all, counts once."""
    return Received(
        provider=PROVIDER,
        provider_id=f"{lost.call_sid}:{lost.provider_id}",
        channel="phone",
        from_value=rang.from_value,
        to_value=rang.to_value,
        raw={
            "recording": lost.url,
            "recording_sid": lost.provider_id,
            "seconds": str(lost.seconds),
            "about": "message",
            "listen": link,
            "recovered": True,
        },
    )
