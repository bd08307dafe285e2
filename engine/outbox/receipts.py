"""The provider's word on a delivery: kept once, applied forward only, in whatever order it comes.

Applying is the same for every order of arrival: of two statuses the higher rank stays, a proof that a message
was accepted counts once, and what concerns the address is said once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from engine import consent
from engine.channels.codes import classify_twilio
from engine.models import Address, Delivery, Receipt
from engine.models.db import locked, transaction
from engine.models.people import lock_member
from engine.models.sending import FINAL, SENT
from engine.outbox import calls, merging, pacing, spend
from engine.outbox.leaving import left
from engine.outbox.settling import FREE, introduce, learn
from engine.published import live

TWILIO, SENDGRID = "twilio", "sendgrid"
KEPT = timedelta(days=3)  # how long a receipt that matches nothing is tried again

_RANKED: Mapping[str, tuple[str, ...]] = {
    TWILIO: (
        # Of texts and of calls: no message is ever both, so one order serves.
        *("accepted", "scheduled", "queued", "sending", "sent", "initiated", "ringing", "in-progress"),
        *("canceled", "failed", "busy", "no-answer", "undelivered", "partially_delivered"),
        *("completed", "delivered", "read"),
    ),
    SENDGRID: (
        *("accepted", "processed", "deferred", "delivered", "open", "click", "blocked", "dropped", "bounce"),
        *("group_unsubscribe", "unsubscribe", "spamreport"),
    ),
}
MAIL_EVENTS = _RANKED[SENDGRID][1:]  # all but what the API's own answer already says
_LEFT_BY_MAIL = frozenset({"unsubscribe", "group_unsubscribe"})
_MICROS = 1_000_000


@dataclass(frozen=True)
class NewReceipt:
    """One status callback or event. ``provider_event`` is unique per provider (``sg_event_id``, or MessageSid
    and status); ``provider_id`` is what the provider's API called the message when it took it."""

    provider: str
    provider_event: str
    status: str
    attempt_token: str = ""
    provider_id: str = ""
    error: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Applied:
    """What a receipt did. ``unreachable`` are members who lost their last usable address."""

    delivery_id: int | None = None
    unreachable: list[int] = field(default_factory=list)


def rank(provider: str, status: str) -> int:
    """How far a status is along; one that nobody knows is before all of them."""
    ranked = _RANKED.get(provider, ())
    return ranked.index(status) if status in ranked else -1


def record_receipt(new: NewReceipt, now: datetime) -> Applied | None:
    """Keep a receipt and apply it, in the caller's transaction; None where this very one was kept before."""
    row = {
        "provider": new.provider,
        "provider_event": new.provider_event,
        "status": _status(new),
        "attempt_token": new.attempt_token,
        "provider_id": new.provider_id,
        "error": new.error,
        "raw": dict(new.raw),
        "at": now,
    }
    made = list(Receipt.insert_many([row]).on_conflict_ignore().returning(Receipt).execute())
    return apply_receipt(made[0], now) if made else None


def _status(new: NewReceipt) -> str:
    """SendGrid calls a refusal of the day a bounce, too: only its type tells."""
    blocked = (new.provider, new.status, new.raw.get("type")) == (SENDGRID, "bounce", "blocked")
    return "blocked" if blocked else new.status


def apply_receipt(receipt: Receipt, now: datetime) -> Applied:
    """Apply one kept receipt, in one transaction. Without a delivery to match it stays and is tried again."""
    with transaction():
        row = _delivery(receipt)
        if row is None:
            return Applied()
        _prove(row, receipt, now)
        _advance(row, receipt, now)
        unreachable = _consequences(row, receipt, now)
        Receipt.update(applied_at=now).where(Receipt.id == receipt.id).execute()
        return Applied(row.id, unreachable)


def apply_pending(now: datetime, limit: int = 200) -> list[Applied]:
    """Apply what came before anything matched it, the newest first."""
    pending = (
        Receipt.select()
        .where(Receipt.applied_at.is_null(), Receipt.at > now - KEPT)
        .order_by(Receipt.id.desc())
        .limit(limit)
    )
    return [apply_receipt(receipt, now) for receipt in list(pending)]


def _delivery(receipt: Receipt) -> Delivery | None:
    """The delivery meant, locked after its member. The token names it whichever attempt it was."""
    if receipt.attempt_token:
        which = Delivery.public_id == receipt.attempt_token.rpartition("-")[0]
    elif receipt.provider_id:
        which = (Delivery.provider == receipt.provider) & (Delivery.provider_id == receipt.provider_id)
    else:
        return None
    found = Delivery.select(Delivery.id, Delivery.member).where(which).first()
    if found is None:
        return None
    lock_member(found.member_id)
    row: Delivery | None = locked(Delivery.select().where(Delivery.id == found.id)).first()
    return row


def _prove(row: Delivery, receipt: Receipt, now: datetime) -> None:
    """Whatever a receipt says, the provider had the message: what was in doubt, or queued again, is sent."""
    if not row.provider_id and receipt.provider_id:
        Delivery.update(provider_id=receipt.provider_id).where(Delivery.id == row.id).execute()
    if row.state in FINAL:
        return
    merging.follow([receipt.attempt_token or row.attempt_token], SENT, now)
    Delivery.update(state=SENT, sent_at=now, settled_at=now, reason="", reason_code="", **FREE).where(
        Delivery.id == row.id
    ).execute()
    left([row.enrollment_id], SENT, now)
    introduce([row], now)


def _advance(row: Delivery, receipt: Receipt, now: datetime) -> None:
    if rank(receipt.provider, receipt.status) > rank(receipt.provider, row.provider_status):
        Delivery.update(provider_status=receipt.status, provider_error=receipt.error).where(
            Delivery.id == row.id
        ).execute()
        row.provider_status = receipt.status
    price = _price(receipt.raw)
    if row.channel == "phone":
        price = _call(row, receipt, now) if price is None else price
    if price is not None and price != row.price_micros:
        spend.correct(live().community, price - row.price_micros, row.currency, now)
        Delivery.update(price_micros=price).where(Delivery.id == row.id).execute()


def _call(row: Delivery, receipt: Receipt, now: datetime) -> int | None:
    """What a receipt of a call brings beyond its status: who answered, its end, its price by the minute."""
    by = receipt.raw.get("AnsweredBy")
    if by and row.context.get("answered_by") != by:
        row.context = {**row.context, "answered_by": str(by)}
        Delivery.update(context=row.context).where(Delivery.id == row.id).execute()
    if receipt.status not in calls.OVER or receipt.status != row.provider_status:
        return None
    calls.ring_again(row, now)
    left([row.enrollment_id], SENT, now)
    to = row.address.value if row.address is not None else ""
    return calls.price_of(row, to, receipt.status, receipt.raw)


def _price(raw: Mapping[str, Any]) -> int | None:
    """Twilio's price, a negative amount in dollars, where a receipt brings one."""
    try:
        return int(abs(Decimal(str(raw["Price"]))) * _MICROS)
    except (KeyError, InvalidOperation):
        return None


def _consequences(row: Delivery, receipt: Receipt, now: datetime) -> list[int]:
    """What a receipt says about the address or our sender, beyond this one delivery."""
    if receipt.provider == SENDGRID:
        return _mail_consequences(row, receipt, now)
    code = int(receipt.error) if receipt.error.isascii() and receipt.error.isdigit() else None
    if code is None:
        return []
    kind = classify_twilio(code, None)
    if kind == "configuration":
        pacing.halt(
            row.channel, row.sender, f"Twilio reports {code}: see twilio.com/docs/api/errors/{code}.", now
        )
    return learn(row, kind, code, receipt.status, now)


def _mail_consequences(row: Delivery, receipt: Receipt, now: datetime) -> list[int]:
    address = Address.get_or_none(Address.id == row.address_id)
    if address is None:
        return []
    evidence = {"delivery": row.public_id, "event": receipt.provider_event, "words": receipt.error}
    how = _suppression(receipt)
    if receipt.status in _LEFT_BY_MAIL or how == "unsubscribe":
        owners = consent.unsubscribe(address, "email-link", evidence, now)
    elif how:
        consent.suppress(address, how, evidence, now)
        owners = consent.members_of(address)
    else:
        return []
    return [owner.id for owner in owners if not consent.usable(owner)]


def _suppression(receipt: Receipt) -> str:
    """``bounce``, ``complaint`` or ``unsubscribe``, or nothing: a block or a delay is the day's, not the address's."""
    if receipt.status in ("bounce", "spamreport"):
        return {"bounce": consent.BOUNCE, "spamreport": consent.COMPLAINT}[receipt.status]
    if receipt.status != "dropped":
        return ""
    reason = str(receipt.raw.get("reason") or receipt.error).lower()
    known = {"unsubscribed": "unsubscribe", "bounced": consent.BOUNCE, "spam reporting": consent.COMPLAINT}
    return next((how for words, how in known.items() if words in reason), "")
