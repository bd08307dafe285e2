"""Everything a member got or did not get, with the reasons: the answer to "why did Amy not get the reminder?"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine import consent, threads
from engine.community import inviting
from engine.community.waiting import Waiting, waits
from engine.consent.ledger import reach
from engine.models import Address, Consent, Delivery, Inbound, Member, Note, Thread, Trace
from engine.models.sending import WAITING_STATES
from engine.threads.opening import APART

HIDDEN = "(in confidence: for whoever has it alone)"


@dataclass(frozen=True, slots=True)
class Story:
    """A member's record, each part oldest first. Instants are aware UTC."""

    member: Member
    addresses: list[Address]
    inbound: list[Inbound]
    deliveries: list[Delivery]
    traces: list[Trace]
    waiting: list[Waiting]
    consent: list[Consent]
    sponsor: Member | None
    brought: list[Member]
    notes: list[Note]
    apart: frozenset[int]  # conversations about a complaint: their words are for whoever has them alone


def story(member: Member, now: datetime) -> Story:
    """All that is known of a member's messages, at this moment."""
    return Story(
        member=member,
        addresses=reach(member),
        inbound=list(
            Inbound.select().where(Inbound.member == member.id).order_by(Inbound.received_at, Inbound.id)
        ),
        deliveries=list(
            Delivery.select().where(Delivery.member == member.id).order_by(Delivery.created_at, Delivery.id)
        ),
        traces=list(Trace.select().where(Trace.member == member.id).order_by(Trace.at, Trace.id)),
        waiting=list(waits(member, now)),
        consent=consent.history(member),
        sponsor=Member.get_or_none(Member.id == member.sponsor_id) if member.sponsor_id else None,
        brought=inviting.those_brought(member),
        notes=threads.notes_about(member),
        apart=frozenset(Thread.select(Thread.id).where(Thread.complaint).scalars()),
    )


def hidden(told: Story, one: Inbound | Delivery) -> bool:
    """Whether these words belong to a complaint."""
    asked = isinstance(one, Inbound) and one.understood_as in APART
    return asked or one.thread_id in told.apart


def as_data(told: Story) -> dict[str, Any]:
    """The same for scripts: ISO 8601 in UTC, every list oldest first."""
    member = told.member
    return {
        "member": {
            "id": member.public_id,
            "name": member.name,
            "timezone": member.timezone,
            "language": member.language,
            "stage": member.stage,
            "how": member.how,
            "sponsor": _who(told.sponsor) if told.sponsor is not None else None,
            "brought": [_who(one) for one in told.brought],
            "joined": _iso(member.joined_at),
            "paused_until": _iso(member.paused_until),
            "resting_until": _iso(member.resting_until),
            "wants": member.wants or "all",
            "week_most": member.week_most,
            "forgotten_at": _iso(member.forgotten_at),
            "addresses": [
                {"channel": one.channel, "value": one.value, "status": one.status} for one in told.addresses
            ],
        },
        "inbound": [_inbound(one, hidden(told, one)) for one in told.inbound],
        "deliveries": [_delivery(one, hidden(told, one)) for one in told.deliveries],
        "waiting": [one.as_data() for one in told.waiting],
        "notes": [
            {"at": _iso(one.at), "by": one.author.name if one.author else "", "words": one.words}
            for one in told.notes
        ],
        "consent": [_consent(one, told.addresses) for one in told.consent],
        "steps": [
            {"at": _iso(one.at), "workflow": one.workflow, "step": one.step_key, "outcome": one.outcome,
             **({"detail": one.detail} if one.detail else {})}
            for one in told.traces
        ],
    }  # fmt: skip


def _who(one: Member) -> dict[str, Any]:
    return {"id": one.public_id, "name": one.name, "joined": _iso(one.joined_at)}


def _inbound(one: Inbound, hide: bool) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "at": _iso(one.received_at),
        "channel": one.channel,
        "from": one.from_value,
        "to": one.to_value,
        "text": HIDDEN if hide else one.text,
        "subject": "" if hide else one.subject,
        "understood_as": one.understood_as,
        "handled_at": _iso(one.handled_at),
    }


def _delivery(one: Delivery, hide: bool) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "at": _iso(one.created_at),
        "due_at": _iso(one.due_at),
        "sent_at": _iso(one.sent_at),
        "expires_at": _iso(one.expires_at),
        "state": one.state,
        "reason": one.reason,
        "reason_code": one.reason_code,
        "waits": one.state in WAITING_STATES,
        "workflow": one.workflow,
        "step": one.step_key,
        "message": one.message,
        "kind": one.kind,
        "channel": one.channel,
        "subject": "" if hide else one.subject,
        "text": HIDDEN if hide else one.body,
        "segments": one.segments,
        "price_micros": one.price_micros,
        "currency": one.currency,
        "provider": one.provider,
        "carried_in": one.carried_in,
        "provider_id": one.provider_id,
        "provider_status": one.provider_status,
        "provider_error": one.provider_error,
    }


def _consent(one: Consent, addresses: list[Address]) -> dict[str, Any]:
    return {
        "at": _iso(one.at),
        "given": one.given,
        "how": one.how,
        "address": next((each.value for each in addresses if each.ledger_key == one.address_key), ""),
        "channel": one.channel,
        "scope": one.scope,
        "evidence": one.evidence,
    }


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant is not None else None
