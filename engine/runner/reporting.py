"""Events and the other things that start walks, move them or end them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import peewee

from engine.language.workflow import Joined
from engine.language.workflow import Reported as StartsByEvent
from engine.models import Enrollment, Event, Inbound, Member
from engine.models.db import savepoint
from engine.models.people import lock_member
from engine.models.running import ACTIVE, EVENT
from engine.now import to_ms
from engine.runner.applying import put_tag, start_tagged
from engine.runner.ending import walks_of
from engine.runner.entering import enroll, settle
from engine.runner.keeping import keep
from engine.runner.moving import move
from engine.runner.scene import Scene, Start
from engine.steps import Reported, Walk, rezone

OWN_ACTS = ("text", "form", "call")


def report(
    member: Member,
    name: str,
    key: str,
    now: datetime,
    *,
    data: Mapping[str, Any] | None = None,
    by: str = "",
    heard: bool = True,
) -> Event:
    """Record an event of a member, once per ``key``, with all that follows from it: waits, starts, stops.

    ``heard`` says that they did something; of what they did not do, nothing was heard.
    """
    locked = lock_member(member.id) or member
    event, fresh = _record(locked, name, key, now, data or {}, by)
    if not fresh:
        return event
    if heard:
        Member.update(last_heard_at=now).where(Member.id == locked.id).execute()
        locked.last_heard_at = now
    scene = Scene(now)
    for enrollment in _waiting_for(name, locked):
        if enrollment.workflow not in scene.paused():
            waits_for = Walk.from_json(enrollment.state).event
            move(enrollment, locked, Reported(now, waits_for), scene)
    scene.changed[locked.id] = locked
    for workflow, start in scene.starting(StartsByEvent):
        if start.event.casefold() == name.casefold():
            scene.starts.append(Start(workflow, locked, f"event:{event.public_id}", by))
    settle(scene)
    return event


def joined(member: Member, how: str, now: datetime, *, inbound: Inbound | None = None) -> list[Enrollment]:
    """Start what starts with joining. Only their own act counts: a text, a form, a call."""
    if how not in OWN_ACTS:
        return []
    cause = f"joined:{to_ms(member.joined_at)}"
    names = [name for name, _ in Scene(now).starting(Joined)]
    made = [enroll(name, member, cause, now, inbound=inbound) for name in names]
    return [enrollment for enrollment in made if enrollment is not None]


def tagged(member: Member, tag: str, now: datetime) -> None:
    """Start what starts with a tag that was just put on, and end what it ends."""
    scene = Scene(now)
    scene.changed[member.id] = member
    start_tagged(tag, member, scene)
    settle(scene)


def tag(member: Member, name: str, now: datetime) -> None:
    """Put a tag on, with all that follows from it; nothing does where the member has it already."""
    scene = Scene(now)
    put_tag(name, member, scene)
    settle(scene)


def keyword(
    member: Member, workflow: str, inbound: Inbound, now: datetime, *, said: str = ""
) -> Enrollment | None:
    """Start the workflow whose word the member texted; ``said`` is what they wrote after it."""
    return enroll(workflow, member, f"inbound:{inbound.id}", now, inbound=inbound, said=said)


def rezoned(member: Member, now: datetime) -> None:
    """Work out anew when the member's walks go on, after their zone has changed."""
    scene = Scene(now)
    for enrollment in walks_of(member):
        walk = Walk.from_json(enrollment.state)
        graph = scene.graph(enrollment.revision_id)
        if walk.at is not None:
            moved = rezone(graph[walk.at].step, walk, scene.view(member, enrollment))
            keep(scene.draft, enrollment, moved, graph, member.timezone, now)
    scene.write()


def _record(
    member: Member, name: str, key: str, now: datetime, data: Mapping[str, Any], by: str
) -> tuple[Event, bool]:
    known = Event.get_or_none(Event.key == key)
    if known is not None:
        return known, False
    try:
        with savepoint():
            made = Event.create(
                member=member, name=name, key=key, at=now, data=dict(data), by=by, handled_at=now
            )
            return made, True
    except peewee.IntegrityError:  # reported of another member under the same key, at this very moment
        return Event.get(Event.key == key), False


def _waiting_for(name: str, member: Member) -> list[Enrollment]:
    waits = (Enrollment.waiting == EVENT) & (Enrollment.waiting_event == name.lower())
    theirs = (Enrollment.member == member.id) & (Enrollment.status == ACTIVE)
    return list(Enrollment.select().where(theirs & waits).order_by(Enrollment.id))
