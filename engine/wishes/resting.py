"""Peace for whoever has lost somebody: from their words of grief on, for as long as the community's file says."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time

from engine.models import Audit, Delivery, Member
from engine.models.db import transaction
from engine.models.looks import Look
from engine.models.people import lock_member
from engine.models.sending import HELD, PERSON
from engine.outbox import NewDelivery, queue
from engine.threads.owners import HOST, owner_for
from engine.times import Duration, local, resolve, say_date

AT_ONCE = 50  # in one look of the clock's
MORNING = time(10)  # nobody is told at the hour at which somebody else happened to write


def rests(member: Member, now: datetime) -> bool:
    return member.resting_until is not None and member.resting_until > now


def rest(
    member: Member, how_long: Duration, now: datetime, inbound_id: int, who: Member | None = None
) -> datetime:
    """Keep quiet for them up to a morning about ``how_long`` from now, and tell their host so; returns until when.

    Their own words never end it earlier than it was to end; what a person decides (``who``, who needs no telling)
    counts as it is.
    """
    day = local(how_long.after(now, member.timezone), member.timezone).date()
    until = resolve(day, MORNING, member.timezone)
    member.resting_until = until if who else max(until, member.resting_until or until)
    member.save(only=[Member.resting_until])
    detail = {"until": member.resting_until.isoformat()}
    by = f"member:{(who or member).public_id}"
    Audit.create(at=now, who=by, did="began to rest", about=member.public_id, detail=detail)
    if who is None:
        _tell(member, f"inbound:{inbound_id}", _BEGAN, member.resting_until, now)
    return member.resting_until


def lift(member: Member, who: str, now: datetime) -> None:
    """It is over: what was held for it goes on."""
    member.resting_until = None
    member.save(only=[Member.resting_until])
    Audit.create(at=now, who=who, did="rests no more", about=member.public_id)
    wake(member, ("resting",), now)


def wake(member: Member, codes: Collection[str], now: datetime) -> None:
    """What the gate held for these reasons is looked at again at once."""
    held = (Delivery.member == member.id) & (Delivery.state == HELD) & Delivery.reason_code.in_(list(codes))
    Delivery.update(due_at=now).where(held).execute()


def rest_over(now: datetime) -> int:
    """End the rests whose time has come, and tell their hosts; returns how many."""
    return sum(_end(id, now) for (id,) in _DUE.rows(now))


_DUE = Look(lambda now: Member.select(Member.id).where(Member.resting_until <= now).limit(AT_ONCE))


def _end(member_id: int, now: datetime) -> bool:
    with transaction():
        member = lock_member(member_id)
        if member is None or member.resting_until is None or member.resting_until > now:
            return False
        until = member.resting_until
        lift(member, "clock", now)
        _tell(member, f"rest-over:{member.public_id}:{until.isoformat()}", _ENDED, until, now)
        return True


_BEGAN = (
    "{name} gets nothing of ours until {day}, no call reminders either; your own words reach them. "
    "Back sooner: they text BACK, or you BACK {name}."
)
_ENDED = (
    "The quiet time for {name} is over, so our messages reach them again. A word of your own first might do good. "
    "Too early? Text RESTING {name}."
)


def _tell(member: Member, cause: str, words: str, until: datetime, now: datetime) -> None:
    host = owner_for(member, HOST, now)
    if host is None:
        return
    name = member.name.split()[0] if member.name else "this member"
    queue(
        NewDelivery(
            cause=cause,
            step_key="rest",
            member_id=host.id,
            about_id=member.id,
            kind=PERSON,
            body=words.format(name=name, day=say_date(until, member.timezone)),
            context={"subject": f"Quiet for {name}"},
        ),
        now,
    )
