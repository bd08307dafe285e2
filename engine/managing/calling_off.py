"""The next call does not take place: its reminders are taken back, and whoever it was for is told. Or it does after all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine import audience, outbox
from engine.audience import FOR, READS, READS_OTHER
from engine.cover.words import when
from engine.managing.book import cause_of
from engine.managing.words import say
from engine.models import Instruction, Occurrence
from engine.models.db import locked
from engine.models.running import PHONE_CALL
from engine.models.sending import CRISIS
from engine.occurrences.planning import call_off as cancel_call
from engine.occurrences.planning import put_back as plan_again
from engine.published import workflow_of
from engine.times import say_zone

COMING = ("planned", "open")
SPANISH = "es"
AGAIN = ":again"  # of the cause, when it takes place after all


def next_one(now: datetime) -> Occurrence | None:
    """The call that comes next and has not begun."""
    ahead = Occurrence.state.in_(COMING) & (Occurrence.starts_at > now) & (Occurrence.kind == PHONE_CALL)
    found: Occurrence | None = (
        Occurrence.select().where(ahead).order_by(Occurrence.starts_at, Occurrence.id).first()
    )
    return found


def title_of(row: Occurrence) -> str:
    return workflow_of(row.revision_id).title


def whom(row: Occurrence) -> Mapping[str, Any]:
    """Whom it was for, as a fan-out keeps it."""
    return {FOR: audience.stored(workflow_of(row.revision_id).audience)}


def spoken_time(row: Occurrence, now: datetime, language: str) -> str:
    """When it was to be, by the call's own clock: what all of them are told is the same."""
    zone = row.zone or "UTC"
    return f"{when(row.starts_at, now, zone, language)} {say_zone(row.starts_at, zone)}"


def call_off(instruction: Instruction, now: datetime) -> None:
    row: Occurrence = locked(Occurrence.select().where(Occurrence.id == instruction.detail["call"])).get()
    cancel_call(row, now)
    _tell_all(instruction, row, "call is off", cause_of(instruction), now)


def put_back(instruction: Instruction, now: datetime) -> None:
    """Whoever has not heard of it will not; the others hear that it takes place."""
    row: Occurrence = locked(Occurrence.select().where(Occurrence.id == instruction.detail["call"])).get()
    if row.ends_at is None or row.ends_at <= now:
        return
    plan_again(row)
    why = "The call takes place after all."
    told, _ = outbox.stop_broadcast(cause_of(instruction), why, now)
    if told:
        _tell_all(instruction, row, "call is on", f"{cause_of(instruction)}{AGAIN}", now)


def _tell_all(instruction: Instruction, row: Occurrence, key: str, cause: str, now: datetime) -> None:
    """In each reader's language; first in line, for it is of use only before the call would be."""
    title = title_of(row)
    for language, reads in (("en", {READS_OTHER: SPANISH}), (SPANISH, {READS: SPANISH})):
        words = say(key, language, title=title, time=spoken_time(row, now, language))
        outbox.broadcast_words(
            words,
            {**instruction.detail["to"], **reads},
            cause=f"{cause}:{language}",
            now=now,
            subject=title,
            kind=CRISIS,
            expires_at=row.ends_at,
        )
