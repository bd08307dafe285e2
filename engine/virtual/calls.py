"""Calls of ours in a virtual world: somebody always answers, presses what they are told to, and rings off."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from engine import inbound
from engine.inbound.received import Received
from engine.models import Delivery, Member
from engine.models.looks import Look
from engine.models.sending import SENT
from engine.now import from_ms
from engine.outbox import NewReceipt
from engine.outbox.calls import OVER
from engine.outbox.queueing import PRESS

LASTS = timedelta(minutes=1)
LATELY = timedelta(days=1)  # no call goes on for so long
STOP_KEY = "9"


def open_call(member: Member) -> Delivery | None:
    """The call that this member is on, the latest where there are several."""
    found: Delivery | None = _open().where(Delivery.member == member.id).order_by(Delivery.id.desc()).first()
    return found


def next_end(after: datetime) -> datetime | None:
    """When the next call is over, of those that are on after that instant."""
    ends = [from_ms(sent_at) + LASTS for (sent_at,) in _BEGUN.rows(after)]
    return min((end for end in ends if end > after), default=None)


def end_due(now: datetime) -> None:
    """End the calls that have lasted as long as calls do."""
    begun = _open().where(Delivery.sent_at <= now - LASTS) if _BEGUN.any(now) else ()
    for row in begun:
        end(row, now)


def end(row: Delivery, now: datetime) -> None:
    """The call is over, as the provider would report it."""
    receipt = NewReceipt(
        provider=row.provider,
        provider_event=f"{row.provider_id}:completed",
        attempt_token=row.attempt_token or "",
        provider_id=row.provider_id or "",
        status="completed",
        raw={"AnsweredBy": "human"},
    )
    inbound.take_receipts([receipt], now)


def keys_of(row: Delivery) -> tuple[str, ...]:
    """The keys that this call offers; 9 always ends our calls."""
    return (*sorted(row.context.get(PRESS) or {}), STOP_KEY)


def press(row: Delivery, key: str, ours: str, now: datetime) -> None:
    """The key is pressed in the call, as the line would hand it on."""
    stops = key == STOP_KEY
    address = row.address
    inbound.receive(
        Received(
            provider="twilio",
            provider_id=f"{row.provider_id}:{'stop' if stops else PRESS}",
            channel="phone",
            from_value=address.value if address is not None else "",
            to_value=ours,
            text="STOP" if stops else key,
            raw={"stop" if stops else PRESS: key, "delivery": row.public_id},
        ),
        now,
    )


def _open() -> Any:
    on = (Delivery.channel == "phone") & (Delivery.state == SENT) & Delivery.provider_status.not_in(OVER)
    return Delivery.select().where(on)


def _begun(now: datetime) -> Any:
    """When the calls began that are on. By the day they left: by their state, all that ever left would be read."""
    state = Delivery.state.concat("")  # no index is of that, so SQLite takes the one of the day
    on = (Delivery.channel == "phone") & (state == SENT) & Delivery.provider_status.not_in(OVER)
    lately = (Delivery.settled_at > now - LATELY) & Delivery.sent_at.is_null(False)
    return Delivery.select(Delivery.sent_at).where(lately & on)


_BEGUN = Look(_begun)
