"""Calls and their like planned ahead: a row for each date, kept in step with what is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engine import audience, outbox
from engine.fanout.draining import WAITING
from engine.language.community import Community
from engine.language.conditions import Conditions
from engine.language.dated import Call, Dated, Meeting
from engine.models import Fanout, Member, Occurrence
from engine.models.db import transaction
from engine.models.looks import Look
from engine.occurrences.moments import AHEAD, farthest
from engine.published import Live, Published
from engine.published import live as in_force
from engine.times import local

HOSTED = (Call, Meeting)
PLANNED, OPEN, OVER, CANCELLED = "planned", "open", "over", "cancelled"


@dataclass(frozen=True, slots=True)
class Planned:
    """One date of it: ``key`` is its local date."""

    key: str
    starts: datetime
    ends: datetime


def plan(published: Published, now: datetime) -> None:
    """Write down the coming dates of everything live that has dates, and put right what a new revision changes."""
    coming = by_workflow(_COMING.found(now))
    for live in published.workflows.values():
        dated = live.workflow.dated
        if dated is None or live.paused:
            continue
        rows = coming.get(live.name, [])
        _plan(live, dated, rows, published.community, now)
        if isinstance(dated, HOSTED):
            _keep_hosts(live, dated, rows, published.community, now)


def by_workflow(rows: Iterable[Occurrence]) -> dict[str, list[Occurrence]]:
    """The rows of each workflow, in their order."""
    found: dict[str, list[Occurrence]] = {}
    for row in rows:
        found.setdefault(row.workflow, []).append(row)
    return found


def dates(live: Live, dated: Dated, now: datetime) -> Iterator[Planned]:
    """The coming dates: five weeks of them, longer where a step comes earlier than that, and always one."""
    ahead = now + max(AHEAD, farthest(live.workflow, before=True) + AHEAD)
    for day in dated.days(local(now, dated.timezone).date()):
        planned = planned_on(day, dated)
        if not _to_come(dated, planned, now):
            continue
        yield planned
        if planned.starts > ahead:
            return


def _to_come(dated: Dated, planned: Planned, now: datetime) -> bool:
    """What comes again is taken from its next date on; what comes once, and is under way already, as it is."""
    return planned.starts > now or (dated.every is None and planned.ends > now)


def planned_on(day: date, dated: Dated) -> Planned:
    return Planned(day.isoformat(), *dated.span(day))


def _plan(
    live: Live, dated: Dated, coming: Iterable[Occurrence], community: Community, now: datetime
) -> None:
    known = {row.key: row for row in coming if dated.every is None or row.starts_at > now}
    coming_dates = [(date_, known.pop(date_.key, None)) for date_ in dates(live, dated, now)]
    fresh = [date_ for date_, row in coming_dates if row is None]
    changed = [(row, date_) for date_, row in coming_dates if row is not None and _differs(row, live, date_)]
    dropped = [row for row in known.values() if row.state != CANCELLED and _was_dropped(row, dated)]
    if not (fresh or changed or dropped):
        return
    with transaction():
        for date_ in fresh:
            _add(live, dated, date_, community, now)
        for row, date_ in changed:
            _change(row, live, dated, date_)
        for row in dropped:
            _cancel(row, now)


_COMPARED = (
    Occurrence.id, Occurrence.workflow, Occurrence.key, Occurrence.revision, Occurrence.starts_at, Occurrence.ends_at,
    Occurrence.state, Occurrence.called_off_at, Occurrence.host, Occurrence.cover, Occurrence.led_by,
)  # fmt: skip
_COMING = Look(
    lambda now: Occurrence.select(*_COMPARED).where((Occurrence.starts_at > now) | (Occurrence.ends_at > now))
)


def _differs(row: Occurrence, live: Live, planned: Planned) -> bool:
    if row.called_off_at is not None:
        return False
    same = (row.revision_id, row.starts_at, row.ends_at) == (live.revision_id, planned.starts, planned.ends)
    return not same or row.state == CANCELLED


def _keep_hosts(
    live: Live, call: Call | Meeting, coming: Iterable[Occurrence], community: Community, now: datetime
) -> None:
    """A coming call or meeting whose host is none any more, or that had none, gets whoever fits now; not once it is sought."""
    if call.host.everyone:
        return
    hosts = {row.host_id for row in coming if row.starts_at > now and _keeps_host(row)}
    if all(id is not None and _is_host(id, live, call, now) for id in hosts):
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


def _keeps_host(row: Occurrence) -> bool:
    """Whether its host is the one who was planned: nobody is sought for it, and nobody else leads it."""
    return row.state == PLANNED and row.cover == "" and row.led_by_id is None


def _is_host(id: int, live: Live, call: Call | Meeting, now: datetime) -> bool:
    asked = (call.host, live.name)
    return bool(_host(now, id, asked).exists()) if call.host.moved_by_time else _HOST.any(now, id, asked)


def _host(now: datetime, id: int, asked: tuple[Conditions, str]) -> Any:
    conditions, name = asked
    fits = audience.query(conditions, now=now, community=in_force().community, workflow_name=name)
    return Member.select(Member.id).where((Member.id == id) & fits)


_HOST = Look(_host)


def _add(live: Live, dated: Dated, planned: Planned, community: Community, now: datetime) -> None:
    Occurrence.insert(
        kind=dated.kind,
        workflow=live.name,
        revision=live.revision_id,
        key=planned.key,
        starts_at=planned.starts,
        ends_at=planned.ends,
        host=_host_of(live, dated, community, now) if isinstance(dated, HOSTED) else None,
        zone=dated.timezone,
    ).on_conflict_ignore().execute()


def _host_of(live: Live, call: Call | Meeting, community: Community, now: datetime) -> Member | None:
    if call.host.everyone:
        return None
    fits = audience.query(call.host, now=now, community=community, workflow_name=live.name)
    found: Member | None = Member.select(Member.id).where(fits).order_by(Member.id).first()
    return found


def _change(row: Occurrence, live: Live, dated: Dated, planned: Planned) -> None:
    """Move a coming date to what is published now; what waits for it is laid out anew."""
    forget_waiting(row)
    Occurrence.update(
        revision=live.revision_id,
        starts_at=planned.starts,
        ends_at=planned.ends,
        state=PLANNED,
        kind=dated.kind,
        cover_at=None,
        zone=dated.timezone,
    ).where(Occurrence.id == row.id).execute()


def _was_dropped(row: Occurrence, dated: Dated) -> bool:
    """Whether a date that was planned is none any more; one that is merely far ahead is left alone."""
    day = date.fromisoformat(row.key)
    return next(dated.days(day), None) != day


def call_off(row: Occurrence, now: datetime) -> None:
    """It does not take place, whatever the calendar says: nothing more of it goes out. Inside the caller's transaction."""
    _cancel(row, now, why="that call was called off")
    Occurrence.update(called_off_at=now).where(Occurrence.id == row.id).execute()


def put_back(row: Occurrence) -> None:
    """It takes place after all; what waited for it is laid out anew."""
    values = {"state": PLANNED, "called_off_at": None, "cover_at": None}
    Occurrence.update(**values).where(Occurrence.id == row.id).execute()


def _cancel(row: Occurrence, now: datetime, why: str = "that date was taken out of the calendar") -> None:
    forget_waiting(row)
    outbox.cancel(occurrence_id=row.id, why=why, now=now)
    Occurrence.update(state=CANCELLED).where(Occurrence.id == row.id).execute()


def forget_waiting(row: Occurrence) -> None:
    """Drop the fan-outs of a call that nobody has been served by yet."""
    unserved = (Fanout.occurrence == row.id) & (Fanout.state == WAITING) & (Fanout.cursor == 0)
    Fanout.delete().where(unserved).execute()
