"""Erasing a member: their words, names and addresses. What stays is that they were here, and a stop of theirs.

The stop is kept under the keyed hash of the address, without any evidence: nobody can read the number out of it,
and whoever puts that number in again is told no. A yes is not kept: it would let somebody be written to who asked
to be forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine import outbox, runner
from engine.community import erasing
from engine.consent.ledger import reach
from engine.models import Address, Audit, Consent, Member
from engine.models.db import transaction
from engine.models.people import lock_member

WHY = "They asked to be forgotten."


@dataclass(frozen=True, slots=True)
class Forgotten:
    """``on_the_way`` deliveries are at the carrier just now: forgetting again erases their words too."""

    already: bool
    stops_kept: int
    on_the_way: int


def forget(member: Member, now: datetime, *, by: str) -> Forgotten:
    """Erase a member, in one transaction. Doing it again does no harm."""
    with transaction():
        row = lock_member(member.id) or member
        already = row.forgotten_at is not None
        if not already:
            runner.end_all(row, WHY, now)
            outbox.cancel(member_id=row.id, why=WHY, now=now, everything=True)
        gone = _addresses_to_go(row)
        values = [address.value for address in gone]
        erasing.sounds_of(row, values)
        erasing.entries_of(row)
        erasing.words_of(row, values)
        on_the_way = erasing.deliveries_of(row, WHY, now)
        kept = sum(_keep_stop(address) for address in gone)
        Address.delete().where(Address.id.in_([one.id for one in gone])).execute()
        erasing.person(row, now)
        if not already:
            Audit.create(at=now, who=by, did="forgot", about=row.public_id)
    return Forgotten(already, kept, on_the_way)


def _addresses_to_go(member: Member) -> list[Address]:
    """Their own; their household's too where nobody else is left in it."""
    shared = member.household_id is not None and (
        Member.select().where((Member.household == member.household_id) & (Member.id != member.id)).exists()
    )
    return [one for one in reach(member) if one.household_id is None or not shared]


def _keep_stop(address: Address) -> bool:
    """Leave of the ledger only a stop that stands, without its evidence; whether there was one."""
    mine = Consent.address_key == address.ledger_key
    latest = Consent.select().where(mine & (Consent.scope == "all")).order_by(Consent.id.desc()).first()
    stands = latest is not None and not latest.given
    Consent.delete().where(mine & (Consent.id != (latest.id if stands else 0))).execute()
    if stands:
        Consent.update(evidence={}).where(Consent.id == latest.id).execute()
    return stands
