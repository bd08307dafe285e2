"""Putting deliveries in and taking them out again, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from engine.language.steps import By
from engine.models import Delivery, Inbound, Member, Occurrence, bulk
from engine.models.sending import (
    ANSWER,
    CANCELLED,
    CRISIS,
    NORMAL,
    PERSON,
    QUEUED,
    SERVICE,
    URGENT,
    WAITING_STATES,
)

ANY = "any"  # the part of a delivery whose channel is chosen at the gate
NUMBER = "number"  # a text, or a call where the number takes none
Part = By | Literal["everywhere"]
PARTS: Mapping[Part | None, tuple[str, ...]] = {
    None: (ANY,),
    "text": ("text",),
    "email": ("email",),
    "both": ("text", "email"),
    "phone": ("phone",),
    "text or phone": (NUMBER,),
    "everywhere": (NUMBER, "email"),
}
PRESS = "press"  # in a context: the keys of a call, each with what it leads to
AGAIN = "/again-"  # a call that nobody took is rung again under its step's key with this and a number
KEPT = (PERSON, SERVICE)  # not ours to take back: a person's words, and the answers to STOP, START and HELP
QUICK_KINDS = frozenset({ANSWER, PERSON, SERVICE, CRISIS})  # somebody waits for these


@dataclass(frozen=True)
class NewDelivery:
    """One message for one member. Either ``message`` names a manager's file or ``body`` holds the very words.

    ``cause`` and ``step_key`` say what it belongs to: together with the member they make it happen once.
    ``lane`` follows from ``kind`` unless it is given; ``due_at`` is now unless it is given.
    """

    cause: str
    step_key: str
    member_id: int
    kind: str
    message: str = ""
    body: str = ""
    subject: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    by: Part | None = None
    about_id: int | None = None
    enrollment_id: int | None = None
    occurrence_id: int | None = None
    thread_id: int | None = None
    inbound_id: int | None = None
    workflow: str = ""
    lane: int | None = None
    due_at: datetime | None = None
    expires_at: datetime | None = None
    once_per_address: bool = False


def queue(new: NewDelivery, now: datetime) -> list[Delivery]:
    """The rows of ``new``, one a part, made now or found from an earlier call with the same cause."""
    rows = [_row(new, part, now) for part in PARTS[new.by]]
    made = list(Delivery.insert_many(rows).on_conflict_ignore().returning(Delivery).execute())
    if len(made) == len(rows):
        return made
    same = (Delivery.cause == new.cause) & (Delivery.step_key == new.step_key)
    mine = same & (Delivery.member == new.member_id) & Delivery.part.in_(PARTS[new.by])
    return list(Delivery.select().where(mine).order_by(Delivery.id))


def answer_words(
    inbound: Inbound,
    member: Member,
    step: str,
    body: str,
    now: datetime,
    *,
    subject: str,
    kind: str = SERVICE,
    workflow: str = "",
    of: Occurrence | None = None,
) -> None:
    """Answer somebody's words at once, and once however often they are looked at; ``step`` tells answers apart."""
    new = NewDelivery(
        cause=f"inbound:{inbound.id}",
        step_key=step,
        member_id=member.id,
        kind=kind,
        body=body,
        context={"subject": subject},
        inbound_id=inbound.id,
        workflow=workflow,
        occurrence_id=of.id if of is not None else None,
    )
    queue(new, now)


def unqueued(new: NewDelivery, now: datetime) -> Delivery:
    """What ``queue`` would make of it, kept nowhere: to be rendered for somebody who looks at it."""
    return Delivery(**_row(new, PARTS[new.by][0], now))


def queue_all(news: Sequence[NewDelivery], now: datetime) -> int:
    """Queue many at once, in their order; returns how many rows are new."""
    return bulk.insert(Delivery, [_row(new, part, now) for new in news for part in PARTS[new.by]])


def cancel(
    *,
    why: str,
    now: datetime,
    enrollment_id: int | None = None,
    member_id: int | None = None,
    workflow: str | None = None,
    occurrence_id: int | None = None,
    cause: str | None = None,
    step_keys: Collection[str] | None = None,
    everything: bool = False,
) -> int:
    """Take back what waits for all that is named (at least one); returns how many. What is under way goes on.

    ``step_keys`` narrows it to those steps. What people write to each other, and our confirmations, are taken
    back only with ``everything``.
    """
    named = {
        Delivery.enrollment: enrollment_id,
        Delivery.member: member_id,
        Delivery.workflow: workflow,
        Delivery.occurrence: occurrence_id,
        Delivery.cause: cause,
    }
    given: list[Any] = [column == value for column, value in named.items() if value is not None]
    if not given:
        raise ValueError("say whose deliveries are to be cancelled")
    if step_keys is not None:
        given.append(Delivery.step_key.in_(list(step_keys)))
    if not everything:
        given.append(Delivery.kind.not_in(KEPT))
    gone = Delivery.update(state=CANCELLED, reason=why, reason_code=CANCELLED, settled_at=now)
    return int(gone.where(Delivery.state.in_(WAITING_STATES), *given).execute())


def _row(new: NewDelivery, part: str, now: datetime) -> dict[str, Any]:
    return {
        "cause": new.cause,
        "step_key": new.step_key,
        "member": new.member_id,
        "part": part,
        "about": new.about_id,
        "enrollment": new.enrollment_id,
        "occurrence": new.occurrence_id,
        "thread_id": new.thread_id,
        "inbound_id": new.inbound_id,
        "workflow": new.workflow,
        "kind": new.kind,
        "lane": new.lane if new.lane is not None else lane_of(new.kind),
        "message": new.message,
        "subject": new.subject,
        "body": new.body,
        "context": with_words(new.context, new.body, new.subject),
        "created_at": now,
        "due_at": new.due_at or now,
        "expires_at": new.expires_at,
        "state": QUEUED,
        "once_per_address": new.once_per_address,
    }


def with_words(context: Mapping[str, Any], body: str, subject: str = "") -> dict[str, Any]:
    """``context`` with literal words as they came: the row's own are overwritten by what an attempt makes of them."""
    literal = {"words": body, "subject": subject}
    return {**context, **{key: words for key, words in literal.items() if words}}


def first_key(step_key: str) -> str:
    """The step's own key, whichever of its calls this is."""
    return step_key.partition(AGAIN)[0]


def lane_of(kind: str) -> int:
    """The lane of a kind where nobody says otherwise; fan-outs say bulk."""
    return URGENT if kind in QUICK_KINDS else NORMAL
