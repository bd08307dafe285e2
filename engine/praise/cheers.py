"""Cheers: each member's counts once for a praise, and the praised hear how many, together and seldom."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from peewee import fn

from engine.models import Cheer, Delivery, Member, Praise
from engine.models.db import transaction
from engine.models.looks import Look
from engine.models.people import lock_member
from engine.models.sending import SENT, STARTED
from engine.outbox import NewDelivery, queue
from engine.praise.states import cause_of, shared
from engine.wording.sentences import sentence

GATHERED = timedelta(hours=4)  # from the first that they have not heard of
SELDOM = timedelta(days=1)  # between two of these texts
RECENT = timedelta(days=14)  # older praise is cheered no more
AT_ONCE = 50


def cheer(member: Member, now: datetime) -> Praise | None:
    """Count the member's cheer for the newest praise sent to them, else the newest shared; None where there is none.

    Nobody cheers for themself, and for one praise nobody counts twice.
    """
    theirs = (Praise.member != member.id) & (Praise.shared_at > now - RECENT) & shared()
    newest = Praise.select(Praise).join(Member).where(theirs)
    newest = newest.order_by(Praise.shared_at.desc(), Praise.id.desc())
    found = {cause_of(one): one for one in newest.limit(AT_ONCE)}
    sent = (Delivery.member == member.id) & (Delivery.state == SENT) & Delivery.cause.in_(list(found))
    last = Delivery.select(Delivery.cause).where(sent).order_by(Delivery.sent_at.desc(), Delivery.id.desc())
    praise = found.get(last.limit(1).scalar() or "") or next(iter(found.values()), None)
    if praise is not None:
        row = {"praise": praise.id, "member": member.id, "at": now}
        Cheer.insert(**row).on_conflict_ignore().execute()
    return praise


def tell_cheers(now: datetime) -> int:
    """The clock's look: tell those who have been cheered for a while ago; returns how many were told."""
    return sum(_tell(id, now) for (id,) in _DUE.rows(now))


def next_cheers(after: datetime) -> datetime | None:
    """When somebody is next to be told, strictly later than ``after``."""
    first, again = _FIRST.instant(after), _AGAIN.instant(after)
    instants = [first + GATHERED if first else None, again + SELDOM if again else None]
    return min((one for one in instants if one is not None), default=None)


def _due(now: datetime) -> Any:
    """Whoever was cheered for, and has not heard of it, since so long ago; not who heard of others within the day."""
    heard: Any = Cheer.alias()
    theirs: Any = Praise.alias()
    told = (
        heard.select(heard.id)
        .join(theirs, on=(heard.praise == theirs.id))
        .where((heard.told_at > now - SELDOM) & (theirs.member == Praise.member))
    )
    due = Cheer.told_at.is_null() & (Cheer.at <= now - GATHERED) & ~fn.EXISTS(told)
    return Cheer.select(Praise.member).join(Praise).where(due).distinct().limit(AT_ONCE)


def _first(after: datetime) -> Any:
    return Cheer.select(fn.MIN(Cheer.at)).where(Cheer.told_at.is_null() & (Cheer.at > after - GATHERED))


def _again(after: datetime) -> Any:
    last: Any = Cheer.alias()
    praised: Any = Praise.alias()
    waits = (
        last.select(last.id)
        .join(praised, on=(last.praise == praised.id))
        .where(last.told_at.is_null() & (praised.member == Praise.member))
    )
    told = (Cheer.told_at > after - SELDOM) & fn.EXISTS(waits)
    return Cheer.select(fn.MIN(Cheer.told_at)).join(Praise).where(told)


_DUE, _FIRST, _AGAIN = Look(_due), Look(_first), Look(_again)


def _tell(member_id: int, now: datetime) -> int:
    with transaction():
        member = lock_member(member_id)
        theirs = Cheer.praise.in_(Praise.select(Praise.id).where(Praise.member == member_id))
        told: datetime | None = Cheer.select(fn.MAX(Cheer.told_at)).where(theirs).scalar()
        if member is None or (told is not None and told > now - SELDOM):
            return 0
        untold = theirs & Cheer.told_at.is_null()
        count = int(Cheer.select().where(untold).count())
        Cheer.update(told_at=now).where(untold).execute()
        if member.praise_yes is not True:
            return 0
        queue(
            NewDelivery(
                cause=f"cheers:{member.id}",
                step_key=now.isoformat(),
                member_id=member.id,
                kind=STARTED,
                body=_said(count, member.language),
                context={"subject": "They cheered for you"},
                expires_at=now + 2 * SELDOM,
            ),
            now,
        )
    return 1


def _said(count: int, language: str) -> str:
    return sentence("cheers_one" if count == 1 else "cheers_many", language, count=str(count))
