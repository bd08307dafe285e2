"""Laying out a call's steps: a fan-out for each, begun early enough that everyone has it at its time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from engine import audience
from engine.fanout import NOTE, SEND, STEP
from engine.fanout.task import LATEST, LATEST_WORDS
from engine.language.steps import Ring, Send, Step
from engine.models import Fanout, Member, Occurrence
from engine.models.db import transaction
from engine.models.looks import Look
from engine.models.running import PHONE_CALL
from engine.occurrences.moments import Due, dues, farthest
from engine.occurrences.planning import CANCELLED, OPEN
from engine.occurrences.zones import zones
from engine.published import Live, Published
from engine.wording.segments import count_segments

# A day before its time the outbox keeps the reminder's place under `at most`; zones add up to another.
LAID_OUT_AHEAD = timedelta(days=2)
LEAD_FROM = timedelta(minutes=1)  # what is out within a minute need not begin early
MANY = 200  # from here on it is bulk: it may not book the others' share of the sender's rate


@dataclass(frozen=True, slots=True)
class Layout:
    """One look at everything that is planned. ``rate`` is segments a second, ``calls_rate`` calls."""

    published: Published
    now: datetime
    rate: float
    calls_rate: float
    zones: list[str]

    def size(self, live: Live, due: Due, call: Occurrence) -> int:
        """How many members a step is for."""

        def fits(conditions: Any) -> Any:
            return audience.query(
                conditions,
                now=self.now,
                community=self.published.community,
                workflow_name=live.name,
                occurrence=call,
            )

        which = fits(live.workflow.audience) & fits(due.step.audience)
        if due.zone:
            which &= Member.timezone == due.zone
        return int(Member.select(Member.id).where(which).count())

    def lead(self, step: Step, members: int) -> timedelta:
        """How much earlier than its time a step must begin."""
        if isinstance(step, Ring) or (isinstance(step, Send) and step.by == "phone"):
            took = timedelta(seconds=members / self.calls_rate)
        elif isinstance(step, Send):
            took = timedelta(seconds=members * self._segments(step) / self.rate)
        else:
            return timedelta(0)
        return took if took > LEAD_FROM else timedelta(0)

    def _segments(self, step: Send) -> int:
        found = self.published.messages.choose(step.message, "text", self.published.community.language)
        return count_segments(found.words.source).count if found is not None else 0


def lay_out(published: Published, now: datetime, rate: float, calls_rate: float = 1.0) -> int:
    """Make the fan-outs of the calls that are near; returns how many are new. What is there already stays."""
    calls = [
        live for live in published.workflows.values() if live.workflow.dated is not None and not live.paused
    ]
    spans = {live.name: _span(live, now) for live in calls}
    if not calls:
        return 0
    first, last = min(low for low, _ in spans.values()), max(high for _, high in spans.values())
    near: dict[str, list[Occurrence]] = {live.name: [] for live in calls}
    for call in _BETWEEN.found(now, first, last):
        if call.workflow not in spans:
            continue  # taken away, or paused: a long challenge has dates all the same
        low, high = spans[call.workflow]
        if call.starts_at <= high and (call.ends_at or call.starts_at) >= low:
            near[call.workflow].append(call)
    if not any(near.values()):
        return 0
    known = set(_LAID.rows(now, first, last))
    layout = Layout(published, now, rate, calls_rate, zones())
    rows = [
        row
        for live in calls
        for call in near[live.name]
        for due in _wanted(live, call, layout)
        if (_cause(call, due), due.step.key, due.zone) not in known
        and (row := _row(live, call, due, layout)) is not None
    ]
    if rows:
        with transaction():
            Fanout.insert_many(rows).on_conflict_ignore().execute()
    return len(rows)


def _span(live: Live, now: datetime) -> tuple[datetime, datetime]:
    """Since when dates have ended, and until when they start, some step of which is due within two days, or was not long ago."""
    back = farthest(live.workflow, before=False) + LATEST + timedelta(days=1)
    return now - back, now + farthest(live.workflow, before=True) + LAID_OUT_AHEAD


def _between(now: datetime, first: datetime, last: datetime) -> Any:
    span = (Occurrence.ends_at >= first) & (Occurrence.starts_at <= last)
    return Occurrence.select().where(span & (Occurrence.state != CANCELLED)).order_by(Occurrence.id)


def _laid(now: datetime, first: datetime, last: datetime) -> Any:
    ids = _between(now, first, last).select(Occurrence.id).order_by()
    return Fanout.select(Fanout.cause, Fanout.step_key, Fanout.zone).where(Fanout.occurrence.in_(ids))


_BETWEEN, _LAID = Look(_between), Look(_laid)


def _wanted(live: Live, call: Occurrence, layout: Layout) -> Iterator[Due]:
    """The steps to be laid out now. Those after the end wait until the room has closed, and those for whoever was
    there until they are counted."""
    workflow = (
        layout.published.workflow(call.revision_id) if call.revision_id != live.revision_id else live.workflow
    )
    if workflow.dated is None or call.ends_at is None:
        return
    if workflow.dated.signed and call.signed_at is None:
        return
    ends = max(call.ends_at, call.ended_at or call.ends_at)
    for due in dues(workflow, workflow.dated, call.starts_at, ends, layout.zones):
        after_end = due.step.moment is not None and due.step.moment.after_end
        if after_end and (call.state == OPEN or layout.now < ends):
            continue
        if call.kind == PHONE_CALL and call.counted_at is None and _asks_who_was_there(due.step):
            continue
        yield due


def _asks_who_was_there(step: Step) -> bool:
    return bool(step.audience.mentions("attended") or step.audience.mentions("missed"))


def _row(live: Live, call: Occurrence, due: Due, layout: Layout) -> dict[str, Any] | None:
    if due.at is None:
        why = f'"{due.step.moment}" is not before the call starts, where they live'
        return _base(call, due, layout.now, layout.now, kind=NOTE, detail={"why": why})
    if due.at < live.live_since:
        return None  # starts count from when a workflow goes live
    if due.expires is None and due.at + LATEST < layout.now:
        why = f"it was more than {LATEST_WORDS} late"
        return _base(call, due, due.at, due.at, kind=NOTE, detail={"why": why})
    members = layout.size(live, due, call)
    plain = isinstance(due.step, Send) and due.step.to is None
    detail = {"bulk": True} if members > MANY else {}
    begins = due.at - layout.lead(due.step, members)
    row = _base(call, due, begins, due.at, kind=SEND if plain else STEP, detail=detail)
    return {**row, "expires_at": due.expires}


def _cause(call: Occurrence, due: Due) -> str:
    """What its deliveries are unique by: once for each date, and once more for each day on which it comes again."""
    return f"occurrence:{call.id}:{due.day}" if due.day else f"occurrence:{call.id}"


def _base(
    call: Occurrence, due: Due, begins: datetime, at: datetime, *, kind: str, detail: dict[str, Any]
) -> dict[str, Any]:
    return {
        "cause": _cause(call, due),
        "step_key": due.step.key,
        "zone": due.zone,
        "kind": kind,
        "workflow": call.workflow,
        "revision": call.revision_id,
        "occurrence": call.id,
        "detail": detail,
        "begins_at": begins,
        "due_at": at,
        "expires_at": None,
    }
