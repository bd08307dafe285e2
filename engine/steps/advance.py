"""The machine: one cause moves a walk through every step that needs no waiting. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from engine.language.steps import Ask, Ring, Step, Wait
from engine.steps.causes import CallOver, Cause, GoOn, Left, Pressed, Rang, Replied, Reported, TimedOut
from engine.steps.effects import CHANGES, Answered, Effect, Ended, Note, Queue, SetFields, Withdraw
from engine.steps.graph import NO_ANSWER, Graph, Node
from engine.steps.verbs import Taken, onwards, take
from engine.steps.view import MemberView
from engine.steps.waits import reminder_at, wait_until
from engine.steps.walk import Phase, Walk

SENT = "sent"
LONGEST_ANSWER = 500  # characters kept of an answer, for the words that quote it


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the walk is now and what it wants done.

    ``more`` says that steps remain which depend on the effects: apply them, then go on with ``GoOn``.
    """

    walk: Walk
    effects: tuple[Effect, ...] = ()
    more: bool = False


def begin(
    graph: Graph,
    at: datetime,
    *,
    answering: int | None = None,
    bulk: bool = False,
    step: str | None = None,
    said: str = "",
) -> Walk:
    """A walk at its first step, or at ``step`` of a call. ``answering`` is the inbound id that started it, and
    ``said`` what was said there beyond the word that did."""
    key = step or graph.first
    phase = Phase.DONE if key is None else Phase.READY
    return Walk(key, phase, at, answering, bulk, said=said[:LONGEST_ANSWER])


def remind_key(step_key: str) -> str:
    """The step key of a question's reminder."""
    return f"{step_key}/remind"


def advance(graph: Graph, walk: Walk, cause: Cause, *, now: datetime, member: MemberView) -> Moved:
    """Move ``walk`` by ``cause`` and take every step that can be taken at once.

    It stops where the walk waits, where it is over, and after a change of the member that the next step's
    conditions must see. A cause that does not fit what the walk waits for changes nothing.
    """
    if walk.done or walk.at is None:
        return Moved(walk)
    resolved = _resolve(graph[walk.at], walk, cause, now, member)
    if resolved is None:
        return Moved(walk)
    last, walk, effects = walk.at, resolved.walk, list(resolved.effects)
    while walk.phase is Phase.READY and walk.at is not None:
        if any(isinstance(effect, CHANGES) for effect in effects):
            return Moved(walk, tuple(effects), more=True)
        last = walk.at
        taken = _enter(graph[last], walk, now, member)
        walk = taken.walk
        effects += taken.effects
    if walk.done:
        effects.append(Ended(last))
    return Moved(walk, tuple(effects))


def _enter(node: Node, walk: Walk, now: datetime, member: MemberView) -> Taken:
    fits = node.step.audience.everyone or member.holds(node.step.audience)
    if not fits:
        return Taken(onwards(walk, node.next), (Note(node.step.key, "not for them"),))
    return take(node, walk, now, member)


def _resolve(node: Node, walk: Walk, cause: Cause, now: datetime, member: MemberView) -> Taken | None:
    """The walk after what it waited for has come; None where ``cause`` is not that."""
    match cause, walk.phase:
        case GoOn(), Phase.READY:
            return Taken(walk)
        case Left(), Phase.LEFT:
            return Taken(
                onwards(replace(walk, since=max(walk.since, cause.at)), node.next), (_left_note(node, cause),)
            )
        case ((Rang() | CallOver() | Pressed()), (Phase.LEFT | Phase.CALL)) if isinstance(node.step, Ring):
            unknown = isinstance(cause, Pressed) and cause.branch not in node.heads
            return None if unknown else _call(node, node.step, walk, cause)
        case Left(), Phase.REPLY if walk.left is None and isinstance(node.step, Ask):
            return _question_left(node, node.step, walk, cause, member)
        case Replied(), Phase.REPLY if isinstance(node.step, Ask):
            return _replied(node, node.step, walk, cause)
        case Replied(), Phase.TEXTED:
            heard = replace(walk, since=cause.at, answering=cause.inbound_id)
            return Taken(
                onwards(heard, node.next), (Note(node.step.key, "texted", (("word", cause.words),)),)
            )
        case Reported(), Phase.EVENT if cause.event == walk.event:
            heard = replace(walk, since=cause.at)
            return Taken(
                onwards(heard, node.next), (Note(node.step.key, "event", (("event", cause.event),)),)
            )
        case TimedOut(), Phase.TIMER | Phase.EVENT | Phase.TEXTED | Phase.REPLY:
            return _timed_out(node, walk, now, member)
        case _:
            return None


def _left_note(node: Node, cause: Left) -> Note:
    return Note(node.step.key, cause.outcome, (("why", cause.reason),) if cause.reason else ())


def _call(node: Node, step: Ring, walk: Walk, cause: Rang | CallOver | Pressed) -> Taken:
    """The walk's own call: it was placed, it is over, or they have pressed a key."""
    match cause:
        case Rang():
            placed = () if walk.phase is Phase.CALL else (Note(step.key, SENT),)
            return Taken(replace(walk, phase=Phase.CALL, left=cause.at, until=cause.until), placed)
        case CallOver():
            over = replace(walk, since=max(walk.since, cause.at))
            return Taken(onwards(over, node.next), (Note(step.key, "rang", (("how", cause.how),)),))
        case Pressed():
            pressed = replace(walk, since=cause.at, answering=cause.inbound_id)
            note = Note(step.key, "pressed", (("key", cause.key),))
            return Taken(onwards(pressed, node.heads[cause.branch]), (note,))


def _question_left(node: Node, step: Ask, walk: Walk, cause: Left, member: MemberView) -> Taken:
    if cause.outcome != SENT:  # nobody was asked, so nobody kept silent
        return Taken(onwards(replace(walk, since=cause.at), node.next), (_left_note(node, cause),))
    return Taken(_asked(step, replace(walk, left=cause.at), member), (_left_note(node, cause),))


def _asked(step: Ask, walk: Walk, member: MemberView) -> Walk:
    left = walk.left or walk.since
    until = step.within.after(left, member.tz)
    remind = reminder_at(step.remind.after, left, until, member.tz) if step.remind else None
    return replace(walk, since=left, until=until, remind=remind)


def _replied(node: Node, step: Ask, walk: Walk, cause: Replied) -> Taken:
    said = step.answers[int(cause.branch)].ways[0] if cause.branch.isdigit() else cause.words
    effects: list[Effect] = [
        Withdraw((step.key, remind_key(step.key)), "the question was answered"),
        Note(step.key, "answered", () if step.anonymous else (("said", said),)),
    ]
    if not step.anonymous:
        effects.append(Answered(step.key, said))
    if step.save_as is not None:
        effects.append(SetFields(((step.save_as, said),)))
    answered = replace(
        walk,
        since=cause.at,
        answering=cause.inbound_id,
        said="" if step.anonymous else cause.words[:LONGEST_ANSWER],
    )
    return Taken(onwards(answered, node.heads[cause.branch]), tuple(effects))


def _timed_out(node: Node, walk: Walk, now: datetime, member: MemberView) -> Taken | None:
    step = node.step
    if walk.remind is not None and walk.remind <= now and isinstance(step, Ask) and step.remind is not None:
        # Its own words are over by now: a reminder is something we start.
        asked = replace(walk, remind=None, answering=None)
        reminder = Queue(
            remind_key(step.key), step.remind.message, step.by, expires_at=walk.until, bulk=walk.bulk
        )
        return Taken(asked, (reminder, Note(step.key, "reminded")))
    if walk.until is None or walk.until > now:
        return None
    over = replace(walk, since=walk.until, answering=None)
    if walk.phase is Phase.REPLY:
        silent = (
            Withdraw((remind_key(step.key),), "the time for an answer is over"),
            Note(step.key, "no answer"),
        )
        return Taken(onwards(over, node.heads[NO_ANSWER]), silent)
    return Taken(onwards(over, node.next), (Note(step.key, "waited"),))


def rezone(step: Step, walk: Walk, member: MemberView) -> Walk:
    """The walk with its times worked out anew, after the member's zone has changed."""
    if walk.phase is Phase.REPLY and walk.left is not None and isinstance(step, Ask):
        moved = _asked(step, walk, member)
        return moved if walk.remind is not None else replace(moved, remind=None)
    if walk.phase in (Phase.TIMER, Phase.EVENT, Phase.TEXTED) and isinstance(step, Wait):
        return replace(walk, until=wait_until(step.until, walk.since, member) or walk.since)
    return walk
