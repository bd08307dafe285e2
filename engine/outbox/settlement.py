"""What may have left is settled by evidence, never by a blind second try.

A receipt with the attempt's token proves a message. For texts Twilio can be asked, after a quiet period longer
than any call. For email only events tell: that none came counts only once events for later mail have come.
Whatever a whole day has not settled is reported as failed and never sent again: better one too few than two.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from engine.channels import Absent, Found, Kit, Lookup, Sighting, Unsure
from engine.channels.retry import RetryAt, decide
from engine.language.community import Community
from engine.models import Address, Delivery
from engine.models.db import transaction
from engine.models.sending import FAILED, QUEUED, SENT, UNKNOWN
from engine.outbox import merging, spend
from engine.outbox.claiming import release_expired
from engine.outbox.leaving import left
from engine.outbox.receipts import MAIL_EVENTS, SENDGRID, apply_pending
from engine.outbox.settling import introduce
from engine.published import live

BOUND = 1.0  # seconds
AT_ONCE = 50
GIVE_UP = timedelta(hours=24)
LOST = "Nobody can say whether it left, so it was not sent again."


@dataclass
class Evidence:
    """What was found out: how many had left, how many are queued again, given up, or still in doubt."""

    sent: int = 0
    again: int = 0
    failed: int = 0
    in_doubt: int = 0
    unreachable: list[int] = field(default_factory=list)


def settle_unknown(kit: Kit, *, now: datetime, machine_now: datetime) -> Evidence:
    """Settle what is in doubt for longer than the quiet period, for about a second."""
    community = live().community
    release_expired(now, machine_now)
    merging.follow_lost(now, machine_now)
    done = Evidence()
    for applied in apply_pending(now):
        done.unreachable += applied.unreachable
    began = time.monotonic()
    for row in _doubtful(machine_now - kit.settings.quiet_length):
        if time.monotonic() - began > BOUND:
            break
        sighting = _look(row, kit, machine_now)
        with transaction():
            _conclude(row, sighting, community, now, machine_now, done)
    return done


def _doubtful(before: datetime) -> list[Delivery]:
    rows = Delivery.select(Delivery, Address).join(Address, on=Delivery.address)
    doubtful = (Delivery.state == UNKNOWN) & (Delivery.attempted_at <= before)
    return list(
        rows.where(doubtful).order_by(Delivery.provider == SENDGRID, Delivery.attempted_at).limit(AT_ONCE)
    )


def _look(row: Delivery, kit: Kit, machine_now: datetime) -> Sighting:
    """The evidence there is. No transaction is open: the provider may be asked."""
    attempted_at = row.attempted_at
    carrier = kit.carriers.by(row.channel)
    if carrier is None or attempted_at is None or row.address is None:
        return Unsure()
    if row.provider == SENDGRID:
        return Absent() if _later_mail_was_heard_of(attempted_at + kit.settings.quiet_length) else Unsure()
    return carrier.find(
        Lookup(row.attempt_token or "", row.address.value, row.sender, row.body, attempted_at)
    )


def _later_mail_was_heard_of(after: datetime) -> bool:
    """Whether events came for mail handed over later, so that this one's would have come before them."""
    heard = Delivery.provider_status.in_(MAIL_EVENTS)
    later = (Delivery.provider == SENDGRID) & (Delivery.attempted_at > after) & heard
    return bool(Delivery.select(Delivery.id).where(later).exists())


def _conclude(
    row: Delivery,
    sighting: Sighting,
    community: Community,
    now: datetime,
    machine_now: datetime,
    done: Evidence,
) -> None:
    attempted_at = row.attempted_at or machine_now
    mine = _unowned(sighting.provider_ids) if isinstance(sighting, Found) else ""
    if mine:
        done.sent += _change(
            row, state=SENT, sent_at=now, settled_at=now, provider_id=mine, reason="", reason_code=""
        )
        introduce([row], now)
        left([row.enrollment_id], SENT, now)
        merging.follow([row.attempt_token], SENT, now)
    elif not isinstance(sighting, Unsure):
        _absent(row, community, now, done)
    elif machine_now - attempted_at > GIVE_UP:
        done.failed += _change(row, state=FAILED, settled_at=now, reason=LOST)
        left([row.enrollment_id], FAILED, now)
        merging.follow([row.attempt_token], FAILED, now)
    else:
        done.in_doubt += 1


def _absent(row: Delivery, community: Community, now: datetime, done: Evidence) -> None:
    """It never arrived there: as if it had not been tried, except that the tries are counted."""
    decision = decide("retry", row.attempt, now)
    if isinstance(decision, RetryAt):
        changed = _change(row, state=QUEUED, due_at=now, cap_day="", once_key=None, reason="", reason_code="")
        done.again += changed
    else:
        changed = _change(row, state=FAILED, settled_at=now, cap_day="", reason="It did not get through.")
        done.failed += changed
        left([row.enrollment_id], FAILED, now)
    if changed:
        merging.follow([row.attempt_token], QUEUED, now)
        spend.correct(community, -row.price_micros, row.currency, now)


def _unowned(provider_ids: tuple[str, ...]) -> str:
    """The oldest of these messages that no other delivery owns."""
    rows = Delivery.select(Delivery.provider_id).where(Delivery.provider_id.in_(provider_ids))
    owned = {row.provider_id for row in rows}
    return next((one for one in provider_ids if one not in owned), "")


def _change(row: Delivery, **values: Any) -> int:
    """Only while it is still in doubt about this very attempt: a receipt may have come meanwhile."""
    mine = (
        (Delivery.id == row.id) & (Delivery.state == UNKNOWN) & (Delivery.attempt_token == row.attempt_token)
    )
    return int(Delivery.update(**values).where(mine).execute())
