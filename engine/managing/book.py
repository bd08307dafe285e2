"""What was ordered is written down before anything comes of it, and every act on it stands in the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from engine.managing.manager import Manager
from engine.models import Audit, Instruction, Member

ASKED, SECOND, GOING, UNDONE, LAPSED = "asked", "second", "going", "undone", "lapsed"
REMEMBERED = timedelta(days=1)  # so long an order may be taken back


def write_down(
    manager: Manager,
    kind: str,
    *,
    words: str = "",
    detail: Mapping[str, Any],
    people: int = 1,
    micros: int = 0,
    call_key: str | None = None,
) -> Instruction:
    """The order as a row, once for each text or step of a phone call."""
    mine = (
        Instruction.inbound_id == manager.inbound.id
        if manager.inbound is not None
        else Instruction.call_key == call_key
    )
    found: Instruction | None = Instruction.get_or_none(mine)
    return found or Instruction.create(
        member=manager.member,
        kind=kind,
        words=words,
        detail=dict(detail),
        people=people,
        price_micros=micros,
        asked_at=manager.now,
        inbound_id=manager.inbound.id if manager.inbound is not None else None,
        call_key=call_key,
    )


def latest(member: Member, now: datetime) -> Instruction | None:
    """The last order of theirs that can still be taken back."""
    mine = (Instruction.member == member.id) & Instruction.state.in_((ASKED, SECOND, GOING))
    recent = Instruction.asked_at > now - REMEMBERED
    found: Instruction | None = (
        Instruction.select().where(mine & recent).order_by(Instruction.id.desc()).first()
    )
    return found


def change(instruction: Instruction, **values: Any) -> None:
    Instruction.update(**values).where(Instruction.id == instruction.id).execute()
    for name, value in values.items():
        setattr(instruction, name, value)


def cause_of(instruction: Instruction) -> str:
    """What everything belongs to that goes out because of it."""
    return f"instruction:{instruction.public_id}"


def audit(who: Member, did: str, instruction: Instruction, now: datetime, **more: Any) -> None:
    """``did`` is asked, confirmed, done, undone or refused, of the order's kind."""
    detail = {"people": instruction.people, **({"words": instruction.words} if instruction.words else {})}
    named = {key: instruction.detail[key] for key in ("order", "name", "tag") if key in instruction.detail}
    Audit.create(
        at=now,
        who=who.public_id,
        did=f"{did}: {instruction.kind}",
        about=cause_of(instruction),
        detail={**detail, **named, **more},
    )


def refused(who: Member, command: str, why: str, text: str, now: datetime) -> None:
    """What was not done, and why."""
    Audit.create(
        at=now, who=who.public_id, did=f"refused: {command}", detail={"why": why, "words": text[:500]}
    )
