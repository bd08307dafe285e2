"""When the steps of a call are due, for whom, and until when: from the call's own times alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.language.dated import Dated
from engine.language.steps import Send, Step
from engine.language.workflow import Workflow
from engine.times import Moment, local

AHEAD = timedelta(weeks=5)
ROUGHLY = timedelta(days=2)  # months and zones make a duration inexact


@dataclass(frozen=True, slots=True)
class Due:
    """One step of one call for the members of one zone ('' is everybody).

    ``at`` is None where it falls on the wrong side of the start and is left out. It ``expires`` at the start
    where it comes before it, and by its own `expires:`. ``day`` tells apart what comes again and again.
    """

    step: Step
    zone: str
    at: datetime | None
    expires: datetime | None
    day: str = ""


def dues(
    workflow: Workflow, dated: Dated, starts: datetime, ends: datetime, zones: Sequence[str]
) -> Iterator[Due]:
    """Every step's moment. Those that keep the wall clock differ from zone to zone, the others are one for all."""
    for step in workflow.steps:
        if step.moment is None:
            continue
        for zone in zones if step.moment.anchored_local else ("",):
            if step.moment.every is not None:
                yield from _repeated(step, step.moment, starts, ends, zone, dated)
                continue
            at = step.moment.when(starts, ends, zone, dated.timezone)
            yield Due(step, zone, at, _expires(step, step.moment, at, starts, zone or dated.timezone))


def _repeated(
    step: Step, moment: Moment, starts: datetime, ends: datetime, zone: str, dated: Dated
) -> Iterator[Due]:
    """Each time it comes while it goes on; one that could not go before the next comes is of no use then."""
    tz = zone or dated.timezone
    for at in moment.again(starts, ends, zone, dated.timezone):
        own = step.expires.after(at, tz) if isinstance(step, Send) and step.expires else ends
        yield Due(step, zone, at, min(own, ends), local(at, tz).date().isoformat())


def _expires(step: Step, moment: Moment, at: datetime | None, starts: datetime, tz: str) -> datetime | None:
    own = step.expires.after(at, tz) if isinstance(step, Send) and step.expires and at else None
    at_start = starts if moment.before_start else None
    known = [instant for instant in (own, at_start) if instant is not None]
    return min(known, default=None)


def farthest(workflow: Workflow, *, before: bool) -> timedelta:
    """How long before the start, or after it or the end, a step may be due at most, in any zone."""
    offsets = [
        step.moment.offset.rough()
        for step in workflow.steps
        if step.moment is not None and step.moment.offset is not None and step.moment.before_start is before
    ]
    return max(offsets, default=timedelta(0)) + ROUGHLY
