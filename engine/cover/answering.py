"""What stand-ins and hosts answer, taken down in the transaction of their own words. Only they are answered here."""

from __future__ import annotations

from datetime import datetime, timedelta

from engine import pins, rooms
from engine.cover import chain, holding
from engine.cover.confirming import ask_word
from engine.cover.people import COMING
from engine.cover.reading import REMIND
from engine.cover.saying import Voice, cause
from engine.models import Delivery, Member, Occurrence, StandIn
from engine.settings import Settings

REMEMBERED = timedelta(hours=2)  # so long after it was asked, a yes still has to do with it
OPEN = (chain.ASKING, chain.NOBODY)


def asked(member: Member, now: datetime, call_id: int | None = None) -> StandIn | None:
    """What this member was asked to lead last: of late, or a call that still has nobody; ``call_id``: that call."""
    mine = StandIn.member == member.id
    if call_id is not None:
        mine &= StandIn.occurrence == call_id
    lately = StandIn.asked_at > now - REMEMBERED
    free = Occurrence.state.in_(COMING) & (Occurrence.ends_at > now) & Occurrence.cover.in_(OPEN)
    found: StandIn | None = (
        StandIn.select().join(Occurrence).where(mine & (lately | free)).order_by(StandIn.id.desc()).first()
    )
    return found


def reminded_at(row: Occurrence, member: Member) -> datetime | None:
    """When the host was asked to say ON, where they have said nothing since."""
    if row.host_said:
        return None
    mine = (Delivery.cause == cause(row)) & (Delivery.step_key == REMIND) & (Delivery.member == member.id)
    sent = Delivery.get_or_none(mine)
    return sent.created_at if sent is not None else None


def answered(
    member: Member,
    yes: bool,
    settings: Settings,
    now: datetime,
    inbound_id: int | None = None,
    *,
    call_id: int | None = None,
) -> bool:
    """A stand-in's yes or no, by text or by a key; False where nobody asked them.

    A key says by the ringing phone which call is meant (``call_id``), words mean what was asked last.
    The first yes has the call. ``member`` is locked by the caller, in whose transaction this is.
    """
    one = asked(member, now, call_id)
    if one is None:
        return False
    row = Occurrence.get_by_id(one.occurrence_id)
    voice = Voice(row, settings, now)
    if row.led_by_id == member.id:
        if not yes:
            ask_word(member, row, settings, now, inbound_id)
    elif not yes:
        holding.decline(row, member, now)
        voice.answer(member, "no", inbound_id)
    elif holding.take(row, member, now):
        _hand_over(voice, member, inbound_id)
    else:
        coming = row.state in COMING and row.ends_at is not None and row.ends_at > now
        voice.answer(member, "late" if coming else "over", inbound_id)
    return True


def on(member: Member, row: Occurrence, settings: Settings, now: datetime, inbound_id: int | None) -> None:
    """The host leads as planned; whoever has it in their stead is named."""
    voice = Voice(row, settings, now)
    if row.led_by_id == member.id or holding.keep(row, now):
        voice.answer(member, "on", inbound_id)
        return
    leader = holding.leader_of(row, now)
    voice.answer(member, "led already", inbound_id, leader=voice.called(leader) if leader else "")


def _hand_over(voice: Voice, member: Member, inbound_id: int | None) -> None:
    """The role, a PIN for this call, and the notes."""
    row = voice.row
    call = rooms.terms(row)
    if call is None:
        return
    ends = row.closes_at or rooms.closes_at(row, call)
    pin = pins.new_pin(member, voice.settings, voice.now, row, ends)
    because = pins.cause(member, voice.now)
    voice.answer(member, "yours", inbound_id, by="text or phone", because=because, pin=pin)
    if call.notes:
        voice.send(member, call.notes, inbound_id)
