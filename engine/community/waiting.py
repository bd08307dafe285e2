"""What waits for a member, and until when: messages, walks, calls to come, conversations, a pause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine import consent, threads, wishes
from engine.audience import has_stopped
from engine.fanout.task import task
from engine.models import Delivery, Enrollment, Fanout, Member
from engine.models.people import CALLS, FEWER
from engine.models.running import ACTIVE, CALL, EVENT, LEFT, QUARANTINED, REPLY
from engine.models.sending import IN_FLIGHT, WAITING_STATES
from engine.published import NothingPublished, live
from engine.wording.say import plural

SOON = ("waiting", "running")


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing: ``what`` it is, ``why`` it waits, ``until`` when at the latest (None: nobody knows)."""

    what: str
    why: str
    until: datetime | None
    since: datetime
    workflow: str = ""

    def as_data(self) -> dict[str, Any]:
        return {
            "what": self.what,
            "why": self.why,
            "until": self.until.isoformat() if self.until else None,
            "since": self.since.isoformat(),
            "workflow": self.workflow,
        }


def waits(member: Member, now: datetime) -> list[Waiting]:
    """All of it, what has waited longest first."""
    found = [*_deliveries(member), *_walks(member), *_coming(member, now), *_held_by(member, now)]
    return sorted(found, key=lambda one: one.since)


def _deliveries(member: Member) -> Iterator[Waiting]:
    theirs = Delivery.member == member.id
    for row in Delivery.select().where(theirs & Delivery.state.in_((*WAITING_STATES, *IN_FLIGHT))):
        what = f"the message {row.message}" if row.message else "a message"
        why = row.reason or ("it is on its way" if row.state in IN_FLIGHT else "it is next in line")
        yield Waiting(what, why, row.due_at, row.created_at, row.workflow)


def _walks(member: Member) -> Iterator[Waiting]:
    theirs = (Enrollment.member == member.id) & Enrollment.status.in_((ACTIVE, QUARANTINED))
    for row in Enrollment.select().where(theirs):
        at = str(row.state.get("at") or "its end")
        what = f"{row.workflow}, at {at}"
        yield Waiting(what, _why(row), row.due_at, row.started_at, row.workflow)


def _why(walk: Enrollment) -> str:
    if walk.status == QUARANTINED:
        return "it failed three times and was put aside: see the log"
    reasons = {
        REPLY: "it waits for their answer",
        LEFT: "it waits for its own message to leave",
        CALL: "it waits for its own call to be over",
        EVENT: f"it waits for the event {walk.waiting_event}",
    }
    return reasons.get(walk.waiting, "it waits for its time")


def _coming(member: Member, now: datetime) -> Iterator[Waiting]:
    """Reminders of calls, waves and broadcasts that are laid out and whose audience holds the member now."""
    try:
        published = live()
    except NothingPublished:
        return
    zone = (Fanout.zone == "") | (Fanout.zone == member.timezone)
    ahead = Fanout.state.in_(SOON) & (Fanout.cursor < member.id) & zone
    for row in Fanout.select().where(ahead).order_by(Fanout.due_at):
        fits = task(row, published, now).audience()
        if Member.select(Member.id).where((Member.id == member.id) & fits).exists():
            message = (row.detail or {}).get("message", "")
            what = " ".join(filter(None, [row.workflow or "a broadcast", row.step_key or message]))
            yield Waiting(what, "its time is still to come", row.due_at, row.begins_at, row.workflow)


def _held_by(member: Member, now: datetime) -> Iterator[Waiting]:
    thread = threads.holding(member.id, now)
    if thread is not None:
        who = thread.owner.name if thread.owner is not None and thread.owner.name else thread.role
        yield Waiting(
            f"a conversation with {who}",
            "what we start waits until it is DONE",
            thread.quiet_after,
            thread.opened_at,
        )
    if Member.select(Member.id).where((Member.id == member.id) & has_stopped()).exists():
        since = max(one.at for one in consent.history(member) if not one.given)
        yield Waiting("everything", "they told us to stop, so no reminders are made for them", None, since)
    if member.paused_until is not None and member.paused_until > now:
        yield Waiting("everything", "they are paused", member.paused_until, now)
    if wishes.rests(member, now):
        yield Waiting(
            "everything", "they have lost somebody and are left in peace", member.resting_until, now
        )
    if member.wants == CALLS:
        yield Waiting("all but call reminders", "they asked for reminders of our calls only", None, now)
    elif member.wants == FEWER and member.week_most:
        most = plural(member.week_most, "message")
        yield Waiting("what we start", f"they asked for at most {most} a week", None, now)
