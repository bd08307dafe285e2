"""How people become members: they ask for it, or somebody adds them; and the strangers who write to us first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine import consent, runner
from engine.community.details import Details, state_of
from engine.models import Address, Enrollment, Inbound, Member
from engine.models.people import EMAIL, PHONE, STRANGER
from engine.runner.reporting import OWN_ACTS
from engine.wording.phones import AddressError, read_phone

__all__ = ["OWN_ACTS", "add", "address_at", "agree", "find", "owner_of", "reach_at", "stranger"]


def find(*, phone: str = "", email: str = "", public_id: str = "") -> Member | None:
    """The member with this public id, or at this normalised address (a household's: its first). No stranger."""
    if public_id:
        return Member.get_or_none((Member.public_id == public_id) & Member.forgotten_at.is_null())
    for channel, value in ((PHONE, phone), (EMAIL, email)):
        address = address_at(channel, value) if value else None
        if address is not None and (found := owner_of(address)) is not None and found.how != STRANGER:
            return found
    return None


def address_at(channel: str, value: str) -> Address | None:
    found: Address | None = Address.get_or_none((Address.channel == channel) & (Address.value == value))
    return found


def owner_of(address: Address) -> Member | None:
    if address.household_id is None:
        return address.member
    found: Member | None = (
        Member.select().where(Member.household == address.household_id).order_by(Member.id).first()
    )
    return found


def add(details: Details, how: str, now: datetime) -> Member:
    """A new member with their addresses, and no consent yet: nothing is sent before it is recorded.

    ``details`` are checked ones. An address that is somebody's already stays theirs, unless they are a stranger:
    then the stranger becomes this member.
    """
    member = _stranger_at(details) or Member(joined_at=now, timezone=details.timezone)
    values: dict[str, Any] = {
        "name": details.name or member.name,
        "timezone": details.timezone,
        "language": details.language,
        "state": state_of(details.phone) or member.state,
        "role": details.role,
        "stage": details.stage,
        "birthday": details.birthday,
        "prefers": details.prefers,
        "fields": dict(details.fields),
        "how": how,
        "joined_at": now,
    }
    for name, value in values.items():
        setattr(member, name, value)
    member.save()
    for channel, value in ((PHONE, details.phone), (EMAIL, details.email)):
        if value:
            reach_at(member, channel, value, now)
    return member


def reach_at(member: Member, channel: str, value: str, now: datetime) -> Address:
    """The address, made the member's where it is nobody's."""
    found = address_at(channel, value)
    if found is not None:
        if found.member_id is None and found.household_id is None:
            found.member = member
            found.save(only=[Address.member])
        return found
    kind = read_phone(value).kind if channel == PHONE else "unknown"
    return Address.create(channel=channel, value=value, member=member, kind=kind, created_at=now)


def agree(
    member: Member,
    address: Address,
    how: str,
    evidence: Mapping[str, Any],
    now: datetime,
    *,
    inbound: Inbound | None = None,
) -> list[Enrollment]:
    """They agreed to hear from us here. By an act of their own this is joining: returns what that started."""
    consent.grant(address, how, evidence, now)
    return runner.joined(member, how, now, inbound=inbound)


def stranger(channel: str, value: str, zone: str, language: str, now: datetime) -> Member:
    """Somebody who wrote to us and is no member: they can be answered, and nothing is ever started for them.

    ``value`` is kept as it came where it is no address a member could have (a short code).
    """
    member = Member.create(
        timezone=zone, language=language, how=STRANGER, joined_at=now, state=state_of(value)
    )
    kind = "unknown"
    if channel == PHONE:
        try:
            kind = read_phone(value).kind
        except AddressError:
            kind = "unknown"
    Address.create(channel=channel, value=value, member=member, kind=kind, created_at=now)
    return member


def _stranger_at(details: Details) -> Member | None:
    for channel, value in ((PHONE, details.phone), (EMAIL, details.email)):
        address = address_at(channel, value) if value else None
        if address is not None and address.member is not None and address.member.how == STRANGER:
            found: Member = address.member
            return found
    return None
