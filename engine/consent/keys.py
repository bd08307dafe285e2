"""What the ledger calls an address: a keyed hash, so that a stop outlives the forgetting of its number."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

from engine.models import Address
from engine.models.instance import instance


def key(channel: str, value: str) -> str:
    """The ledger's key of a normalised address: HMAC-SHA256 under this installation's salt, in hex."""
    return _hash(instance().salt, channel, value)


def keys(addresses: Iterable[Address]) -> dict[int, str]:
    """The keys of several addresses by their ids, for one look at the salt."""
    salt = instance().salt
    return {address.id: _hash(salt, address.channel, address.value) for address in addresses}


def _hash(salt: str, channel: str, value: str) -> str:
    return hmac.new(salt.encode(), f"{channel}:{value}".encode(), hashlib.sha256).hexdigest()
