"""What is to be done in a room: a row first, so that nothing is lost, and done by a drain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from engine.models import Leg, Occurrence, Room, RoomCommand, bulk
from engine.now import to_ms

QUEUED, DONE, FAILED = "queued", "done", "failed"
SOON = timedelta(minutes=2)  # what is not done by then is not what anybody wants any more
HEARD = timedelta(seconds=30)  # later than that, a sentence would only puzzle
MUTES = ("mute", "unmute")
NOTHING: Mapping[str, str | int] = {}


def order(
    room: Room,
    kind: str,
    key: str,
    due_at: datetime,
    *,
    call_sid: str = "",
    detail: Mapping[str, Any] | None = None,
    lasts: timedelta = SOON,
) -> None:
    """Have it done from ``due_at`` on, for ``lasts`` at most; the same ``key`` again changes nothing."""
    RoomCommand.insert(
        key=key,
        room=room,
        kind=kind,
        call_sid=call_sid,
        detail=dict(detail or {}),
        due_at=due_at,
        expires_at=due_at + lasts,
    ).on_conflict_ignore().execute()


def announce(call: Occurrence, key: str, now: datetime, **values: str | int) -> None:
    """Say a sentence, by its key among the line's words, in every room of the call."""
    for room in Room.select().where((Room.occurrence == call.id) & Room.closed_at.is_null()):
        say_in(room, key, now, values)


def tell(leg: Leg, key: str, now: datetime, **values: str | int) -> None:
    """Say a sentence to one of them alone."""
    say_in(leg.room, key, now, values, leg.call_sid)


def kick(leg: Leg, now: datetime) -> None:
    """Take one out of the room; what they hear then is for the line to say."""
    order(leg.room, "kick", f"kick:{leg.call_sid}:{to_ms(leg.entered_at)}", now, call_sid=leg.call_sid)


def order_mutes(legs: Iterable[Leg], muted: bool, now: datetime) -> None:
    """One command for each; whatever of that kind still waits for them is overtaken."""
    wanted = list(legs)
    sids = [leg.call_sid for leg in wanted]
    overtaken = RoomCommand.kind.in_(MUTES) & (RoomCommand.state == QUEUED) & RoomCommand.call_sid.in_(sids)
    RoomCommand.update(state=DONE, error="overtaken", done_at=now).where(overtaken).execute()
    kind = "mute" if muted else "unmute"
    rows = [
        {
            "key": f"{kind}:{leg.call_sid}:{to_ms(now)}",
            "room": leg.room_id,
            "kind": kind,
            "call_sid": leg.call_sid,
            "due_at": now,
            "expires_at": now + SOON,
        }
        for leg in wanted
    ]
    bulk.insert(RoomCommand, rows)


def say_in(
    room: Room, key: str, now: datetime, values: Mapping[str, str | int] = NOTHING, call_sid: str = ""
) -> None:
    """Say a sentence in one room, or with ``call_sid`` to one of those in it."""
    name = f"say:{room.id}:{key}:{call_sid}:{to_ms(now)}"
    detail = {"key": key, "values": dict(values)}
    order(room, "announce", name, now, call_sid=call_sid, detail=detail, lasts=HEARD)
