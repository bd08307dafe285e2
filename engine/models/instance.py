"""The one row that says which installation this is, and the community's clock that hangs on it."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

import peewee

from engine.models.db import transaction
from engine.models.keeping import Instance
from engine.now import community_now

ONLY = 1


def instance() -> Instance:
    """The installation's row, made when it is missing."""
    found = Instance.get_or_none(Instance.id == ONLY)
    if found is not None:
        return found
    try:
        with transaction():
            return Instance.create(id=ONLY)
    except peewee.IntegrityError:  # another process made it in between
        return Instance.get_by_id(ONLY)


def community_time() -> datetime:
    """The community's ``now``; for edges only: everything inside is handed it."""
    offset: int | None = Instance.select(Instance.offset_ms).where(Instance.id == ONLY).scalar()
    return community_now(timedelta(milliseconds=offset or 0))


def ledger_key(channel: str, value: str, salt: str | None = None) -> str:
    """What the consent ledger calls an address: HMAC-SHA256 under the installation's salt, in hex."""
    keyed = instance().salt if salt is None else salt
    return hmac.new(keyed.encode(), f"{channel}:{value}".encode(), hashlib.sha256).hexdigest()
