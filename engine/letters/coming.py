"""Letters that are to be signed, and the moments at which something is to be done for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from engine.approvals import NO
from engine.fanout.task import LATEST
from engine.language.dated import Letter
from engine.models import Approval, Draft, Occurrence
from engine.models.looks import Look
from engine.occurrences.planning import CANCELLED
from engine.published import live
from engine.wording.say import title_from_name

PARAGRAPH, LETTER = "paragraph", "letter"  # the kinds of what is asked
SHOWN, SIGNED, DROPPED = "shown", "signed", "dropped"  # what a draft is
AHEAD = timedelta(weeks=5)  # as far as dates are planned


@dataclass(frozen=True, slots=True)
class Coming:
    """One letter that nobody has signed. Nothing is asked before ``asked_at``; from ``too_late`` on it is left out."""

    row: Occurrence
    letter: Letter
    title: str
    asked_at: datetime
    shown_at: datetime
    too_late: datetime


def unsigned(now: datetime) -> Iterator[Coming]:
    """The letters that wait for their paragraph or their signature, the soonest first."""
    return _known(_UNSIGNED.found(now))


def left_out(now: datetime) -> Iterator[Coming]:
    """The letters that a NO has left out, as long as they could go out yet, the soonest first."""
    no = (Approval.kind == LETTER) & (Approval.state == NO)
    said = Draft.select(Draft.occurrence).join(Approval, on=(Approval.subject == Draft.id)).where(no)
    return _known(_near(now).where((Occurrence.state == CANCELLED) & Occurrence.id.in_(said)))


def _known(rows: Iterable[Occurrence]) -> Iterator[Coming]:
    return (found for row in rows if (found := coming(row)) is not None)


def _near(now: datetime) -> Any:
    near = Occurrence.starts_at.between(now - LATEST, now + AHEAD)
    mine = (Occurrence.kind == Letter.kind) & Occurrence.signed_at.is_null() & near
    return Occurrence.select().where(mine).order_by(Occurrence.starts_at, Occurrence.id)


_UNSIGNED = Look(lambda now: _near(now).where(Occurrence.state != CANCELLED))


def coming(row: Occurrence) -> Coming | None:
    """What is known of it by its file; None where that is a letter's no more, or is paused."""
    published = live()
    one = published.workflows.get(row.workflow)
    letter = one.workflow.dated if one is not None and not one.paused else None
    if one is None or not isinstance(letter, Letter):
        return None
    zone, starts = letter.timezone, row.starts_at
    return Coming(
        row,
        letter,
        one.workflow.title or title_from_name(row.workflow),
        letter.asked.when(starts, starts, zone, zone) or starts,
        letter.shown.when(starts, starts, zone, zone) or starts,
        starts + LATEST,
    )
