"""Places under ``at most``: what was started in a member's local day, and what call reminders still need."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from engine import audience
from engine.language.community import Community
from engine.language.steps import Step
from engine.models import Delivery, Fanout, Member, Occurrence
from engine.models.people import FEWER
from engine.models.sending import CLAIMED, HELD, QUEUED, REMINDER, SENDING, SENT, STARTED, UNKNOWN
from engine.outbox.gate import COUNTED
from engine.outbox.queueing import first_key
from engine.published import Published
from engine.times import local

TAKEN = (SENDING, SENT, UNKNOWN)
A_DAY_ANYWHERE = timedelta(hours=26)
SIX_DAYS = timedelta(days=6)
SEND = "send"


@dataclass
class Places:
    """For each member of a group: the messages counted on a day, and how many reminders still want a place."""

    counted: Mapping[tuple[int, str], set[tuple[str, str]]] = field(default_factory=dict)
    kept: Counter[int] = field(default_factory=Counter)
    weeks: Mapping[int, Mapping[tuple[str, str], str]] = field(
        default_factory=dict
    )  # day of each message started

    def taken(self, delivery: Delivery, day: str) -> tuple[int, bool]:
        """How many places are taken, and whether the other part of this message has taken its own already."""
        messages = self.counted.get((delivery.member_id, day), set())
        return len(messages), (delivery.cause, first_key(delivery.step_key)) in messages

    def week(self, delivery: Delivery) -> tuple[str, ...]:
        """The days of the other messages that were started in the member's week."""
        mine = (delivery.cause, first_key(delivery.step_key))
        return tuple(day for one, day in self.weeks.get(delivery.member_id, {}).items() if one != mine)


def local_day(now: datetime, tz: str) -> str:
    """The day by the clock on the wall in ``tz``: 2026-11-24."""
    return local(now, tz).date().isoformat()


def places(deliveries: Sequence[Delivery], published: Published, now: datetime) -> Places:
    """Count for the members of ``deliveries`` that are counted at all; nothing is asked where there is no limit."""
    limited = [one for one in deliveries if one.kind in COUNTED]
    weeks = _weeks({one.member_id: one.member for one in limited if one.member.wants == FEWER}, now)
    if not limited or published.community.at_most is None:
        return Places(weeks=weeks)
    members = {one.member_id: one.member for one in limited}
    started = {one.member_id: one.member for one in limited if one.kind == STARTED}
    kept: Counter[int] = Counter()
    if started:
        kept.update(_queued_reminders(started, now))
        kept.update(_coming_reminders(started, published, now))
    return Places(_counted(members, now), kept, weeks)


def _weeks(members: Mapping[int, Member], now: datetime) -> dict[int, dict[tuple[str, str], str]]:
    """For those who want fewer: the local day of each message that was started in their last seven days."""
    if not members:
        return {}
    first = min(week_of(now, member.timezone) for member in members.values())
    found: dict[int, dict[tuple[str, str], str]] = defaultdict(dict)
    for member, day, message, kind in _taken(members, Delivery.cap_day >= first):
        if kind == STARTED and day >= week_of(now, members[member].timezone):
            found[member][message] = day
    return found


def week_of(now: datetime, tz: str) -> str:
    """The first of the seven days by the clock on the wall in ``tz`` that end with today."""
    return (local(now, tz).date() - SIX_DAYS).isoformat()


def _counted(members: Mapping[int, Member], now: datetime) -> dict[tuple[int, str], set[tuple[str, str]]]:
    days = {local_day(now, member.timezone) for member in members.values()}
    found: dict[tuple[int, str], set[tuple[str, str]]] = defaultdict(set)
    for member, day, message, _ in _taken(members, Delivery.cap_day.in_(days)):
        found[member, day].add(message)
    return found


def _taken(members: Mapping[int, Member], days: Any) -> Iterator[tuple[int, str, tuple[str, str], str]]:
    """Member, day, message and kind of each place that is taken on ``days``.

    States are looked at here: asked for in the statement, SQLite goes by them, and reads all that a member ever got.
    """
    columns = (
        Delivery.member,
        Delivery.cap_day,
        Delivery.cause,
        Delivery.step_key,
        Delivery.kind,
        Delivery.state,
    )
    rows = Delivery.select(*columns).where(Delivery.member.in_(list(members)), days)
    for row in rows:
        if row.state in TAKEN:
            yield row.member_id, row.cap_day, (row.cause, first_key(row.step_key)), row.kind


def _queued_reminders(members: Mapping[int, Member], now: datetime) -> Counter[int]:
    """Reminders that are in the outbox and go out later on the member's same day."""
    rows = Delivery.select(Delivery.member, Delivery.due_at, Delivery.cause, Delivery.step_key).where(
        Delivery.member.in_(list(members)),
        Delivery.kind == REMINDER,
        Delivery.state.in_((QUEUED, HELD, CLAIMED)),
        Delivery.due_at < now + A_DAY_ANYWHERE,
    )
    return Counter(
        member
        for member, due, _, _ in {(row.member_id, row.due_at, row.cause, row.step_key) for row in rows}
        if _same_day(max(due, now), now, members[member])
    )


def _coming_reminders(members: Mapping[int, Member], published: Published, now: datetime) -> Counter[int]:
    """Reminders of planned calls whose fan-out has not reached the member yet, for those who are meant."""
    coming = Fanout.select().where(
        Fanout.kind == SEND,
        Fanout.state.in_(("waiting", "running")),
        Fanout.occurrence.is_null(False),
        Fanout.expires_at.is_null(False),  # only steps before the start expire
        Fanout.due_at.between(now, now + A_DAY_ANYWHERE),
    )
    kept: Counter[int] = Counter()
    for fanout in coming:
        ids = [
            member.id
            for member in members.values()
            if fanout.zone in ("", member.timezone)
            and member.id > fanout.cursor
            and _same_day(fanout.due_at, now, member)
        ]
        kept.update(_meant(fanout, ids, published, now))
    return kept


def _meant(fanout: Fanout, ids: list[int], published: Published, now: datetime) -> list[int]:
    if not ids or fanout.revision_id is None:
        return []
    workflow = published.workflow(fanout.revision_id)
    step: Step | None = next((one for one in workflow.steps if one.key == fanout.step_key), None)
    if step is None or workflow.dated is None or not workflow.dated.reminds:
        return []
    fits = _fits(fanout, published.community, now)
    both = fits(workflow.audience) & fits(step.audience)
    return [row.id for row in Member.select(Member.id).where(Member.id.in_(ids) & both)]


def _fits(fanout: Fanout, community: Community, now: datetime) -> Any:
    occurrence = Occurrence.get_by_id(fanout.occurrence_id)

    def expression(conditions: Any) -> Any:
        return audience.query(
            conditions, now=now, community=community, workflow_name=fanout.workflow, occurrence=occurrence
        )

    return expression


def _same_day(one: datetime, other: datetime, member: Member) -> bool:
    return local_day(one, member.timezone) == local_day(other, member.timezone)
