"""Calls planned ahead: a row for each date, kept in step with what is published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from engine import audience, outbox
from engine.fanout.draining import WAITING
from engine.language.community import Community
from engine.language.workflow import Call
from engine.models import Fanout, Member, Occurrence
from engine.models.db import transaction
from engine.occurrences.moments import AHEAD, farthest
from engine.published import Live, Published
from engine.times import local

PLANNED, OPEN, OVER, CANCELLED = "planned", "open", "over", "cancelled"


@dataclass(frozen=True, slots=True)
class Planned:
    """One date of a call: ``key`` is its local date."""

    key: str
    starts: datetime
    ends: datetime


def plan(published: Published, now: datetime) -> None:
    """Write down the coming dates of every live call and put right what a new revision changes."""
    for live in published.workflows.values():
        if live.workflow.call is not None and not live.paused:
            _plan(live, live.workflow.call, published.community, now)
            _keep_hosts(live, live.workflow.call, published.community, now)


def dates(live: Live, call: Call, now: datetime) -> Iterator[Planned]:
    """The coming dates: five weeks of them, longer where a step comes earlier than that, and always one."""
    ahead = now + max(AHEAD, farthest(live.workflow, before=True) + AHEAD)
    for day in call.every.days(local(now, call.timezone).date()):
        starts = call.every.on(day, call.timezone)
        if starts <= now or day in call.skip:
            continue
        yield planned_on(day, call)
        if starts > ahead:
            return


def planned_on(day: date, call: Call) -> Planned:
    starts = call.every.on(day, call.timezone)
    return Planned(day.isoformat(), starts, call.lasts.after(starts, call.timezone))


def _plan(live: Live, call: Call, community: Community, now: datetime) -> None:
    coming = (Occurrence.workflow == live.name) & (Occurrence.starts_at > now)
    known = {row.key: row for row in Occurrence.select().where(coming)}
    coming_dates = [(date_, known.pop(date_.key, None)) for date_ in dates(live, call, now)]
    fresh = [date_ for date_, row in coming_dates if row is None]
    changed = [(row, date_) for date_, row in coming_dates if row is not None and _differs(row, live, date_)]
    dropped = [row for row in known.values() if row.state != CANCELLED and _was_dropped(row, live, call)]
    if not (fresh or changed or dropped):
        return
    with transaction():
        for date_ in fresh:
            _add(live, call, date_, community, now)
        for row, date_ in changed:
            _change(row, live, call, date_)
        for row in dropped:
            _cancel(row, now)


def _differs(row: Occurrence, live: Live, planned: Planned) -> bool:
    same = (row.revision_id, row.starts_at, row.ends_at) == (live.revision_id, planned.starts, planned.ends)
    return not same or row.state == CANCELLED


def _keep_hosts(live: Live, call: Call, community: Community, now: datetime) -> None:
    """A coming call whose host is none any more, or that had none, gets whoever fits now; not once it is sought."""
    if call.host.everyone:
        return
    fits = audience.query(call.host, now=now, community=community, workflow_name=live.name)
    lost = Occurrence.host.is_null() | Occurrence.host.not_in(Member.select(Member.id).where(fits))
    mine = (Occurrence.workflow == live.name) & (Occurrence.state == PLANNED) & (Occurrence.starts_at > now)
    without = mine & lost & (Occurrence.cover == "") & Occurrence.led_by.is_null()
    if not Occurrence.select(Occurrence.id).where(without).exists():
        return
    host = Member.select(Member.id).where(fits).order_by(Member.id).first()
    if host is not None:
        with transaction():
            Occurrence.update(host=host, host_said="", cover_at=None).where(without).execute()


def _add(live: Live, call: Call, planned: Planned, community: Community, now: datetime) -> None:
    fits = audience.query(call.host, now=now, community=community, workflow_name=live.name)
    host = None if call.host.everyone else Member.select(Member.id).where(fits).order_by(Member.id).first()
    Occurrence.insert(
        workflow=live.name,
        revision=live.revision_id,
        key=planned.key,
        starts_at=planned.starts,
        ends_at=planned.ends,
        host=host,
        zone=call.timezone,
    ).on_conflict_ignore().execute()


def _change(row: Occurrence, live: Live, call: Call, planned: Planned) -> None:
    """Move a coming call to what is published now; what waits for it is laid out anew."""
    forget_waiting(row)
    Occurrence.update(
        revision=live.revision_id,
        starts_at=planned.starts,
        ends_at=planned.ends,
        state=PLANNED,
        cover_at=None,
        zone=call.timezone,
    ).where(Occurrence.id == row.id).execute()


def _was_dropped(row: Occurrence, live: Live, call: Call) -> bool:
    """Whether a date that was planned is none any more; one that is merely far ahead is left alone."""
    day = date.fromisoformat(row.key)
    return day in call.skip or next(iter(call.every.days(day)), None) != day


def _cancel(row: Occurrence, now: datetime) -> None:
    forget_waiting(row)
    outbox.cancel(occurrence_id=row.id, why="that call was taken out of the calendar", now=now)
    Occurrence.update(state=CANCELLED).where(Occurrence.id == row.id).execute()


def forget_waiting(row: Occurrence) -> None:
    """Drop the fan-outs of a call that nobody has been served by yet."""
    unserved = (Fanout.occurrence == row.id) & (Fanout.state == WAITING) & (Fanout.cursor == 0)
    Fanout.delete().where(unserved).execute()
