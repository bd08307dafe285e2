"""Before a leader's note names anybody, they are told that their leader gets one: once, the morning after."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from engine.models import Member
from engine.models.db import transaction
from engine.models.looks import Look
from engine.models.people import STRANGER
from engine.models.sending import BULK, STARTED
from engine.outbox import NewDelivery, queue
from engine.published import Published
from engine.times import local, resolve
from engine.wording.sentences import sentence

AT_ONCE = 50  # in one look of the clock's
GROUP = "team"  # the merge fields of a leader's note
MORNING = time(10)
A_DAY = timedelta(days=1)


def tell_who_sees(published: Published, now: datetime) -> int:
    """Tell those who were brought in by somebody, where a live workflow sends leaders such a note; returns how many."""
    untold = _UNTOLD.found(now)
    if not untold or not _noted(published):
        return 0
    return sum(_tell(member, now) for member in untold)


def _untold(now: datetime) -> Any:
    waiting = Member.sponsor.is_null(False) & Member.told_at.is_null() & Member.forgotten_at.is_null()
    return Member.select().where(waiting & (Member.how != STRANGER)).order_by(Member.id).limit(AT_ONCE)


_UNTOLD = Look(_untold)


def _tell(member: Member, now: datetime) -> bool:
    with transaction():
        mine = (Member.id == member.id) & Member.told_at.is_null()
        if not Member.update(told_at=now).where(mine).execute():
            return False
        leader = (
            member.sponsor.name.split()[0]
            if member.sponsor.name.strip()
            else sentence("somebody", member.language)
        )
        tomorrow = local(now, member.timezone).date() + A_DAY
        queue(
            NewDelivery(
                cause=f"told:{member.public_id}",
                step_key="who-sees",
                member_id=member.id,
                kind=STARTED,
                lane=BULK,
                body=sentence("who_sees", member.language, leader=leader),
                context={"subject": "Who sees what"},
                due_at=resolve(tomorrow, MORNING, member.timezone),
            ),
            now,
        )
        return True


def _noted(published: Published) -> bool:
    """Whether any workflow that is live sends words about a leader's people."""
    named = {
        name for one in published.workflows.values() if not one.paused for name in one.workflow.messages()
    }
    language = published.community.language
    found = (published.messages.choose(name, "email", language) for name in named)
    return any(
        one.partition(".")[0] == GROUP for words in found if words is not None for one in words.words.names
    )
