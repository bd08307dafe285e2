"""How far each look back has come, kept in the database: any number of clocks go on from the same place."""

from __future__ import annotations

from datetime import datetime

from engine.models import Bookmark
from engine.models.db import transaction


def bookmark(name: str, start: datetime) -> Bookmark:
    """The place reached; ``start`` where nothing has been looked at yet."""
    found = Bookmark.get_or_none(Bookmark.name == name)
    if found is None:
        with transaction():
            Bookmark.insert(name=name, at=start, after_id=0).on_conflict_ignore().execute()
        found = Bookmark.get(Bookmark.name == name)
    return found


def move(mark: Bookmark, at: datetime, after_id: int = 0) -> None:
    """Forward, unless another process got there first."""
    unmoved = (Bookmark.id == mark.id) & (Bookmark.at == mark.at) & (Bookmark.after_id == mark.after_id)
    with transaction():
        Bookmark.update(at=at, after_id=after_id).where(unmoved).execute()
