"""What happened in a virtual world, instant by instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from engine.models import Delivery, Trace
from engine.models.sending import CANCELLED, CLAIMED, FINAL, HELD, SENDING, SENT

Kind = Literal["sent", "held", "refused", "expired", "failed", "cancelled", "rings", "said", "step", "event"]
PASSING = frozenset({"order", "retry", "lease"})  # holds of a moment, which say nothing to a manager


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to, or was said by, one member. A message that goes out by phone ``rings``.

    ``words`` are the message as it went out, what the member said, or the reason in a sentence; ``message``
    names the manager's file; ``about_id`` is another member it tells of; ``until`` belongs to what is held.
    """

    at: datetime
    kind: Kind
    member_id: int
    words: str = ""
    message: str = ""
    subject: str = ""
    channel: str = ""
    to: str = ""
    segments: int = 0
    price_micros: int = 0
    currency: str = "USD"
    workflow: str = ""
    step_key: str = ""
    code: str = ""
    until: datetime | None = None
    about_id: int | None = None


class Recorder:
    """Looks at the outbox and the trace whenever it is quiet, and keeps what is new, oldest first."""

    def __init__(self) -> None:
        self.happened: list[Happening] = []
        self._states: dict[int, tuple[Any, ...]] = {}
        self._last: datetime | None = None
        self._trace = 0

    def note(self, happening: Happening) -> None:
        self.happened.append(happening)

    def look(self, now: datetime) -> None:
        """Take in what has changed since the last look."""
        changed = Delivery.state.not_in(FINAL)
        changed |= Delivery.settled_at >= (self._last or now)
        for row in Delivery.select().where(changed).order_by(Delivery.settled_at.is_null(), Delivery.id):
            seen = (row.state, row.reason_code, row.due_at if row.state == HELD else None)
            if self._states.get(row.id) != seen:
                self._states[row.id] = seen
                if (told := _of_delivery(row, now)) is not None:
                    self.happened.append(told)
        for line in Trace.select().where(Trace.id > self._trace).order_by(Trace.id):
            self._trace = line.id
            self.happened.append(_of_trace(line))
        self._last = now


def _of_delivery(row: Delivery, now: datetime) -> Happening | None:
    """What became of a delivery; None while nothing has, or only for a moment."""
    if row.state not in (*FINAL, HELD) or row.state in (CLAIMED, SENDING) or row.reason_code in PASSING:
        return None
    sent = row.state == SENT
    kind: Kind = "rings" if sent and row.channel == "phone" else cast(Kind, row.state)
    return Happening(
        at=(row.sent_at if sent else row.settled_at) or now,
        kind=kind,
        member_id=row.member_id,
        words=row.body if sent else row.reason,
        message=row.message,
        subject=row.subject,
        channel=row.channel,
        to=row.address.value if row.address is not None else "",
        segments=row.segments,
        price_micros=row.price_micros if sent else 0,
        currency=row.currency,
        workflow=row.workflow,
        step_key=row.step_key,
        code=row.reason_code if row.state != CANCELLED else "",
        until=row.due_at if row.state == HELD else None,
        about_id=row.about_id,
    )


def _of_trace(line: Trace) -> Happening:
    detail = {key: value for key, value in line.detail.items() if key != "cause"}
    said = ", ".join(f"{key}: {value}" for key, value in detail.items())
    return Happening(
        line.at,
        "step",
        line.member_id,
        said,
        workflow=line.workflow,
        step_key=line.step_key,
        code=line.outcome,
    )
