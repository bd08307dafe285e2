"""From a walk's wish to say something to rows of the outbox."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from peewee import fn

from engine import outbox
from engine.language.steps import Ask
from engine.models import Enrollment, Member
from engine.models.sending import ANSWER, BULK, CRISIS, REMINDER, STARTED
from engine.outbox.calls import RETRY, Again
from engine.outbox.queueing import PRESS
from engine.runner.scene import Scene
from engine.steps import Note, Queue, RingMember

HOST, SPONSOR = "host", "sponsor"
_TIME = re.compile(r"occurrence:[0-9]+(?::[0-9]{4}-[0-9]{2}-[0-9]{2})?(?=:|$)")


def queue(effect: Queue, enrollment: Enrollment, member: Member, scene: Scene) -> None:
    """Queue a walk's message for its member, or for everybody in the role it is for."""
    if effect.to is None:
        scene.draft.delivery(_delivery(effect, enrollment, member, scene))
        return
    readers = people(effect.to, member)
    for reader in readers:
        scene.draft.delivery(_delivery(effect, enrollment, member, scene, reader=reader))
    said = "queued" if readers else "nobody to send it to"
    scene.note(enrollment, Note(effect.step_key, said, (("to", effect.to),)))


def ring(effect: RingMember, enrollment: Enrollment, member: Member, scene: Scene) -> None:
    """Queue a call to the member; the gate says when, and that there is no phone line where there is none."""
    as_queue = Queue(
        effect.step_key,
        effect.what,
        "phone",
        None,
        effect.expires_at,
        effect.answering,
        effect.bulk,
        effect.said,
    )
    rule = (
        {RETRY: Again(effect.retry.times, effect.retry.after).as_data()} if effect.retry is not None else {}
    )
    keys = {PRESS: dict(effect.keys)} if effect.keys else {}
    new = _delivery(as_queue, enrollment, member, scene)
    scene.draft.delivery(replace(new, context={**new.context, **rule, **keys}))


def people(role: str, member: Member) -> list[Member]:
    """Everybody in the role; the member's own sponsor for ``sponsor``; with nobody there, the host."""
    found = _people(role, member)
    return found or (_people(HOST, member) if role.casefold() != HOST else [])


def _people(role: str, member: Member) -> list[Member]:
    present = Member.forgotten_at.is_null()
    if role.casefold() == SPONSOR:
        return list(Member.select().where(present & (Member.id == member.sponsor_id)))
    return list(Member.select().where(present & (fn.LOWER(Member.role) == role.lower())).order_by(Member.id))


def _delivery(
    effect: Queue,
    enrollment: Enrollment,
    member: Member,
    scene: Scene,
    *,
    reader: Member | None = None,
) -> outbox.NewDelivery:
    reminder, starts = _reminder(effect.step_key, enrollment, scene)
    occurrence = enrollment.occurrence_id
    return outbox.NewDelivery(
        cause=_cause(enrollment),
        step_key=effect.step_key,
        member_id=(reader or member).id,
        kind=_kind(effect, reader, enrollment, scene, reminder=reminder),
        message=effect.message,
        context=_context(effect, enrollment, scene),
        by=effect.by,
        about_id=member.id if reader is not None else None,
        enrollment_id=enrollment.id,
        occurrence_id=occurrence,
        inbound_id=effect.answering,
        workflow=enrollment.workflow,
        lane=BULK if effect.bulk and effect.answering is None else None,
        expires_at=_earliest(effect.expires_at, starts),
        once_per_address=occurrence is not None,
    )


def _context(effect: Queue, enrollment: Enrollment, scene: Scene) -> dict[str, Any]:
    """What the words quote, and whether they ask: a question is never made a call that nobody can answer."""
    node = scene.graph(enrollment.revision_id).nodes.get(effect.step_key.removesuffix("/remind"))
    asks = effect.to is None and node is not None and isinstance(node.step, Ask)
    return {**({"answer": effect.said} if effect.said else {}), **({"asks": True} if asks else {})}


def _cause(enrollment: Enrollment) -> str:
    """What a delivery is unique by: a call's step is one for all of its audience, each time that it comes."""
    if enrollment.occurrence_id is not None:
        time = _TIME.match(enrollment.cause)
        return time[0] if time else f"occurrence:{enrollment.occurrence_id}"
    return f"enrollment:{enrollment.public_id}"


def _kind(
    effect: Queue, reader: Member | None, enrollment: Enrollment, scene: Scene, *, reminder: bool
) -> str:
    if effect.answering is not None and reader is None:
        return ANSWER
    if scene.workflow(enrollment.revision_id).urgent:
        return CRISIS
    return REMINDER if reminder else STARTED


def _reminder(step_key: str, enrollment: Enrollment, scene: Scene) -> tuple[bool, datetime | None]:
    """Whether the step reminds of its call; whatever comes before the start expires then."""
    call = scene.occurrence(enrollment)
    if call is None:
        return False, None
    node = scene.graph(enrollment.revision_id).nodes.get(step_key.removesuffix("/remind"))
    moment = node.step.moment if node is not None else None
    if moment is None or not moment.before_start:
        return False, None
    dated = scene.workflow(enrollment.revision_id).dated
    return dated is not None and dated.reminds, call.starts_at


def _earliest(*instants: datetime | None) -> datetime | None:
    known: Iterable[datetime] = (instant for instant in instants if instant is not None)
    return min(known, default=None)
