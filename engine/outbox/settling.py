"""The transaction in which outcomes are written down. A row whose receipt came first is settled already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from peewee import Case

from engine import consent
from engine.channels import Outcome
from engine.channels.codes import DEAD_NUMBERS, NO_TEXTS
from engine.channels.retry import Halt, RetryAt, Settle, Suppress, decide
from engine.language.community import Community
from engine.models import Address, Delivery
from engine.models.db import transaction
from engine.models.people import PHONE
from engine.models.sending import FAILED, HELD, QUEUED, SENDING, SENT, UNKNOWN
from engine.outbox import merging, pacing, spend
from engine.outbox.admitting import Ready
from engine.outbox.claiming import Lease
from engine.outbox.leaving import left

FREE: dict[str, Any] = {"lease_token": "", "leased_until": None}
Result = tuple[Ready, Outcome | None]


@dataclass
class Settled:
    """How a group ended. ``unreachable`` are members who lost their last usable address."""

    sent: int = 0
    failed: int = 0
    unknown: int = 0
    later: int = 0
    unreachable: list[int] = field(default_factory=list)


def settle(
    results: Sequence[Result],
    lease: Lease,
    community: Community,
    now: datetime,
    recovering: frozenset[tuple[str, str]] = frozenset(),
) -> Settled:
    """Write down how a group went, in one transaction guarded by state and lease."""
    done = Settled()
    with transaction():
        accepted = [(one, out) for one, out in results if out is not None and out.kind == "accepted"]
        if accepted:
            done.sent = _sent(accepted, lease, now)
            for one in {
                (ready.delivery.channel, ready.delivery.sender) for ready, _ in accepted
            } & recovering:
                pacing.resume(*one)
        for ready, outcome in results:
            if outcome is None:
                _again(ready, lease, community, now, now, "Its call was not begun in time.")
            elif outcome.kind != "accepted":
                _otherwise(ready, outcome, lease, community, now, done)
    return done


def _sent(accepted: Sequence[tuple[Ready, Outcome]], lease: Lease, now: datetime) -> int:
    by_id = {ready.delivery.id: outcome for ready, outcome in accepted}
    ids = list(by_id)
    update = Delivery.update(
        state=SENT,
        sent_at=now,
        settled_at=now,
        provider_id=Case(Delivery.id, [(one, by_id[one].provider_id or None) for one in ids]),
        provider_status=Case(Delivery.id, [(one, by_id[one].status) for one in ids]),
        **FREE,
    )
    mine = Delivery.id.in_(ids) & (Delivery.state == SENDING) & (Delivery.lease_token == lease.token)
    rows = list(update.where(mine).returning(Delivery.id, Delivery.enrollment, Delivery.address).execute())
    left([row.enrollment_id for row in rows], SENT, now)
    introduce([ready.delivery for ready, _ in accepted], now)
    merging.follow([ready.delivery.attempt_token for ready, _ in accepted if ready.carries], SENT, now)
    return len(rows)


def introduce(deliveries: Sequence[Delivery], now: datetime) -> None:
    """The first text, with the legal lines, has left: the next ones need none."""
    phones = [row.address_id for row in deliveries if row.channel == "text"]
    if phones:
        Address.update(introduced_at=now).where(
            Address.id.in_(phones), Address.channel == PHONE, Address.introduced_at.is_null()
        ).execute()


def _otherwise(
    ready: Ready, outcome: Outcome, lease: Lease, community: Community, now: datetime, done: Settled
) -> None:
    row = ready.delivery
    decision = decide(outcome.kind, row.attempt, now, retry_after=outcome.retry_after, code=outcome.code)
    match decision:
        case Settle():
            done.unknown += _write(row, lease, state=UNKNOWN, reason=_words(outcome), reason_code=UNKNOWN)
        case RetryAt(at=at):
            done.later += _again(ready, lease, community, now, at, _words(outcome))
        case Halt(at=at):
            pacing.halt(row.channel, row.sender, _words(outcome), now)
            done.later += _again(ready, lease, community, now, at, _words(outcome), state=HELD)
        case _:
            reason_code = "suppressed" if isinstance(decision, Suppress) else "provider"
            if _write(row, lease, state=FAILED, reason=_words(outcome), reason_code=reason_code, cap_day="",
                      provider_error=_words(outcome), settled_at=now):  # fmt: skip
                spend.correct(community, -row.price_micros, row.currency, now)
                left([row.enrollment_id], FAILED, now)
                done.failed += 1
            _let_go(ready, now)
            done.unreachable += learn(row, outcome.kind, outcome.code, _words(outcome), now)


def learn(row: Delivery, kind: str, code: int | None, words: str, now: datetime) -> list[int]:
    """What a final error says about the address; returns members who can no longer be reached at all."""
    address = Address.get_or_none(Address.id == row.address_id) if row.address_id is not None else None
    if address is None:
        return []
    evidence = {"delivery": row.public_id, "code": code, "words": words}
    if kind == "suppress":
        consent.suppress(address, "carrier", evidence, now)
    elif code in DEAD_NUMBERS:
        consent.suppress(address, "bounce", evidence, now)
    elif code in NO_TEXTS:
        Address.update(kind="landline").where(Address.id == address.id).execute()
    else:
        return []
    return [member.id for member in consent.members_of(address) if not consent.usable(member)]


def _again(
    ready: Ready,
    lease: Lease,
    community: Community,
    now: datetime,
    at: datetime,
    why: str,
    state: str = QUEUED,
) -> int:
    """It certainly did not leave: back in the queue, its money and its place under the cap given back."""
    row = ready.delivery
    _let_go(ready, now)
    fresh = _write(
        row, lease, state=state, due_at=at, reason=why, reason_code="retry", cap_day="", once_key=None
    )
    if fresh:
        spend.correct(community, -row.price_micros, row.currency, now)
    return fresh


def _let_go(ready: Ready, now: datetime) -> None:
    """What it carried certainly did not leave either."""
    if ready.carries:
        merging.follow([ready.delivery.attempt_token], QUEUED, now)


def _write(row: Delivery, lease: Lease, **values: Any) -> int:
    mine = (Delivery.id == row.id) & (Delivery.state == SENDING) & (Delivery.lease_token == lease.token)
    return int(Delivery.update(**values, **FREE).where(mine).execute())


def _words(outcome: Outcome) -> str:
    code = f"{outcome.provider} {outcome.code}: " if outcome.code else f"{outcome.provider}: "
    return (code + (outcome.message or outcome.kind))[:300]
