"""Taking praise down again: at once, from everywhere it is shown or still to be sent."""

from __future__ import annotations

from datetime import datetime

from engine import approvals
from engine.models import Delivery, Fanout, Member, Praise
from engine.models.sending import CANCELLED, WAITING_STATES
from engine.praise.states import APPROVED, ASKED, CONSENT, OFFERED, PRAISE, SPOKEN, WITHDRAWN, cause_of

GONE = "the praise was taken down"


def unshare(member: Member, now: datetime) -> int:
    """All praise of theirs, and their yes with it; returns how much was shared or on its way."""
    open_ones = Praise.state.in_((ASKED, OFFERED, APPROVED))
    found = list(Praise.select().where((Praise.member == member.id) & open_ones))
    for praise in found:
        withdraw(praise, now)
    member.praise_yes = False
    member.save(only=[Member.praise_yes])
    return len(found)


def agree_again(member: Member) -> None:
    """What is praised from now on may be shared; what they took down stays down."""
    member.praise_yes = True
    member.save(only=[Member.praise_yes])


def withdraw(praise: Praise, now: datetime) -> None:
    """This one leaves the wall, the lists and whatever of it has not left yet."""
    praise.state, praise.withdrawn_at = WITHDRAWN, now
    praise.save(only=[Praise.state, Praise.withdrawn_at])
    for kind in (CONSENT, PRAISE, SPOKEN):
        approvals.withdraw(kind, praise.id, now)
    cause = cause_of(praise)
    Fanout.update(state="done").where((Fanout.cause == cause) & (Fanout.state != "done")).execute()
    unsent = (Delivery.cause == cause) & Delivery.state.in_(WAITING_STATES)
    gone = {"state": CANCELLED, "reason": GONE, "reason_code": CANCELLED, "settled_at": now}
    Delivery.update(**gone).where(unsent).execute()
