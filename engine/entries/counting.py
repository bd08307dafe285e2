"""Whether an entry counts: it is asked with the run held, so that two at once are counted one after the other."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from engine.challenges import Run
from engine.models import Entry, Member, Occurrence, Picture
from engine.models.challenges import COUNTED, COUNTS, KEPT, OVER, SAME
from engine.models.db import locked
from engine.pictures import same_look
from engine.times import local, resolve

_MIDNIGHT = time(0)


def lock_run(run: Run) -> None:
    """Hold the run until this transaction ends; after its member's row, never before."""
    locked(Occurrence.select(Occurrence.id).where(Occurrence.id == run.id)).execute()


def count(entry: Entry, run: Run, member: Member, picture: Picture | None = None) -> str:
    """The state of an entry that is here: COUNTED, SAME where we had its picture, or OVER the member's share."""
    if picture is not None and _had(picture, run):
        return SAME
    return OVER if _is_over(entry, run, member) else COUNTED


def _had(picture: Picture, run: Run) -> bool:
    """Whether this picture counted before, in this challenge or an earlier run of it, whoever sent it."""
    runs = Occurrence.select(Occurrence.id).where(Occurrence.workflow == run.occurrence.workflow)
    counted = Entry.select(Entry.id).where(Entry.occurrence.in_(runs) & Entry.state.in_(COUNTS))
    others = (Picture.id != picture.id) & (Picture.state == KEPT) & Picture.entry.in_(counted)
    if Picture.select(Picture.id).where(others & (Picture.sha256 == picture.sha256)).exists():
        return True
    looks = Picture.select(Picture.look).where(others & (Picture.look != "")).tuples().iterator()
    return bool(picture.look) and any(same_look(picture.look, look) for (look,) in looks)


def _is_over(entry: Entry, run: Run, member: Member) -> bool:
    each = run.challenge.each
    if each is None:
        return False
    mine: Any = (Entry.occurrence == run.id) & (Entry.member == member.id) & Entry.state.in_(COUNTS)
    if each.a_day:
        begins, ends = _day_of(entry.at, member.timezone)
        mine &= (Entry.at >= begins) & (Entry.at < ends)
    return bool(Entry.select(Entry.id).where(mine & (Entry.id != entry.id)).count() >= each.most)


def _day_of(at: datetime, tz: str) -> tuple[datetime, datetime]:
    """The member's own day that holds an instant."""
    day = local(at, tz).date()
    return resolve(day, _MIDNIGHT, tz), resolve(day + timedelta(days=1), _MIDNIGHT, tz)
