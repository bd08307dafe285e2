"""Reading what is published. Every process asks ``live()``; only the publisher writes."""

from __future__ import annotations

import peewee

from engine.models import Snapshot, database
from engine.models.looks import Look
from engine.now import EPOCH
from engine.published.messages import Channel, Messages, MessageWords
from engine.published.snapshot import Live, NothingPublished, Published, read, workflow_of

__all__ = [
    "Channel",
    "Live",
    "MessageWords",
    "Messages",
    "NothingPublished",
    "Published",
    "live",
    "workflow_of",
]

_NEWEST = Look(lambda now: Snapshot.select(Snapshot.id).order_by(Snapshot.id.desc()).limit(1))
_kept: dict[str, tuple[peewee.Database, Published]] = {}


def live() -> Published:
    """The newest snapshot; one small query where it is the one this process has. Raises NothingPublished."""
    newest: int | None = _NEWEST.first(EPOCH)
    if newest is None:
        raise NothingPublished
    kept = _kept.get("live")
    if kept is not None and kept[0] is database.obj and kept[1].snapshot_id == newest:
        return kept[1]
    published = read(Snapshot.get_by_id(newest))
    _kept["live"] = (database.obj, published)
    return published
