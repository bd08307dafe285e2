"""The facts of one call, as ``chain`` decides on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine import rooms
from engine.cover import chain
from engine.cover.people import host_of, willing
from engine.cover.saying import cause
from engine.language.dated import Call
from engine.models import Delivery, Member, Occurrence, StandIn
from engine.models.sending import CANCELLED, EXPIRED, FAILED, HELD, REFUSED, SENT
from engine.outbox import calls
from engine.published import live
from engine.times import Duration

ASK_STAND_INS = Duration(10, "minutes")  # where the file names stand-ins and no time
REMINDED_BEFORE = timedelta(minutes=30)
NOT_AT_NIGHT = timedelta(hours=2)  # a call farther away than that waits for the community's hours
ANSWERED = "answered"  # as the outbox says it of a call that somebody took
LOST = frozenset({REFUSED, FAILED, EXPIRED, CANCELLED})

# Step keys of what we send for a call, each once for one member.
REMIND, WARN, LEADS = "remind", "warn", "leads"


@dataclass(frozen=True)
class Seen:
    """One call with its facts, and the columns that must not have changed when they are acted on."""

    row: Occurrence
    call: Call
    host: Member | None
    stand_ins: tuple[StandIn, ...]
    state: chain.State


def leads_key(row: Occurrence) -> str:
    return f"{LEADS} {row.led_by_id or 0}"


def see(row: Occurrence, now: datetime) -> Seen | None:
    """The call's facts; None where it meets on an outside bridge, which we cannot hear."""
    call = rooms.terms(row)
    if call is None or row.ends_at is None:
        return None
    host = host_of(row, call, now)
    sent = list(Delivery.select().where(Delivery.cause == cause(row)))
    keys = {one.step_key for one in sent}
    stand_ins = tuple(StandIn.select().where(StandIn.occurrence == row.id).order_by(StandIn.position))
    ask_at = _ask_at(row, call)
    state = chain.State(
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        remind_at=ask_at - REMINDED_BEFORE if ask_at is not None and host is not None else None,
        ask_at=ask_at,
        cover=row.cover,
        host_said=row.host_said,
        reminded=REMIND in keys,
        warned=WARN in keys,
        told=host is None or host.id == row.led_by_id or leads_key(row) in keys,
        present=rooms.leader_present(row, now),
        left_at=rooms.leader_left_at(row, now),
        led_by=row.led_by_id,
        taken_at=next((one.said_at for one in stand_ins if one.member_id == row.led_by_id), None),
        asked=tuple(_asked(one, sent) for one in stand_ins),
        willing=willing(row, call, {one.member_id for one in stand_ins}, now),
        decent_at=decent_at(row, call, now),
    )
    return Seen(row, call, host, stand_ins, state)


def _ask_at(row: Occurrence, call: Call) -> datetime | None:
    """When a host who is not there counts as missing; never where the file names nobody to ask and nothing to do."""
    if call.stand_ins is not None:
        return (call.ask_stand_ins or ASK_STAND_INS).before(row.starts_at, call.timezone)
    return row.starts_at + chain.DROPPED if call.if_nobody_leads else None


def decent_at(row: Occurrence, call: Call, now: datetime) -> datetime | None:
    """From when on people are asked, where it is night now and the call far enough away; else None: now."""
    opens = live().community.hours.next_open(now, call.timezone)
    return opens if now < opens <= row.starts_at - NOT_AT_NIGHT else None


def _asked(one: StandIn, sent: list[Delivery]) -> chain.Asked:
    """What became of it. Held for longer than they have to answer, it is lost, too."""
    last = next((row for row in sent if row.step_key == ask_key(one.state, one.member_id)), None)
    if last is None:
        return chain.Asked(one.member_id, one.state, one.until_at)
    lost = last.state in LOST or _held(last, one.until_at) or _rang_in_vain(last)
    return chain.Asked(one.member_id, one.state, one.until_at, reached=last.state == SENT, lost=lost)


def _held(last: Delivery, until: datetime | None) -> bool:
    return last.state == HELD and until is not None and last.due_at >= until


def _rang_in_vain(last: Delivery) -> bool:
    """Nobody took the call, or only a machine: whoever did may still press a key."""
    return calls.ended(last) and calls.said(last) != ANSWERED


def ask_key(state: str, member_id: int) -> str:
    """The step key of what somebody in this state was sent last."""
    return f"{state} {member_id}"
