"""Taking members out: `stop when`, STOP, and a manager's word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from engine import consent, outbox
from engine.models import Enrollment, Fanout, Member
from engine.models.db import locked, transaction
from engine.models.people import lock_member
from engine.models.running import ACTIVE
from engine.runner.keeping import end
from engine.runner.moving import STOP_WHEN
from engine.runner.roll_outs import CANCELLED, RUNNING, WAITING
from engine.runner.scene import Scene

PAGE = 20  # walks ended in one transaction: webhooks on SQLite wait for it
UNREACHABLE = "nothing reaches them any more"


def recheck(member: Member, now: datetime) -> int:
    """End the member's walks whose `stop when` has come; to be called after any change of them."""
    return recheck_all({member.id: member}, Scene(now))


def recheck_all(members: Mapping[int, Member], scene: Scene) -> int:
    """End the walks of (locked) members, by their ids, whose `stop when` has come; returns how many."""
    stopped = 0
    theirs = Enrollment.member.in_(list(members)) & (Enrollment.status == ACTIVE)
    for enrollment in list(Enrollment.select().where(theirs).order_by(Enrollment.id)):
        stop_when = scene.workflow(enrollment.revision_id).stop_when
        if stop_when and scene.stops(members[enrollment.member_id], enrollment):
            end(enrollment, STOP_WHEN, scene.now)
            stopped += 1
    return stopped


def end_all(member: Member, why: str, now: datetime) -> int:
    """Take the member out of everything; returns of how many."""
    ended = walks_of(member)
    for enrollment in ended:
        end(enrollment, why, now)
    return len(ended)


def end_unreachable(member_ids: Iterable[int], now: datetime) -> int:
    """Take out of everything whoever really has no usable address left; returns of how many walks.

    To be called with those whom a drain, a receipt or evidence named; each is looked at again, under its lock,
    since they may have come back meanwhile.
    """
    ended = 0
    for member_id in sorted(set(member_ids)):
        with transaction():
            member = lock_member(member_id)
            if member is not None and not consent.usable(member):
                ended += end_all(member, UNREACHABLE, now)
    return ended


def stop_workflow(name: str, now: datetime, why: str = "the workflow was stopped") -> int:
    """Take everybody out of a workflow and let nobody in who was on the way; returns how many were in it.

    Whoever is under way goes page by page, each in a short transaction, unless the caller has one open.
    """
    with transaction():
        begun = (Fanout.workflow == name) & Fanout.state.in_((WAITING, RUNNING))
        Fanout.update(state=CANCELLED).where(begun).execute()
    ended = 0
    while page := _end_page(name, why, now):
        ended += page
    with transaction():
        outbox.cancel(workflow=name, why=why, now=now)
    return ended


def _end_page(name: str, why: str, now: datetime) -> int:
    inside = (Enrollment.workflow == name) & (Enrollment.status == ACTIVE)
    with transaction():
        page = list(locked(Enrollment.select().where(inside).order_by(Enrollment.id).limit(PAGE)))
        for enrollment in page:
            end(enrollment, why, now)
    return len(page)


def walks_of(member: Member) -> list[Enrollment]:
    """The member's walks that are under way, oldest first."""
    theirs = (Enrollment.member == member.id) & (Enrollment.status == ACTIVE)
    return list(Enrollment.select().where(theirs).order_by(Enrollment.id))
