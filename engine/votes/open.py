"""Which votes are open to a member, and when they were last asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine import audience
from engine.language.community import Community
from engine.language.dated import Vote
from engine.language.workflow import Workflow
from engine.models import Ballot, Delivery, Member, Occurrence
from engine.models.running import VOTE
from engine.models.sending import SENDING, SENT, UNKNOWN
from engine.published import workflow_of

CANCELLED = "cancelled"
OVER_FOR = timedelta(days=3)  # so long VOTE is answered with its being over


@dataclass(frozen=True, slots=True)
class Open:
    """One date of a vote that a member may take part in."""

    row: Occurrence
    workflow: Workflow
    vote: Vote

    @property
    def ends_at(self) -> datetime:
        ends: datetime = self.row.ends_at or self.row.starts_at
        return ends


def open_to(member: Member, community: Community, at: datetime) -> list[Open]:
    """The votes open at that instant to this member, the latest first."""
    open_then = (Occurrence.starts_at <= at) & (Occurrence.ends_at > at)
    return list(_theirs(member, community, at, open_then))


def latest_over(member: Member, community: Community, at: datetime) -> Open | None:
    """The vote that closed last, in the last days."""
    closed = (Occurrence.ends_at <= at) & (Occurrence.ends_at > at - OVER_FOR)
    return next(iter(_theirs(member, community, at, closed)), None)


def since(member: Member, community: Community, at: datetime, back: timedelta) -> list[Open]:
    """The votes open at that instant to this member and those that closed not longer ago than ``back``."""
    lately = (Occurrence.starts_at <= at) & (Occurrence.ends_at > at - back)
    return list(_theirs(member, community, at, lately))


def asked_at(one: Open, member: Member) -> datetime | None:
    """When something of this vote last went to the member; None where nothing did."""
    theirs = (Delivery.member == member.id) & (Delivery.occurrence == one.row.id)
    left = Delivery.state.in_((SENDING, UNKNOWN, SENT)) & (Delivery.created_at < one.ends_at)
    last = Delivery.select().where(theirs & left).order_by(Delivery.id.desc()).first()
    return None if last is None else last.sent_at or last.created_at


def unanswered(member: Member, community: Community, at: datetime) -> list[Open]:
    """The open votes that the member was asked about and has not taken part in."""
    return [
        one
        for one in open_to(member, community, at)
        if asked_at(one, member) is not None
        and not Ballot.select()
        .where((Ballot.occurrence == one.row.id) & (Ballot.member == member.id))
        .exists()
    ]


def _theirs(member: Member, community: Community, at: datetime, when: object) -> list[Open]:
    rows = Occurrence.select().where((Occurrence.kind == VOTE) & (Occurrence.state != CANCELLED) & when)
    found = [
        Open(row, workflow, workflow.start)
        for row in rows.order_by(Occurrence.starts_at.desc(), Occurrence.id.desc())
        if isinstance((workflow := workflow_of(row.revision_id)).start, Vote)
    ]
    return [
        one
        for one in found
        if audience.holds(
            one.workflow.audience, member, now=at, community=community, workflow_name=one.workflow.name
        )
    ]
