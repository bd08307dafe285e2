"""At which addresses a member may be written to, in SQL: active, and with consent as the ledger has it."""

from __future__ import annotations

from typing import Any

from peewee import Value, fn

from engine.models import Address, Consent, Member
from engine.models.people import ACTIVE, EMAIL, PHONE, STOPPED

CHANNELS = {"text": (PHONE,), "phone": (PHONE,), "email": (EMAIL,)}
NO_TEXTS = "landline"
ALL = "all"


def takes(channel: str) -> Any:
    """Whether the member has an address of their own or their household's for ``text``, ``email`` or ``phone``."""
    kinds = Address.channel.in_(CHANNELS[channel])
    if channel == "text":
        kinds &= Address.kind != NO_TEXTS
    return has_address(kinds & (Address.status == ACTIVE) & consented())


def in_reach() -> Any:
    """Whether the member may be written to at all, in whatever way: neither stopped nor forgotten."""
    return Member.forgotten_at.is_null() & (takes("phone") | takes("email"))


def has_stopped() -> Any:
    """Whether the member told us to stop, for good as it stands: no address has a yes, and one at least their no."""
    theirs = (Address.status == STOPPED) | (_latest(Member.public_id) == Value(False))
    return ~has_address(consented()) & has_address(theirs)


def has_address(which: Any) -> Any:
    """Whether the member has an address, their own or their household's, for which ``which`` holds."""
    theirs = (Address.member == Member.id) | (
        Address.household.is_null(False) & (Address.household == Member.household)
    )
    return fn.EXISTS(Address.select(Value(1)).where(theirs & which))


def consented() -> Any:
    """Whether the ledger's latest word on the address is a yes, and the member has not stopped there alone."""
    alone = _latest(Member.public_id)
    return (_latest(ALL) == Value(True)) & (fn.COALESCE(alone, Value(True)) == Value(True))


def _latest(scope: Any) -> Any:
    entry = Consent.alias()
    return (
        entry.select(entry.given)
        .where((entry.address_key == Address.ledger_key) & (entry.scope == scope))
        .order_by(entry.id.desc())
        .limit(1)
    )
