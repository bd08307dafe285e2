"""What the ledger calls an address: a keyed hash, so that a stop outlives the forgetting of its number."""

from __future__ import annotations

from collections.abc import Iterable

from engine.models import Address
from engine.models.instance import instance, ledger_key


def key(channel: str, value: str) -> str:
    """The ledger's key of a normalised address."""
    return ledger_key(channel, value)


def keys(addresses: Iterable[Address]) -> dict[int, str]:
    """The keys of several addresses by their ids, for one look at the salt."""
    salt = instance().salt
    return {address.id: ledger_key(address.channel, address.value, salt) for address in addresses}
