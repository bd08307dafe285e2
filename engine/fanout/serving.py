"""What one page of a fan-out writes: deliveries, walks, or lines of the trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from peewee import Cast, Value, fn

from engine.audience import Context, expression, heard_at
from engine.fanout.dates import falls_on
from engine.fanout.inserting import insert_for_each
from engine.fanout.task import ENROLL, NOTE, SEND, STEP, Task
from engine.language.steps import Send
from engine.models import Delivery, Enrollment, Member, Trace
from engine.models.running import ACTIVE, TIMER
from engine.models.sending import BULK, EXPIRED, NORMAL, QUEUED, REMINDER, STARTED
from engine.outbox.queueing import PARTS, with_words
from engine.steps import begin, compile_walk
from engine.times import say_when

Serve = Callable[[Task, Any], int]
A_MOMENT = timedelta(milliseconds=1)


def serve(task: Task, page: Any) -> int:
    """Write the rows for the members of one ``page`` (an expression over Member); returns how many are new."""
    which = page & task.audience()
    if why := task.withheld():
        return _note_each(task, which, why)
    return SERVES[task.fanout.kind](task, which)


def _send(task: Task, which: Any) -> int:
    """A delivery for each; one that came too late is recorded as expired, so that everybody can be told why."""
    step = task.step
    by = task.detail.get("by") or (step.by if isinstance(step, Send) else None)
    return sum(_part(task, which, part) for part in PARTS[by])


def _part(task: Task, which: Any, part: str) -> int:
    step, fanout = task.step, task.fanout
    body = task.detail.get("body", "")
    given: dict[Any, Any] = {
        Delivery.cause: fanout.cause,
        Delivery.step_key: fanout.step_key,
        Delivery.member: Member.id,
        Delivery.part: part,
        Delivery.workflow: fanout.workflow,
        Delivery.kind: task.detail.get("kind") or kind_of(task),
        Delivery.lane: lane_of(task),
        Delivery.message: step.message if isinstance(step, Send) else task.detail.get("message", ""),
        Delivery.body: body,
        Delivery.context: with_words(task.detail.get("context", {}), body),
        Delivery.created_at: task.now,
        Delivery.due_at: task.now,
        Delivery.state: EXPIRED if task.expired else QUEUED,
        Delivery.once_per_address: True,
    }
    if fanout.occurrence_id is not None:
        given[Delivery.occurrence] = fanout.occurrence_id
    if (about := task.detail.get("about")) is not None:
        given[Delivery.about] = about
        which &= Member.id != about
    if fanout.expires_at is not None:
        given[Delivery.expires_at] = fanout.expires_at
    if task.expired and fanout.expires_at is not None:
        when = say_when(fanout.expires_at, fanout.zone or task.community.timezone)
        given |= {
            Delivery.reason: f"It was only good until {when}.",
            Delivery.reason_code: EXPIRED,
            Delivery.settled_at: task.now,
        }
    return insert_for_each(Delivery, which, given)


def kind_of(task: Task) -> str:
    """A step before a call is a reminder; all else is something we start."""
    return REMINDER if task.reminds else STARTED


def lane_of(task: Task) -> int:
    return int(task.detail.get("lane", BULK if task.detail.get("bulk") else NORMAL))


def _enroll(task: Task, which: Any) -> int:
    """A walk for everybody who may go in; who is in it already is noted."""
    if task.workflow is None or task.revision_id is None:
        return 0
    if (day := task.detail.get("date")) is not None:
        which &= falls_on(day["field"], day["day"], task.fanout.zone, after=day.get("after", False))
    mine = (Enrollment.workflow == task.fanout.workflow) & (Enrollment.member == Member.id)
    if (quiet := task.detail.get("quiet")) is not None:
        which &= (heard_at() > quiet[0]) & (heard_at() <= quiet[1])
    cause = _cause(task)
    by_this = _any_walk(mine & (Enrollment.cause == cause))
    inside = _any_walk(mine & (Enrollment.status == ACTIVE))
    _note_each(task, which & inside & ~by_this, "they are in it already")
    free = which & ~inside & ~by_this & ~_before(task, mine) & ~_stopped_at_once(task)
    walk = begin(compile_walk(task.workflow), task.now, bulk=bool(task.detail.get("bulk")))
    return _walks(task, free, cause, walk.to_json())


def _cause(task: Task) -> Any:
    """What each walk is unique by; who went quiet is put in once for each time they did."""
    if "quiet" in task.detail:
        return Value(f"quiet:{task.fanout.workflow}:").concat(Cast(heard_at(), "text"))
    return task.fanout.cause


def _before(task: Task, mine: Any) -> Any:
    """Whether they were in it before in a way that `again:` minds."""
    again = task.workflow.again if task.workflow is not None else None
    if again is None or again.how == "always":
        return Value(1) == Value(0)
    if again.after is None:
        return _any_walk(mine)
    return _any_walk(mine & (Enrollment.ended_at > again.after.before(task.now, task.community.timezone)))


def _stopped_at_once(task: Task) -> Any:
    context = Context(task.now, task.community, task.fanout.workflow, since=task.now + A_MOMENT)
    stops = task.workflow.stop_when if task.workflow is not None else ()
    never: Any = Value(1) == Value(0)
    for conditions in stops:
        never |= expression(conditions, context)
    return never


def _any_walk(which: Any) -> Any:
    return fn.EXISTS(Enrollment.select(Value(1)).where(which))


def _step(task: Task, which: Any) -> int:
    """One step of a call for each: a walk of its own that begins, and mostly ends, at that step."""
    if task.workflow is None:
        return 0
    graph = compile_walk(task.workflow)
    walk = begin(graph, task.now, step=task.fanout.step_key, bulk=bool(task.detail.get("bulk")))
    return _walks(task, which, f"{task.fanout.cause}:{task.fanout.step_key}", walk.to_json())


def _walks(task: Task, which: Any, cause: Any, state: dict[str, Any]) -> int:
    given: dict[Any, Any] = {
        Enrollment.workflow: task.fanout.workflow,
        Enrollment.revision: task.revision_id,
        Enrollment.member: Member.id,
        Enrollment.cause: cause,
        Enrollment.status: ACTIVE,
        Enrollment.state: state,
        Enrollment.waiting: TIMER,
        Enrollment.due_at: task.now,
        Enrollment.zone: Member.timezone,
        Enrollment.started_at: task.now,
    }
    if task.fanout.occurrence_id is not None:
        given[Enrollment.occurrence] = task.fanout.occurrence_id
    return insert_for_each(Enrollment, which, given)


def _note(task: Task, which: Any) -> int:
    return _note_each(task, which, task.detail["why"])


def _note_each(task: Task, which: Any, why: str) -> int:
    """A line of the trace for each, saying why they get nothing."""
    given: dict[Any, Any] = {
        Trace.member: Member.id,
        Trace.workflow: task.fanout.workflow,
        Trace.step_key: task.fanout.step_key,
        Trace.at: task.now,
        Trace.outcome: "not put in" if task.fanout.kind == ENROLL else "left out",
        Trace.detail: {"why": why, "cause": task.fanout.cause},
    }
    return insert_for_each(Trace, which, given)


SERVES: dict[str, Serve] = {SEND: _send, ENROLL: _enroll, STEP: _step, NOTE: _note}
