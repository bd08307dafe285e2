"""Where a test's members are reached."""

from __future__ import annotations

from engine.models import Address, Member


def first_address(member: Member) -> Address:
    """The one they came with: without an order PostgreSQL gives any of them."""
    found: Address = Address.select().where(Address.member == member.id).order_by(Address.id).get()
    return found
