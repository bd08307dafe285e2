"""What many deliveries of a group share: calls, workflows and recordings, each read once."""

from __future__ import annotations

from datetime import datetime

from engine.language.workflow import Workflow
from engine.models import Delivery, Occurrence, Recording
from engine.outbox.week import Week, look_back
from engine.published import Published


class Lookups:
    """Reads through to the database and remembers, for as long as one group is decided."""

    def __init__(self, published: Published, now: datetime) -> None:
        self._published = published
        self._now = now
        self._workflows: dict[int, Workflow] = {}
        self._calls: dict[int, Occurrence | None] = {}
        self._recordings: dict[tuple[str, ...], Recording | None] = {}
        self._week: Week | None = None

    def workflow(self, revision_id: int) -> Workflow:
        """The workflow of a stored revision."""
        if revision_id not in self._workflows:
            self._workflows[revision_id] = self._published.workflow(revision_id)
        return self._workflows[revision_id]

    def call(self, delivery: Delivery) -> Occurrence | None:
        """The call or dated run that a delivery belongs to."""
        which = delivery.occurrence_id
        if which is None:
            return None
        if which not in self._calls:
            self._calls[which] = Occurrence.get_or_none(Occurrence.id == which)
        return self._calls[which]

    def recording(self, *names: str) -> Recording | None:
        """The first published recording that has one of these names."""
        if names not in self._recordings:
            rows = Recording.select().where(
                Recording.name.in_(names),
                Recording.published_at <= self._now,
                Recording.withdrawn_at.is_null(),
            )
            found = {row.name: row for row in rows}
            self._recordings[names] = next((found[one] for one in names if one in found), None)
        return self._recordings[names]

    def week(self) -> Week:
        """The week up to now."""
        if self._week is None:
            self._week = look_back(self._now, self._published.community.nameless)
        return self._week
