"""What many deliveries of a group share: calls, workflows and recordings, each read once."""

from __future__ import annotations

from datetime import datetime, timedelta

from engine.language.workflow import Workflow
from engine.models import Delivery, Draft, Occurrence, Recording
from engine.outbox.week import Week, look_back
from engine.published import Published
from engine.worth.letter import Told, told
from engine.worth.month import month, month_before

LONG_AGO = timedelta(weeks=5)  # what is older than that is no news


class Lookups:
    """Reads through to the database and remembers, for as long as one group is decided."""

    def __init__(self, published: Published, now: datetime) -> None:
        self._month: Told | None = None
        self._published = published
        self._now = now
        self._workflows: dict[int, Workflow] = {}
        self._calls: dict[int, Occurrence | None] = {}
        self._recordings: dict[tuple[str, ...], Recording | None] = {}
        self._weeks: dict[datetime, Week] = {}
        self._drafts: dict[int, Draft | None] = {}

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

    def week(self, draft: Draft | None = None) -> Week:
        """The week up to now; of a newsletter, all from the one before it up to when its signer was shown it."""
        until = draft.as_of if draft is not None else self._now
        if until not in self._weeks:
            since = _one_before(draft) if draft is not None else None
            nameless = self._published.community.nameless
            self._weeks[until] = look_back(self._now, nameless, since=since, until=until)
        return self._weeks[until]

    def draft(self, delivery: Delivery) -> Draft | None:
        """The newsletter as it was signed, or else as it was shown last; None where it is no newsletter."""
        which = delivery.occurrence_id
        if which is None:
            return None
        if which not in self._drafts:
            mine = Draft.select().where((Draft.occurrence == which) & Draft.state.in_(("signed", "shown")))
            self._drafts[which] = mine.order_by(Draft.number.desc()).first()
        return self._drafts[which]

    def month(self) -> Told:
        """The last month that is over, as its letter tells of it."""
        if self._month is None:
            community = self._published.community
            which = month_before(self._now, community.timezone)
            self._month = told(month(which, community.timezone, community.currency, self._now))
        return self._month


def _one_before(draft: Draft) -> datetime | None:
    """Up to when the newsletter before this one told, so that nothing is told twice or left out between two."""
    row: Occurrence = draft.occurrence
    earlier = (Occurrence.workflow == row.workflow) & (Occurrence.starts_at < row.starts_at)
    recent = Occurrence.starts_at > row.starts_at - LONG_AGO
    signed = Draft.select().join(Occurrence).where(earlier & recent & (Draft.state == "signed"))
    last: Draft | None = signed.order_by(Draft.as_of.desc()).first()
    return last.as_of if last is not None else None
