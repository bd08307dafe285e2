"""Statuses whose callback was lost: what Twilio last said of a text or call is asked for when it was silent too long.

Each is asked about at two ages: when every callback should have come, and after ten hours, when Twilio
itself has given up what it could not hand over (its longest ``ValidityPeriod``). Some carriers never confirm
anything, so what stays "sent" is not asked about for ever.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from engine.channels.history import Fate, fate, fate_of_call
from engine.channels.twilio import TwilioCarrier
from engine.channels.twilio_client import PROVIDER
from engine.inbound import take_receipts
from engine.models import Bookmark, Delivery
from engine.models.sending import SENT
from engine.outbox import NewReceipt
from engine.recovery.bookmarks import bookmark, move

AGES = {"statuses": timedelta(minutes=10), "last statuses": timedelta(hours=11)}
UNSETTLED = ("", "accepted", "scheduled", "queued", "sending", "sent", "initiated", "ringing", "in-progress")
AT_ONCE = 50
BOUND = 5.0  # seconds


def recover_statuses(carrier: TwilioCarrier, now: datetime, machine_now: datetime) -> tuple[int, bool]:
    """Ask about what is due, oldest first; how many statuses were new, and whether there is more to ask.

    Raises ProviderError; what was learnt until then is kept, and the next look goes on from there.
    """
    fresh, more = 0, False
    for name, age in AGES.items():
        mark = bookmark(name, machine_now - age)
        silent = _silent(mark, machine_now - age)
        fresh += _ask(carrier, mark, silent, now)
        more = more or len(silent) == AT_ONCE
    return fresh, more


def _silent(mark: Bookmark, before: datetime) -> list[Delivery]:
    """Texts and calls that were sent and never said to have ended, in the order of their sending."""
    behind = (Delivery.attempted_at > mark.at) | (
        (Delivery.attempted_at == mark.at) & (Delivery.id > mark.after_id)
    )
    due = (Delivery.attempted_at >= mark.at) & behind & (Delivery.attempted_at <= before)
    ours = (Delivery.provider == PROVIDER) & (Delivery.state == SENT)
    named = Delivery.provider_id.is_null(False) & (Delivery.provider_id != "")
    rows = Delivery.select().where(Delivery.provider_status.in_(UNSETTLED), due, ours, named)
    return list(rows.order_by(Delivery.attempted_at, Delivery.id).limit(AT_ONCE))


def _ask(carrier: TwilioCarrier, mark: Bookmark, silent: list[Delivery], now: datetime) -> int:
    """One call each, none inside a transaction; the mark follows each answer."""
    fresh, deadline = 0, time.monotonic() + BOUND
    for row in silent:
        if time.monotonic() > deadline:
            break
        ask = fate_of_call if row.channel == "phone" else fate
        found = ask(carrier.client, row.provider_id or "")
        if found is not None and found.status:
            fresh += take_receipts([_receipt(row, found)], now)
        move(mark, row.attempted_at or mark.at, row.id)
        mark = Bookmark.get_by_id(mark.id)
    return fresh


def _receipt(row: Delivery, found: Fate) -> NewReceipt:
    """As the callback would have been, so that one which comes late after all counts once."""
    told = {
        "CallStatus" if row.channel == "phone" else "MessageStatus": found.status,
        "Price": found.price,
        "CallDuration": found.seconds,
        "AnsweredBy": found.answered_by,
    }
    raw = {"recovered": True, **{name: value for name, value in told.items() if value}}
    return NewReceipt(
        provider=PROVIDER,
        provider_event=f"{found.provider_id}:{found.status}",
        status=found.status,
        attempt_token=row.attempt_token or "",
        provider_id=found.provider_id,
        error=found.error,
        raw=raw,
    )
