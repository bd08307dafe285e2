"""One message to one audience, once: a fan-out that pages through the members as it is served."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from engine.audience import stored
from engine.language.conditions import Conditions
from engine.models import Fanout
from engine.outbox.queueing import Part

SEND = "send"


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
    values = {
        "kind": SEND,
        "detail": detail | ({"by": by} if by else {}),
        "begins_at": now,
        "due_at": now,
        "expires_at": expires_at,
    }
    once = {"cause": cause, "step_key": f"{SEND}:{message}", "zone": ""}
    Fanout.insert(**once, **values).on_conflict_ignore().execute()
    found: Fanout = Fanout.get(Fanout.cause == cause, Fanout.step_key == once["step_key"], Fanout.zone == "")
    return found
