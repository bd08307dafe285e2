"""One message to one audience, once: a fan-out that pages through the members as it is served."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.audience import stored
from engine.language.conditions import Conditions
from engine.models import Delivery, Fanout
from engine.models.sending import CANCELLED, CRISIS, IN_FLIGHT, SENT, STARTED, URGENT, WAITING_STATES
from engine.outbox.queueing import Part, cancel

SEND = "send"
UNFINISHED = ("waiting", "running")


def broadcast(
    message: str,
    to: Conditions,
    *,
    cause: str,
    now: datetime,
    by: Part | None = None,
    expires_at: datetime | None = None,
) -> Fanout:
    """Plan to send the manager's ``message`` to everybody ``to`` fits when they are reached.

    ``cause`` makes it happen once: the same one again is the same broadcast, whatever became of it.
    """
    detail: dict[str, Any] = {"message": message, "for": stored(to), "bulk": True}
    detail |= {"by": by} if by else {}
    return _fanout(cause, f"{SEND}:{message}", detail, now, expires_at)


def broadcast_words(
    words: str,
    to: Mapping[str, Any],
    *,
    cause: str,
    now: datetime,
    subject: str,
    kind: str = STARTED,
    by: Part | None = None,
    expires_at: datetime | None = None,
) -> Fanout:
    """Plan to send these very ``words``, from ``now`` on, to everybody ``to`` means (see ``engine.audience.whom``).

    A CRISIS goes first in line; what we start goes as bulk, behind whatever somebody waits for.
    """
    lane = {"lane": URGENT} if kind == CRISIS else {"bulk": True}
    detail: dict[str, Any] = {**to, **lane, "body": words, "kind": kind, "context": {"subject": subject}}
    detail |= {"by": by} if by else {}
    return _fanout(cause, SEND, detail, now, expires_at)


def broadcast_recording(
    name: str, to: Mapping[str, Any], *, cause: str, now: datetime, kind: str = STARTED
) -> Fanout:
    """Plan to ring everybody ``to`` means and play the recording of this ``name``."""
    lane = {"lane": URGENT} if kind == CRISIS else {"bulk": True}
    return _fanout(cause, SEND, {**to, **lane, "message": name, "kind": kind, "by": "phone"}, now, None)


def stop_broadcast(cause: str, why: str, now: datetime) -> tuple[int, int]:
    """Take back what has not left of it; how many members have it already, and how many will not get it.

    Of it is also what has a cause that goes on after it with a colon.
    """
    parts = Fanout.cause.startswith(f"{cause}:") | (Fanout.cause == cause)
    causes = [row.cause for row in Fanout.select(Fanout.cause).where(parts)]
    stopped = Fanout.update(state=CANCELLED)
    stopped.where(Fanout.cause.in_(causes) & Fanout.state.in_(UNFINISHED)).execute()
    mine = Delivery.cause.in_(causes)
    gone = Delivery.state.in_((SENT, *IN_FLIGHT))
    have = Delivery.select(Delivery.member).where(mine & gone).distinct()
    had: int = have.count()
    never: int = (
        Delivery.select(Delivery.member)
        .where(mine & Delivery.state.in_(WAITING_STATES) & Delivery.member.not_in(have))
        .distinct()
        .count()
    )
    for one in causes:
        cancel(cause=one, why=why, now=now)
    return had, never


def _fanout(
    cause: str, step_key: str, detail: Mapping[str, Any], now: datetime, expires_at: datetime | None
) -> Fanout:
    once = {"cause": cause, "step_key": step_key, "zone": ""}
    values = {"kind": SEND, "detail": dict(detail), "begins_at": now, "due_at": now, "expires_at": expires_at}
    Fanout.insert(**once, **values).on_conflict_ignore().execute()
    found: Fanout = Fanout.get(Fanout.cause == cause, Fanout.step_key == step_key, Fanout.zone == "")
    return found
