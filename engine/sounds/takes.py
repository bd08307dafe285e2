"""What a leader records by phone, from the first take until it is published: to everybody or a group, now or later.

What they decide is kept with the sound, step by step, so that a dropped line loses nothing and a repeated one
changes nothing. Only a take that they have kept becomes a recording, once its sound is here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from peewee import fn

from engine import audience
from engine.language.conditions import Condition, Conditions
from engine.language.place import Place
from engine.links import Links
from engine.models import Audit, Recording, Sound, Tag
from engine.models.db import locked, transaction
from engine.now import from_ms, to_ms
from engine.published import live
from engine.published.blobs import let_go
from engine.sounds.kinds import DROPPED, KEPT, TAKE, WAITING
from engine.sounds.telling import tell_maker, unsay
from engine.sounds.titles import free_name, is_free, next_number, title_of_message

NUMBER, AT, TAG, DECIDED, MADE = "number", "at", "tag", "decided", "recording"  # in a take's detail
MOST_TAGS = 8  # as many as keys are left for


def take_of(public_id: str, member_id: int) -> Sound | None:
    """This member's own take, while it is not dropped."""
    mine = (Sound.public_id == public_id) & (Sound.member == member_id) & (Sound.kind == TAKE)
    found: Sound | None = Sound.get_or_none(mine & Sound.state.in_((WAITING, KEPT)))
    return found


def drop(take: Sound) -> None:
    """They record it again: this one goes, with its bytes. One that is decided stays."""
    with transaction():
        row = locked(Sound.select().where(Sound.id == take.id)).get()
        if not row.detail.get(DECIDED):
            _drop(row)


def drop_others(take: Sound) -> None:
    """Earlier takes of theirs that they never decided about (they hung up) go when they begin a new one."""
    with transaction():
        mine = (Sound.member == take.member_id) & (Sound.kind == TAKE) & (Sound.id != take.id)
        for row in Sound.select().where(mine & Sound.state.in_((WAITING, KEPT))):
            if not row.detail.get(DECIDED):
                _drop(row)


def decide(
    take: Sound, *, number: int, at: datetime, tag: str, links: Links, now: datetime
) -> Recording | None:
    """Publish it at ``at`` to everybody or to those tagged ``tag``; the recording where its sound is here already."""
    with transaction():
        row = locked(Sound.select().where(Sound.id == take.id)).get()
        if not row.detail.get(DECIDED):
            row.detail = {**row.detail, NUMBER: number, AT: to_ms(at), TAG: tag, DECIDED: True}
            row.save(only=[Sound.detail])
        made = publish_take(row, links, now) if row.state == KEPT else None
    take.detail = row.detail
    return made


def publish_take(take: Sound, links: Links, now: datetime) -> Recording | None:
    """The recording of a take that is kept and decided, once, and the text with its link to who made it.

    Inside the caller's transaction.
    """
    said = take.detail
    if not said.get(DECIDED) or said.get(MADE) or take.member is None:
        return None
    member, community = take.member, live().community
    number = said[NUMBER] if is_free(said[NUMBER]) else next_number()
    who = member.name.split()[0] if member.name.strip() else community.name
    made: Recording = Recording.create(
        name=free_name(f"recording-{number}")[0],
        number=number,
        title=title_of_message(who, take.created_at, community.timezone, community.language),
        blob=take.blob_id,
        media_type=take.media_type,
        source="phone",
        seconds=take.seconds,
        audience=tagged(said[TAG]) if said.get(TAG) else None,
        published_at=max(from_ms(said[AT]), take.created_at),
    )
    take.detail = {**said, NUMBER: number, MADE: made.public_id}
    take.save(only=[Sound.detail])
    Audit.create(at=now, who=member.public_id, did="recorded", about=made.name, detail={"number": number})
    tell_maker(made, member, links, now)
    return made


def take_back(number: int, who: str, now: datetime) -> Recording | None:
    """Withdraw the recording with this number that was made by phone; None where there is none."""
    with transaction():
        by_phone = (Recording.number == number) & Recording.source.in_(("phone", "call"))
        row: Recording | None = locked(Recording.select().where(by_phone)).first()
        if row is None or row.withdrawn_at is not None:
            return None
        row.withdrawn_at = now
        row.save(only=[Recording.withdrawn_at])
        unsay(row, now)
        Audit.create(at=now, who=who, did="took back a recording", about=row.name, detail={"number": number})
    return row


def groups() -> tuple[str, ...]:
    """The tags that most members have, the commonest first."""
    many = fn.COUNT(Tag.id)
    counted = Tag.select(Tag.name, many).group_by(Tag.name).order_by(many.desc(), Tag.name)
    return tuple(row.name for row in counted.limit(MOST_TAGS))


def tagged(tag: str) -> Sequence[dict[str, Any]]:
    """The audience of everybody with a tag, as a recording keeps it."""
    return audience.stored(Conditions((Condition("tagged", Place("", 0), (tag,)),)))


def _drop(row: Sound) -> None:
    blob = row.blob_id
    row.state, row.blob = DROPPED, None
    row.save(only=[Sound.state, Sound.blob])
    if blob is not None:
        let_go([blob])
