"""Who has a call: taking it, giving it back, looking for somebody. Each is one guarded update of the call.

None of these tells anybody: the next look does, and it is due at once.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from engine import rooms
from engine.cover import chain
from engine.cover.people import COMING, host_of
from engine.models import Member, Occurrence, StandIn

AT_ONCE = timedelta(seconds=1)  # strictly later than now, so that a journey stops there, too


def leader_of(row: Occurrence, now: datetime) -> Member | None:
    """Who has the call just now: the stand-in who took it, else its host."""
    if row.led_by_id is not None:
        found: Member | None = Member.get_or_none(Member.id == row.led_by_id)
        return found
    call = rooms.terms(row)
    return host_of(row, call, now) if call is not None else None


def wanted(row: Occurrence) -> bool:
    """Whether somebody to lead it is looked for, or nobody could be found."""
    return row.cover in (chain.ASKING, chain.NOBODY)


def take(row: Occurrence, member: Member, now: datetime) -> bool:
    """Give the call to the first who says yes, whoever else does at the same moment; whether it was this one."""
    mine = (StandIn.occurrence == row.id) & (StandIn.member == member.id)
    StandIn.update(said_at=now).where(mine).execute()
    free = _coming(row, now) & Occurrence.cover.in_((chain.ASKING, chain.NOBODY))
    if not _change(free, now, led_by=member.id, cover=chain.COVERED):
        return False
    StandIn.update(state=chain.YES).where(mine).execute()
    return True


def decline(row: Occurrence, member: Member, now: datetime) -> None:
    """The next is asked at once."""
    mine = (StandIn.occurrence == row.id) & (StandIn.member == member.id)
    StandIn.update(state=chain.NO, said_at=now).where(mine).execute()
    _change(_coming(row, now), now)


def give_back(row: Occurrence, member: Member, now: datetime) -> None:
    """Whoever has the call cannot lead it: somebody is looked for. A host's word stands from then on."""
    if row.led_by_id == member.id:
        mine = (StandIn.occurrence == row.id) & (StandIn.member == member.id)
        StandIn.update(state=chain.LEFT).where(mine).execute()
        _change(_coming(row, now) & (Occurrence.led_by == member.id), now, led_by=None, cover=chain.ASKING)
        return
    _change(_coming(row, now), now, host_said=chain.SICK)
    _change(_coming(row, now) & (Occurrence.cover == chain.NOT_BEGUN), now, cover=chain.ASKING)


def keep(row: Occurrence, now: datetime) -> bool:
    """The host leads as planned, whatever was begun; False where somebody else has the call."""
    mine = _coming(row, now) & Occurrence.led_by.is_null()
    return _change(mine, now, host_said=chain.ON, cover=chain.NOT_BEGUN)


def _coming(row: Occurrence, now: datetime) -> Any:
    return (Occurrence.id == row.id) & Occurrence.state.in_(COMING) & (Occurrence.ends_at > now)


def _change(which: Any, now: datetime, **values: Any) -> bool:
    return bool(Occurrence.update(cover_at=now + AT_ONCE, **values).where(which).execute())
