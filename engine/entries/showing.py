"""Who may see a picture: a host says so first, and its member may always say that nobody does."""

from __future__ import annotations

from datetime import datetime

from engine import threads
from engine.models import Entry, Member
from engine.models.challenges import APPROVED, COUNTED, HIDDEN
from engine.models.sending import PERSON
from engine.outbox import NewDelivery, queue
from engine.threads.opening import number_of
from engine.threads.saying import name_of


def keep_private(member: Member) -> None:
    """Show this member's pictures to nobody from now on. They still count."""
    member.pictures_yes = False
    member.save(only=[Member.pictures_yes])
    theirs = (Entry.member == member.id) & Entry.state.in_((COUNTED, APPROVED))
    Entry.update(state=HIDDEN).where(theirs).execute()


def tell_unreadable(entry: Entry, why: str, member: Member, now: datetime) -> None:
    """A person hears of a picture that never came to be seen: the member may need their help."""
    owner = threads.owner_for(member, "host")
    if owner is None:
        return
    name = name_of(member, number_of(member))
    queue(
        NewDelivery(
            cause=f"entry:{entry.id}",
            step_key="lost",
            member_id=owner.id,
            about_id=member.id,
            kind=PERSON,
            body=f"A picture of {name} could not be taken in: {why.rstrip('.')}. We asked them to send it once more.",
            context={"subject": f"A picture of {name}"},
        ),
        now,
    )
