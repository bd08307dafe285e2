"""What each step did: how often it was sent, answered, and followed by a stop; so that what adds nothing can go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from peewee import Case, Value, fn

from engine.models import Address, Consent, Delivery, Inbound
from engine.models.sending import CRISIS, REMINDER, SENT, STARTED
from engine.now import MILLISECOND

SOON = timedelta(days=2)  # what is written so soon after a message counts as its answer, a stop as its doing
NO_ANSWER = ("stop", "start", "help")
OURS = (STARTED, REMINDER, CRISIS)  # what we start; what answers somebody is not judged by it
NOT_THEIRS = ("bounce", "carrier")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one workflow, or a broadcast. ``answered`` and ``stopped`` within two days of it."""

    workflow: str
    step: str
    message: str
    sent: int
    answered: int
    stopped: int
    micros: int

    def as_data(self) -> dict[str, str | int]:
        return asdict(self)


def steps(since: datetime, until: datetime, workflow: str | None = None) -> Iterator[Step]:
    """Every step that was sent in that time, workflow by workflow; one statement for all members."""
    sent = (Delivery.state == SENT) & Delivery.sent_at.between(since, until) & Delivery.kind.in_(OURS)
    if workflow is not None:
        sent &= Delivery.workflow == workflow
    names = (Delivery.workflow, Delivery.step_key, Delivery.message)
    counts = (
        fn.COUNT(Delivery.id),
        fn.SUM(_yes(_answered())),
        fn.SUM(_yes(_stopped())),
        fn.SUM(Delivery.price_micros),
    )
    rows: Any = Delivery.select(*names, *counts).where(sent).group_by(*names).order_by(*names)
    for name, key, message, *numbers in rows.tuples():
        yield Step(name, key, message, *(int(one or 0) for one in numbers))


def _answered() -> Any:
    after = (Inbound.received_at >= Delivery.sent_at) & (Inbound.received_at <= _soon())
    theirs = (Inbound.member == Delivery.member) & Inbound.understood_as.not_in(NO_ANSWER)
    return fn.EXISTS(Inbound.select(Value(1)).where(theirs & (Inbound.automatic == "") & after))


def _stopped() -> Any:
    after = (Consent.at >= Delivery.sent_at) & (Consent.at <= _soon())
    said = ~Consent.given & Consent.how.not_in(NOT_THEIRS)
    there = Consent.select(Value(1)).join(Address, on=(Address.ledger_key == Consent.address_key))
    return fn.EXISTS(there.where((Address.id == Delivery.address) & said & after))


def _soon() -> Any:
    return Delivery.sent_at + Value(SOON // MILLISECOND, converter=None)


def _yes(there: Any) -> Any:
    return Case(None, [(there, 1)], 0)
