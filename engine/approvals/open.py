"""The one ask that a person's words may answer, and since when it has been with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.approvals.states import ANSWERABLE, ASKED, WAITING, delivery_of
from engine.models import Approval, Delivery, Inbound, Member
from engine.models.sending import WAITING_STATES


@dataclass(frozen=True, slots=True)
class Open:
    """``since`` is when it left for them, or was put where that is not known yet."""

    approval: Approval
    since: datetime


def open_ask(person: Member, now: datetime, inbound: Inbound | None = None) -> Open | None:
    """The ask that waits for this person; of a mail, the one that it answers, else none.

    One that still waits to leave is open to nobody: they have not read it.
    """
    if inbound is not None and inbound.reply_token:
        return _by_mail(person, inbound)
    mine = (Approval.person == person.id) & (Approval.state == ASKED) & (Approval.asked_at > now - ANSWERABLE)
    found: Approval | None = Approval.select().where(mine).first()
    sent = delivery_of(found) if found is not None else None
    if found is None or sent is None or sent.state in WAITING_STATES:
        return None
    return Open(found, sent.sent_at or sent.created_at)


def left(approval: Approval) -> bool:
    """Whether the ask has reached its person, as far as we know."""
    sent = delivery_of(approval)
    return sent is not None and sent.state not in WAITING_STATES


def _by_mail(person: Member, inbound: Inbound) -> Open | None:
    sent = Delivery.get_or_none(
        (Delivery.reply_token == inbound.reply_token) & (Delivery.member == person.id)
    )
    number = sent.cause.removeprefix("approval:") if sent is not None else ""
    if sent is None or not number.isdigit():
        return None
    mine = (Approval.id == int(number)) & (Approval.person == person.id)
    found = Approval.get_or_none(mine & Approval.state.in_((ASKED, WAITING)))
    return Open(found, sent.sent_at or sent.created_at) if found is not None else None
