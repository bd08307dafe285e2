"""What becomes of a call of ours after the provider took it: who answered, what it cost, and whether it is rung again.

A text has done its work when it left; a call is over when it ended. A busy line, a phone that nobody picks up and
a call that failed are rung again by the rule the call was queued with, under the same step's key and a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from engine import pins
from engine.models import Delivery, Enrollment
from engine.models.running import ACTIVE
from engine.models.sending import SENT
from engine.outbox.queueing import AGAIN, NewDelivery, first_key, queue
from engine.times import Duration, TimesError, parse_duration
from engine.wording.prices import call_price

MISSED = frozenset({"busy", "no-answer", "failed"})
OVER = MISSED | {"completed", "canceled"}
MACHINE = ("machine", "fax")
ANSWERED_BY = "answered_by"  # in a call's context: a person or a machine
LONGEST = timedelta(hours=2)  # after which a call is over, though nobody told us
_SAID = {"no-answer": "no answer", "canceled": "called off"}
_NOBODY = "unknown"  # what is told of a call whose end nobody reported


@dataclass(frozen=True, slots=True)
class Again:
    """How often a phone is rung again, and how long after the call before."""

    times: int
    after: Duration

    def as_data(self) -> dict[str, Any]:
        """As it stands in a delivery's context, under RETRY."""
        return {"times": self.times, "after": str(self.after)}


RETRY = "retry"
USUAL = Again(2, Duration(20, "minutes"))
"""For a message that was meant to be read and became a call: a text would have waited for them."""


def ended(row: Delivery) -> bool:
    """Whether this call is known to be over."""
    return row.channel == "phone" and row.state == SENT and row.provider_status in OVER


def said(row: Delivery) -> str:
    """How a call ended, in a word or two; how the delivery did where it never became one."""
    if row.state != SENT:
        return f"{row.state}: {row.reason}" if row.reason else row.state
    if row.provider_status == "completed":
        return "answered by a machine" if _by_a_machine(row) else "answered"
    status = row.provider_status if row.provider_status in OVER else _NOBODY
    return _SAID.get(status, status)


def price_of(row: Delivery, to: str, status: str, raw: Mapping[str, Any]) -> int | None:
    """What a call that is over cost, by how long it took; None where that is not said. One nobody took is free."""
    if status in MISSED or status == "canceled":
        return 0
    seconds = str(raw.get("CallDuration", ""))
    if status != "completed" or not (seconds.isascii() and seconds.isdigit()):
        return None
    return call_price(to, int(seconds[:6])).micros


def ring_again(row: Delivery, now: datetime) -> Delivery | None:
    """Queue the next call where this one was missed and its rule allows another; None where that is all.

    A machine is not told a PIN, so a call that brings one is missed there too.
    Nothing is queued for a walk that is over, nor past the time the call is good for. Consent, hours and law are
    the gate's, as for every call.
    """
    rule, number = _rule(row), _number(row) + 1
    if not _missed(row) or rule is None or number > rule.times or _walk_is_over(row):
        return None
    due = rule.after.after(now, row.member.timezone)
    if row.expires_at is not None and due >= row.expires_at:
        return None
    new = NewDelivery(
        cause=row.cause,
        step_key=f"{first_key(row.step_key)}{AGAIN}{number}",
        member_id=row.member_id,
        kind=row.kind,
        message=row.message,
        context={**_kept(row), RETRY: rule.as_data()},
        by="phone" if row.part == "phone" else "text or phone",
        about_id=row.about_id,
        enrollment_id=row.enrollment_id,
        occurrence_id=row.occurrence_id,
        thread_id=row.thread_id,
        inbound_id=row.inbound_id,
        workflow=row.workflow,
        lane=row.lane,
        due_at=due,
        expires_at=row.expires_at,
        once_per_address=row.once_per_address,
    )
    return queue(new, now)[0]


def _missed(row: Delivery) -> bool:
    unheard = pins.brought_by(row.cause) and _by_a_machine(row)
    return row.provider_status in MISSED or (row.provider_status == "completed" and unheard)


def _by_a_machine(row: Delivery) -> bool:
    return str(row.context.get(ANSWERED_BY, "")).startswith(MACHINE)


def _kept(row: Delivery) -> dict[str, Any]:
    """What goes on to the next call: not who answered this one."""
    return {key: value for key, value in row.context.items() if key != ANSWERED_BY}


def _rule(row: Delivery) -> Again | None:
    """The rule of a call: its own; the usual one for a message that became a call; none for any other."""
    written = row.context.get(RETRY)
    if not isinstance(written, Mapping):
        return None if row.part == "phone" else USUAL
    try:
        return Again(int(written["times"]), parse_duration(str(written["after"])))
    except (KeyError, ValueError, TimesError):
        return None


def _number(row: Delivery) -> int:
    written = row.step_key.partition(AGAIN)[2]
    return int(written) if written.isdigit() else 0


def _walk_is_over(row: Delivery) -> bool:
    if row.enrollment_id is None:
        return False
    going = (Enrollment.id == row.enrollment_id) & (Enrollment.status == ACTIVE)
    return not Enrollment.select(Enrollment.id).where(going).exists()
