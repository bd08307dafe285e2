"""What a walk wants done: the runner does it in the same transaction, in this order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.language.conditions import Conditions
from engine.language.steps import By, Retry


@dataclass(frozen=True, slots=True)
class Queue:
    """Put a message into the outbox. ``to`` is somebody else's role, None the member.

    ``answering`` is the inbound id of the words it follows: then it is an answer, never held nor counted.
    ``said`` is what the member last answered.
    """

    step_key: str
    message: str
    by: By | None = None
    to: str | None = None
    expires_at: datetime | None = None
    answering: int | None = None
    bulk: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class RingMember:
    """Ring the member and play or speak ``what``.

    ``keys`` are the keys they may press, each with the branch it leads to; ``retry`` says whether they are rung
    again. ``said`` is what the member last answered.
    """

    step_key: str
    what: str
    expires_at: datetime | None = None
    answering: int | None = None
    bulk: bool = False
    said: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    retry: Retry | None = None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take back what these steps queued and what has not left: a question that is over needs no reminder."""

    step_keys: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class PutTag:
    tag: str


@dataclass(frozen=True, slots=True)
class TakeTag:
    tag: str


@dataclass(frozen=True, slots=True)
class SetFields:
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SetStage:
    stage: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a question: "yes", "no", the first way of the line it fits, or the words themselves."""

    step_key: str
    said: str


@dataclass(frozen=True, slots=True)
class OfferPraise:
    step_key: str
    message: str
    to: Conditions | None
    said: str = ""  # the member's own words, which the message may quote
    answering: int | None = None


@dataclass(frozen=True, slots=True)
class TellPerson:
    step_key: str
    role: str
    message: str | None
    answering: int | None = None


@dataclass(frozen=True, slots=True)
class PutIn:
    step_key: str
    workflow: str


@dataclass(frozen=True, slots=True)
class TakeOut:
    step_key: str
    workflow: str


@dataclass(frozen=True, slots=True)
class CancelRollOut:
    step_key: str


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the trace: what came of a step."""

    step_key: str
    outcome: str
    detail: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """The walk is over; ``step_key`` is the last step."""

    step_key: str


Effect = (
    Queue
    | RingMember
    | Withdraw
    | PutTag
    | TakeTag
    | SetFields
    | SetStage
    | Answered
    | OfferPraise
    | TellPerson
    | PutIn
    | TakeOut
    | CancelRollOut
    | Note
    | Ended
)

CHANGES = (PutTag, TakeTag, SetFields, SetStage, TakeOut)
"""Effects after which a condition may come out differently, so they are applied before the next step."""
