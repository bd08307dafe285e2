"""What is erased of a member, table by table. Rows stay where others refer to them; their words go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from peewee import fn

from engine import consent
from engine.models import (
    Approval,
    Attendance,
    Audit,
    Ballot,
    CallAnswer,
    Cheer,
    Confirmation,
    Delivery,
    Entry,
    Event,
    Fanout,
    IdempotentRequest,
    Inbound,
    Instruction,
    Invitation,
    Invited,
    Leg,
    Limit,
    Member,
    Note,
    Picture,
    Pin,
    Play,
    Praise,
    Receipt,
    Recording,
    Response,
    RoomCommand,
    Sound,
    Tag,
    Thread,
    Trace,
)
from engine.models.people import PHONE
from engine.models.sending import CANCELLED, IN_FLIGHT, WAITING_STATES
from engine.published.blobs import let_go

SAID_ALOUD = RoomCommand.kind == "announce"  # its words may be praise of theirs
OF_A_CALL = "call"  # a sound of many voices, which is not theirs alone


def words_of(member: Member, values: Sequence[str]) -> None:
    """Everything they said, that was noted of them, or that names one of their addresses ``values``."""
    theirs = (Inbound.member == member.id) | Inbound.from_value.in_(values)
    blank: dict[str, Any] = {
        "text": "",
        "subject": "",
        "from_value": "",
        "raw": {},
        "raw_bytes": None,
        "reply_token": "",
    }
    Inbound.update(**blank).where(theirs).execute()
    Praise.update(words="", said="", listen="", state="withdrawn").where(Praise.member == member.id).execute()
    Cheer.delete().where(Cheer.member == member.id).execute()
    Approval.update(body="", words="", state="withdrawn").where(Approval.about == member.id).execute()
    unanswered = (Approval.person == member.id) & Approval.state.in_(("waiting", "asked"))
    Approval.update(person=None, state="waiting").where(unanswered & (Approval.role != "")).execute()
    Thread.update(about="").where(Thread.member == member.id).execute()
    Note.delete().where(Note.member == member.id).execute()
    Event.update(data={}, by="").where(Event.member == member.id).execute()
    Trace.update(detail={}).where(Trace.member == member.id).execute()
    seen = (Attendance.member == member.id) | Attendance.address.in_(values)  # as a guest, before they joined
    Attendance.update(address="").where(seen).execute()
    Leg.update(address="").where((Leg.member == member.id) | Leg.address.in_(values)).execute()
    RoomCommand.delete().where(SAID_ALOUD & RoomCommand.done_at.is_null(False)).execute()
    Audit.update(detail={}).where(Audit.about == member.public_id).execute()
    for value in values:
        Limit.delete().where(Limit.key.contains(value)).execute()
        IdempotentRequest.delete().where(IdempotentRequest.body.contains(value)).execute()
    IdempotentRequest.delete().where(IdempotentRequest.body.contains(member.public_id)).execute()
    Instruction.update(words="", detail={}).where(Instruction.member == member.id).execute()
    Invitation.delete().where(Invitation.member == member.id).execute()
    Invited.delete().where(Invited.by == member.id).execute()
    Confirmation.delete().where(Confirmation.member == member.id).execute()
    Invited.delete().where(Invited.address_key.in_([consent.key(PHONE, one) for one in values])).execute()
    CallAnswer.delete().where(CallAnswer.member == member.id).execute()
    Ballot.delete().where((Ballot.member == member.id) | (Ballot.nominee == member.id)).execute()
    Response.delete().where(Response.member == member.id).execute()
    Pin.delete().where(Pin.member == member.id).execute()
    Tag.delete().where(Tag.member == member.id).execute()


def sounds_of(member: Member, values: Sequence[str]) -> None:
    """Their voice: what they said on the phone, and the recordings they made there. Before their words are erased,
    by which it is known in which phone calls they spoke."""
    rang = (Inbound.member == member.id) | Inbound.from_value.in_(values)
    phoned = Inbound.select(Inbound.provider_id).where(rang & (Inbound.channel == "phone"))
    calls = {row.provider_id.partition(":")[0] for row in phoned}
    theirs = (Sound.member == member.id) | Sound.call_sid.in_(list(calls))
    sounds = list(Sound.select().where(theirs & (Sound.kind != OF_A_CALL)))
    made = [row.detail["recording"] for row in sounds if row.detail.get("recording")]
    recordings = list(Recording.select().where(Recording.public_id.in_(made) & (Recording.source == "phone")))
    blobs = {row.blob_id for row in recordings} | {row.blob_id for row in sounds if row.blob_id is not None}
    Recording.delete().where(Recording.id.in_([row.id for row in recordings])).execute()
    Sound.delete().where(Sound.id.in_([row.id for row in sounds])).execute()
    Play.update(member=None).where(Play.member == member.id).execute()
    let_go(blobs)


def entries_of(member: Member) -> None:
    """What they put into challenges, and all their pictures. What it counted for goes too: it is told of nobody."""
    sent = Inbound.select(Inbound.id).where(Inbound.member == member.id)
    entered = Entry.select(Entry.id).where(Entry.member == member.id)
    mine = Picture.entry.in_(entered) | Picture.inbound.in_(sent)
    rows = list(Picture.select(Picture.id, Picture.blob).where(mine))
    Picture.delete().where(Picture.id.in_([row.id for row in rows])).execute()
    Entry.delete().where(Entry.member == member.id).execute()
    let_go({row.blob_id for row in rows if row.blob_id is not None})


def deliveries_of(member: Member, why: str, now: datetime) -> int:
    """The words of every delivery to them, about them or in a conversation with them; how many are on their way.

    Those keep their words, for it is by them that what became of one in doubt is found out. What waits to tell
    others of the member is cancelled.
    """
    threads = Thread.select(Thread.id).where(Thread.member == member.id)
    theirs = (Delivery.member == member.id) | (Delivery.about == member.id) | Delivery.thread_id.in_(threads)
    Delivery.update(state=CANCELLED, reason=why, reason_code=CANCELLED, settled_at=now).where(
        theirs & Delivery.state.in_(WAITING_STATES)
    ).execute()
    settled = theirs & Delivery.state.not_in(IN_FLIGHT)
    ids = [row.provider_id for row in Delivery.select(Delivery.provider_id).where(settled) if row.provider_id]
    Receipt.update(raw={}).where(Receipt.provider_id.in_(ids)).execute()
    blank: dict[str, Any] = {"subject": "", "body": "", "html": "", "context": {}, "reply_token": None}
    Delivery.update(**blank).where(settled).execute()
    shares = [f"praise:{row.id}" for row in Praise.select(Praise.id).where(Praise.member == member.id)]
    Fanout.update(detail={}, state="done").where(Fanout.cause.in_(shares)).execute()
    return Delivery.select(fn.COUNT(Delivery.id)).where(theirs & Delivery.state.in_(IN_FLIGHT)).scalar() or 0


def person(member: Member, now: datetime) -> None:
    """The member's own row: nothing of a person is left in it."""
    Member.update(
        name="",
        birthday="",
        role="",
        stage="",
        state="",
        prefers="",
        fields={},
        timezone="UTC",
        sponsor=None,
        household=None,
        praise_yes=None,
        board_yes=None,
        board_asked_at=None,
        pictures_yes=None,
        paused_until=None,
        resting_until=None,
        wants="",
        week_most=None,
        told_at=None,
        last_heard_at=None,
        forgotten_at=member.forgotten_at or now,
    ).where(Member.id == member.id).execute()
