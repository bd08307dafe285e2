"""Reading what is published. Every process asks ``live()``; only the publisher writes."""

from __future__ import annotations

import peewee

from engine.models import Snapshot, database
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

_kept: dict[str, tuple[peewee.Database, Published]] = {}


def live() -> Published:
    """The newest snapshot; one small query where it is the one this process has. Raises NothingPublished."""
    newest: int | None = Snapshot.select(Snapshot.id).order_by(Snapshot.id.desc()).limit(1).scalar()
    if newest is None:
        raise NothingPublished
    kept = _kept.get("live")
    if kept is not None and kept[0] is database.obj and kept[1].snapshot_id == newest:
        return kept[1]
    published = read(Snapshot.get_by_id(newest))
    _kept["live"] = (database.obj, published)
    return published
