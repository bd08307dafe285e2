"""What each verb does when a walk comes to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from engine.language.steps import (
    ROLL_OUT,
    Ask,
    End,
    If,
    Praise,
    Ring,
    Send,
    Set,
    Stage,
    StartWorkflow,
    StopWorkflow,
    Story,
    Tag,
    Tell,
    Untag,
    Wait,
)
from engine.steps.effects import (
    CancelRollOut,
    Effect,
    Note,
    OfferPraise,
    PutIn,
    PutTag,
    Queue,
    RingMember,
    SetFields,
    SetStage,
    TakeOut,
    TakeTag,
    TellPerson,
)
from engine.steps.graph import ELSE, THEN, Node
from engine.steps.view import MemberView
from engine.steps.waits import wait_until
from engine.steps.walk import Phase, Walk
from engine.times import UntilEvent, UntilTexted


@dataclass(frozen=True, slots=True)
class Taken:
    """The walk after a step, and what the step wants done."""

    walk: Walk
    effects: tuple[Effect, ...] = ()


def take(node: Node, walk: Walk, now: datetime, member: MemberView) -> Taken:
    """Take one step. The walk comes back waiting at it, or ready for the next one."""
    step = node.step
    match step:
        case Send() | Ask() | Ring():
            return _message(node, step, walk, now, member)
        case Story():
            return _story(node, step, walk, now, member)
        case Wait():
            return _wait(node, step, walk, now, member)
        case If():
            return Taken(onwards(walk, node.heads[THEN if member.holds(step.conditions) else ELSE]))
        case End():
            return Taken(onwards(walk, None), (Note(step.key, "end"),))
        case _:
            return Taken(onwards(walk, node.next), _do(step, walk))


def onwards(walk: Walk, key: str | None) -> Walk:
    """The walk, ready at ``key``; over where there is nothing more."""
    return replace(
        walk,
        at=key,
        phase=Phase.DONE if key is None else Phase.READY,
        left=None,
        remind=None,
        until=None,
        event="",
    )


def _message(node: Node, step: Send | Ask | Ring, walk: Walk, now: datetime, member: MemberView) -> Taken:
    expires = step.expires.after(now, member.tz) if step.expires else None
    if isinstance(step, Ring):
        return Taken(replace(walk, phase=Phase.LEFT), (_ring(step, walk, expires),))
    queue = Queue(step.key, step.message, step.by, None, expires, walk.answering, walk.bulk, walk.said)
    if isinstance(step, Ask):
        return Taken(replace(walk, phase=Phase.REPLY), (queue,))
    if step.to is not None:  # somebody else's hours and caps are not this member's
        return Taken(onwards(walk, node.next), (replace(queue, to=step.to),))
    return Taken(replace(walk, phase=Phase.LEFT), (queue,))


def _story(node: Node, step: Story, walk: Walk, now: datetime, member: MemberView) -> Taken:
    name = member.story(step.tags)
    if name is None:
        return Taken(onwards(walk, node.next), (Note(step.key, "no story left"),))
    expires = step.expires.after(now, member.tz) if step.expires else None
    queue = Queue(step.key, name, step.by, None, expires, walk.answering, walk.bulk, walk.said)
    return Taken(replace(walk, phase=Phase.LEFT), (queue,))


def _ring(step: Ring, walk: Walk, expires: datetime | None) -> RingMember:
    keys = tuple((key, str(number)) for number, line in enumerate(step.press) for key in line.ways)
    return RingMember(
        step.key, step.what, expires, walk.answering, walk.bulk, walk.said, keys=keys, retry=step.retry
    )


def _wait(node: Node, step: Wait, walk: Walk, now: datetime, member: MemberView) -> Taken:
    # What comes after a wait no longer answers the member's words.
    waiting = replace(walk, answering=None)
    until = wait_until(step.until, walk.since, member)
    event = step.until.event if isinstance(step.until, UntilEvent) else ""
    if until is None:
        return Taken(
            onwards(waiting, node.next), (Note(step.key, "did not wait", (("date", str(step.until)),)),)
        )
    if event and member.happened(event):
        return Taken(onwards(waiting, node.next), (Note(step.key, "did not wait", (("event", event),)),))
    if until <= now:
        late = Note(step.key, "waited", (("until", until.isoformat()),))
        return Taken(onwards(replace(waiting, since=until), node.next), (late,))
    return Taken(replace(waiting, phase=_waits_as(step), until=until, event=event))


def _waits_as(step: Wait) -> Phase:
    match step.until:
        case UntilEvent():
            return Phase.EVENT
        case UntilTexted():
            return Phase.TEXTED
        case _:
            return Phase.TIMER


def _do(
    step: Tag | Untag | Set | Stage | Praise | Tell | StartWorkflow | StopWorkflow, walk: Walk
) -> tuple[Effect, ...]:
    match step:
        case Tag():
            return (PutTag(step.tag), Note(step.key, "tagged"))
        case Untag():
            return (TakeTag(step.tag), Note(step.key, "untagged"))
        case Set():
            return (SetFields(step.values), Note(step.key, "set"))
        case Stage():
            return (SetStage(step.stage), Note(step.key, "stage"))
        case Praise():
            return (OfferPraise(step.key, step.message, step.to, walk.said, walk.answering),)
        case Tell():
            return (TellPerson(step.key, step.role, step.message, walk.answering),)
        case StartWorkflow():
            return (PutIn(step.key, step.workflow),)
        case StopWorkflow():
            if step.workflow == ROLL_OUT:
                return (CancelRollOut(step.key),)
            return (TakeOut(step.key, step.workflow),)
