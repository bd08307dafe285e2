"""Doing what a walk wants done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from engine import outbox, praise, threads
from engine.language.workflow import Tagged
from engine.models import CallAnswer, Enrollment, Inbound, Member, Tag
from engine.models.running import ACTIVE
from engine.outbox.fields import person_fields
from engine.runner.keeping import end
from engine.runner.queueing import queue, ring
from engine.runner.roll_outs import stop_roll_out
from engine.runner.scene import Scene, Start
from engine.steps import (
    Answered,
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
    Withdraw,
)
from engine.understanding.details import OWN_DETAILS

Apply = Callable[[Any, Enrollment, Member, Scene], None]


def apply(effects: Iterable[Effect], enrollment: Enrollment, member: Member, scene: Scene) -> bool:
    """Do them in order; returns whether the member was changed by any."""
    changed = False
    for effect in effects:
        if isinstance(effect, LOOKING):
            scene.write()
        do = DOERS.get(type(effect))
        if do is not None:
            do(effect, enrollment, member, scene)
        changed = changed or isinstance(effect, (PutTag, TakeTag, SetFields, SetStage, Answered))
    if changed:
        scene.changed[member.id] = member
    return changed


def put_tag(tag: str, member: Member, scene: Scene) -> None:
    """Put a tag on; whoever has it already is not tagged again, so nothing starts."""
    row = Tag.insert(member=member.id, name=tag, at=scene.now).on_conflict_ignore().returning(Tag.id)
    if [*row.execute()]:
        scene.changed[member.id] = member
        start_tagged(tag, member, scene)


def start_tagged(tag: str, member: Member, scene: Scene) -> None:
    """Set off the workflows that start with this tag."""
    names = [name for name, start in scene.starting(Tagged) if start.tag.casefold() == tag.casefold()]
    if names:
        put_on = Tag.select(Tag.id).where((Tag.member == member.id) & (Tag.name == tag)).scalar()
        scene.starts += [Start(name, member, f"tag:{tag}:{put_on}") for name in names]


def _put_tag(effect: PutTag, enrollment: Enrollment, member: Member, scene: Scene) -> None:
    put_tag(effect.tag, member, scene)


def _take_tag(effect: TakeTag, enrollment: Enrollment, member: Member, scene: Scene) -> None:
    Tag.delete().where((Tag.member == member.id) & (Tag.name == effect.tag)).execute()


def _set_fields(effect: SetFields, enrollment: Enrollment, member: Member, scene: Scene) -> None:
    """Fields of the community's, and what every member has: that only where the words can be read as it."""
    read = {name: OWN_DETAILS[name](words) for name, words in effect.values if name in OWN_DETAILS}
    own = {name: value for name, value in read.items() if value is not None}
    fields = {name: words for name, words in effect.values if name not in OWN_DETAILS}
    member.fields = {**member.fields, **fields}
    for name, value in own.items():
        setattr(member, name, value)
    Member.update(fields=member.fields, **own).where(Member.id == member.id).execute()


def _set_stage(effect: SetStage, enrollment: Enrollment, member: Member, scene: Scene) -> None:
    member.stage = effect.stage
    Member.update(stage=effect.stage).where(Member.id == member.id).execute()


def _answered(effect: Answered, enrollment: Enrollment, member: Member, scene: Scene) -> None:
    """Keep what was said to a call's question: the last word counts."""
    if enrollment.occurrence_id is None:
        return
    said = {"occurrence": enrollment.occurrence_id, "member": member.id, "said": effect.said, "at": scene.now}
    CallAnswer.insert(**said).on_conflict(
        conflict_target=[CallAnswer.occurrence, CallAnswer.member],
        update={CallAnswer.said: effect.said, CallAnswer.at: scene.now},
    ).execute()


def _offer_praise(effect: OfferPraise, enrollment: Enrollment, member: Member, scene: Scene) -> None:
    praise.offer(
        member,
        words=_words(effect, member, scene),
        message=effect.message,
        cause=f"enrollment:{enrollment.public_id}:{effect.step_key}",
        now=scene.now,
        workflow=enrollment.workflow,
        step_key=effect.step_key,
        enrollment_id=enrollment.id,
        said=effect.said,
        answering=effect.answering,
    )
    scene.note(enrollment, Note(effect.step_key, "praise offered"))


def _words(effect: OfferPraise, member: Member, scene: Scene) -> str:
    """The words of praise, merged now: they are approved as they read."""
    found = scene.published.messages.choose(effect.message, "text", member.language)
    if found is None:
        return ""
    return found.words.render({**person_fields(member, member, scene.community), "answer": effect.said})


def _tell(effect: TellPerson, enrollment: Enrollment, member: Member, scene: Scene) -> None:
    inbound = None if effect.answering is None else Inbound.get_or_none(Inbound.id == effect.answering)
    threads.open_thread(
        member,
        effect.role,
        scene.now,
        message=effect.message,
        inbound=inbound,
        enrollment_id=enrollment.id,
        step_key=effect.step_key,
    )
    scene.note(enrollment, Note(effect.step_key, "handed to a person", (("role", effect.role),)))


def _put_in(effect: PutIn, enrollment: Enrollment, member: Member, scene: Scene) -> None:
    cause = f"walk:{enrollment.public_id}:{effect.step_key}"
    scene.starts.append(Start(effect.workflow, member, cause, by=enrollment.workflow))
    scene.note(enrollment, Note(effect.step_key, "started", (("workflow", effect.workflow),)))


def _take_out(effect: TakeOut, enrollment: Enrollment, member: Member, scene: Scene) -> None:
    theirs = (Enrollment.member == member.id) & (Enrollment.workflow == effect.workflow)
    others = theirs & (Enrollment.status == ACTIVE) & (Enrollment.id != enrollment.id)
    for other in Enrollment.select().where(others):
        end(other, f"{enrollment.workflow} said so", scene.now)
    scene.note(enrollment, Note(effect.step_key, "stopped", (("workflow", effect.workflow),)))


def _cancel_roll_out(effect: CancelRollOut, enrollment: Enrollment, member: Member, scene: Scene) -> None:
    stop_roll_out(enrollment.workflow, scene.now, cause=f"enrollment:{enrollment.public_id}")
    scene.note(enrollment, Note(effect.step_key, "roll out stopped"))


def _withdraw(effect: Withdraw, enrollment: Enrollment, member: Member, scene: Scene) -> None:
    outbox.cancel(enrollment_id=enrollment.id, step_keys=effect.step_keys, why=effect.why, now=scene.now)


def _note(effect: Note, enrollment: Enrollment, member: Member, scene: Scene) -> None:
    scene.note(enrollment, effect)


def _queue(effect: Queue, enrollment: Enrollment, member: Member, scene: Scene) -> None:
    queue(effect, enrollment, member, scene)


def _ring(effect: RingMember, enrollment: Enrollment, member: Member, scene: Scene) -> None:
    ring(effect, enrollment, member, scene)


DOERS: dict[type[Effect], Apply] = {
    Queue: _queue,
    RingMember: _ring,
    Withdraw: _withdraw,
    PutTag: _put_tag,
    TakeTag: _take_tag,
    SetFields: _set_fields,
    SetStage: _set_stage,
    Answered: _answered,
    OfferPraise: _offer_praise,
    TellPerson: _tell,
    PutIn: _put_in,
    TakeOut: _take_out,
    CancelRollOut: _cancel_roll_out,
    Note: _note,
}
"""``Ended`` is not among them: the walk's own state says it."""
LOOKING = (Withdraw, OfferPraise, TellPerson, TakeOut, CancelRollOut)
"""Effects that look at what walks have written, or queue messages of their own that come after theirs."""
