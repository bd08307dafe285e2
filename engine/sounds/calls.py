"""A recorded call becomes a recording by itself, where its workflow says that it is recorded."""

from __future__ import annotations

from datetime import datetime

from engine import audience
from engine.links import Links
from engine.models import Leg, Occurrence, Recording, Room, RoomEvent, Sound
from engine.published import live
from engine.sounds.kinds import CALL
from engine.sounds.telling import tell_leader
from engine.sounds.titles import free_name, next_number, title_of_call, title_of_part

CONFERENCE, OF = (
    "conference",
    "occurrence",
)  # in a sound's detail: the provider's id of the room, our id of the call


def call_of(sound: Sound) -> Occurrence | None:
    """The call that was recorded: as we said when we asked for it, else by the room or the phone call it names."""
    if sound.occurrence_id is not None:
        return Occurrence.get_or_none(Occurrence.id == sound.occurrence_id)
    told = str(sound.detail.get(OF, ""))
    found: Occurrence | None = Occurrence.get_or_none(Occurrence.public_id == told) if told else None
    return found or _by_room(str(sound.detail.get(CONFERENCE, ""))) or _by_leg(sound.call_sid)


def publish_call(sound: Sound, links: Links, now: datetime) -> Recording | None:
    """The recording of a call whose sound is kept, for whoever the call is for. Inside the caller's transaction.

    Of a call that was recorded in parts the longest has the plain name, which messages look for: a host who was in
    for a moment before it began must not be all that is heard of it.
    """
    occurrence = call_of(sound)
    if occurrence is None:
        return None
    published = live()
    workflow = published.workflow(occurrence.revision_id)
    sound.occurrence = occurrence
    sound.save(only=[Sound.occurrence])
    if workflow.call is None or workflow.call.record == "no":
        return None
    plain = f"{occurrence.workflow}-{occurrence.key}"
    title = title_of_call(
        workflow.title, occurrence.starts_at, workflow.call.timezone, published.community.language
    )
    _make_way(plain, title, sound.seconds)
    name, part = free_name(plain)
    made: Recording = Recording.create(
        name=name,
        number=next_number(),
        title=title_of_part(title, part, published.community.language),
        blob=sound.blob_id,
        media_type=sound.media_type,
        source=CALL,
        seconds=sound.seconds,
        audience=None if workflow.audience.everyone else audience.stored(workflow.audience),
        published_at=now,
    )
    tell_leader(made, occurrence, links, now)
    return made


def _make_way(plain: str, title: str, seconds: int) -> None:
    """Give a shorter part that has the plain name a name of its own; its number and link stay."""
    shorter = (Recording.name == plain) & (Recording.source == CALL) & (Recording.seconds < seconds)
    row = Recording.get_or_none(shorter)
    if row is not None:
        row.name, part = free_name(plain)
        row.title = title_of_part(title, part, live().community.language)
        row.save(only=[Recording.name, Recording.title])


def _by_room(conference_sid: str) -> Occurrence | None:
    if not conference_sid:
        return None
    room = Room.get_or_none(Room.conference_sid == conference_sid)
    if room is None:
        named = (RoomEvent.conference_sid == conference_sid) & RoomEvent.room.is_null(False)
        event = RoomEvent.select().where(named).first()
        room = event.room if event is not None else None
    return room.occurrence if room is not None else None


def _by_leg(call_sid: str) -> Occurrence | None:
    leg = Leg.get_or_none(Leg.call_sid == call_sid) if call_sid else None
    return leg.occurrence if leg is not None else None
