"""Everything that can be taken away: each table with what members said, did, got or agreed to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import peewee

from engine import tallies
from engine.community.tables import Row, Sheet, sheet
from engine.language.dated import Vote
from engine.models import (
    Address,
    Approval,
    Attendance,
    Audit,
    Ballot,
    CallAnswer,
    Cheer,
    Confirmation,
    Consent,
    Delivery,
    Draft,
    Enrollment,
    Entry,
    Event,
    Inbound,
    Instruction,
    Invitation,
    Invited,
    LearnedAnswer,
    Leg,
    Member,
    Note,
    Occurrence,
    Picture,
    Pin,
    Play,
    Praise,
    Recording,
    Response,
    Sound,
    StandIn,
    Table,
    Thread,
    Trace,
    Turn,
)
from engine.models.running import VOTE
from engine.published import workflow_of
from engine.threads.opening import APART


def _apart() -> Any:
    """Complaints: these stay with whoever has them, whoever asks for an export."""
    return Thread.select(Thread.id).where(Thread.complaint)


def _in_the_open(thread: Any) -> Any:
    return thread.is_null() | thread.not_in(_apart())


def _open_words() -> Any:
    """What came in, but for complaints, what was asked of whoever has one, and what these wrote back or noted."""
    answered = Delivery.select(Delivery.step_key).where(Delivery.thread_id.in_(_apart()))
    noted = Note.select(Note.inbound).where(Note.thread.in_(_apart()) & Note.inbound.is_null(False))
    relayed = peewee.Value("out:").concat(Inbound.id.cast("TEXT"))
    mine = Inbound.understood_as.not_in(APART) & _in_the_open(Inbound.thread_id)
    return mine & Inbound.id.not_in(noted) & relayed.not_in(answered)


def _votes() -> Iterator[Row]:
    """How every choice stands. Who voted for what is told nobody."""
    for row in Occurrence.select().where(Occurrence.kind == VOTE).order_by(Occurrence.id):
        vote = workflow_of(row.revision_id).start
        for line in tallies.tally(row, vote).lines if isinstance(vote, Vote) else ():
            yield {"workflow": row.workflow, "date": row.key, "choice": line.choice, "votes": line.votes}


SHEETS: tuple[Sheet, ...] = (
    sheet("wishes", "What members asked for, when they joined and how", Member, {
        "member": Member.public_id, "name": Member.name, "joined_at": Member.joined_at, "how": Member.how,
        "state": Member.state, "wants": Member.wants, "paused_until": Member.paused_until,
        "resting_until": Member.resting_until, "last_heard_at": Member.last_heard_at,
        "praise_may_be_shared": Member.praise_yes, "on_the_board": Member.board_yes,
        "pictures_may_be_shown": Member.pictures_yes, "told_of_digests_at": Member.told_at,
    }, where=Member.forgotten_at.is_null()),
    sheet("consent", "What every address agreed to, and how it is known", Consent, {
        "channel": Address.channel, "address": Address.value, "status": Address.status, "scope": Consent.scope,
        "given": Consent.given, "at": Consent.at, "how": Consent.how, "evidence": Consent.evidence,
    }, member=Address.member, joins=((Address, Consent.address_key == Address.ledger_key),),
        where=Address.id.is_null(False), also=(Address,)),
    sheet("received", "Every text, mail and message by phone that came in", Inbound, {
        "at": Inbound.received_at, "channel": Inbound.channel, "from": Inbound.from_value, "subject": Inbound.subject,
        "words": Inbound.text, "understood_as": Inbound.understood_as,
    }, member=Inbound.member, where=_open_words()),
    sheet("sent", "Everything that went out, or did not, and why", Delivery, {
        "due_at": Delivery.due_at, "sent_at": Delivery.sent_at, "channel": Delivery.channel, "workflow": Delivery.workflow,
        "message": Delivery.message, "kind": Delivery.kind, "subject": Delivery.subject, "words": Delivery.body,
        "state": Delivery.state, "reason": Delivery.reason, "provider_status": Delivery.provider_status,
        "price_micros": Delivery.price_micros, "currency": Delivery.currency,
    }, member=Delivery.member, where=_in_the_open(Delivery.thread_id)),
    sheet("conversations", "Conversations with a person", Thread, {
        "number": Thread.code, "about": Thread.about, "grave": Thread.grave, "opened_at": Thread.opened_at,
        "last_at": Thread.last_at, "done_at": Thread.done_at,
    }, member=Thread.member, people={"with": Thread.owner}, where=_in_the_open(Thread.id)),
    sheet("turns", "Who had each conversation, from when to when", Turn, {
        "number": Thread.code, "began_at": Turn.began_at, "ended_at": Turn.ended_at,
    }, member=Thread.member, people={"with": Turn.owner}, joins=((Thread, Turn.thread == Thread.id),),
        where=_in_the_open(Turn.thread)),
    sheet("notes", "What was noted about members", Note, {
        "at": Note.at, "words": Note.words,
    }, member=Note.member, people={"by": Note.author}, where=_in_the_open(Note.thread)),
    sheet("praises", "Praise, with both yeses or without", Praise, {
        "at": Praise.created_at, "words": Praise.words, "said": Praise.said, "state": Praise.state,
        "member_said_at": Praise.member_said_at, "host_said_at": Praise.host_said_at, "shared_at": Praise.shared_at,
        "withdrawn_at": Praise.withdrawn_at, "workflow": Praise.workflow,
    }, member=Praise.member, people={"by": Praise.by, "host": Praise.host}),
    sheet("cheers", "Who cheered for whose praise", Cheer, {
        "at": Cheer.at, "words": Praise.words,
    }, member=Cheer.member, people={"praised": Praise.member}, joins=((Praise, Cheer.praise == Praise.id),)),
    sheet("approvals", "What a person was asked to say yes to, and what they said", Approval, {
        "at": Approval.created_at, "kind": Approval.kind, "shown": Approval.body, "state": Approval.state,
        "words": Approval.words, "asked_at": Approval.asked_at, "said_at": Approval.said_at,
    }, member=Approval.about, people={"person": Approval.person}),
    sheet("entries", "What members put into challenges", Entry, {
        "at": Entry.at, "how": Entry.how, "amount": Entry.amount, "state": Entry.state, "words": Entry.words,
        "picture": Picture.public_id,
    }, member=Entry.member, dated=Entry.occurrence, joins=((Picture, Picture.entry == Entry.id),), also=(Picture,)),
    Sheet("votes", "Every choice of every vote, and how many chose it", ("workflow", "date", "choice", "votes"),
        _votes, (Ballot,)),
    sheet("responses", "What members answered to the questions of workflows", Response, {
        "workflow": Response.workflow, "question": Response.message, "at": Response.at, "line": Response.line,
        "words": Response.words, "channel": Response.channel,
    }, member=Response.member),
    sheet("attendance", "Who was on which call, for how long", Attendance, {
        "address": Attendance.address, "seconds": Attendance.seconds, "joins": Attendance.joins,
        "first_at": Attendance.first_at, "last_at": Attendance.last_at, "how": Attendance.how,
    }, member=Attendance.member, dated=Attendance.occurrence),
    sheet("phone-calls", "Each phone call into the room of a call", Leg, {
        "address": Leg.address, "role": Leg.role, "entered_at": Leg.entered_at, "left_at": Leg.left_at,
    }, member=Leg.member, dated=Leg.occurrence),
    sheet("call-answers", "What members said to a call's or a meeting's question", CallAnswer, {
        "at": CallAnswer.at, "said": CallAnswer.said,
    }, member=CallAnswer.member, dated=CallAnswer.occurrence),
    sheet("stand-ins", "Who was asked to lead a call, and what they said", StandIn, {
        "state": StandIn.state, "asked_at": StandIn.asked_at, "said_at": StandIn.said_at,
    }, member=StandIn.member, dated=StandIn.occurrence),
    sheet("letters", "Newsletters as they were shown to whoever signs them", Draft, {
        "number": Draft.number, "words": Draft.words, "state": Draft.state, "as_of": Draft.as_of, "said_at": Draft.said_at,
    }, dated=Draft.occurrence),
    sheet("answers", "What nobody could answer, and the answers it got", LearnedAnswer, {
        "week": LearnedAnswer.week, "asked": LearnedAnswer.asked, "times": LearnedAnswer.times,
        "language": LearnedAnswer.language, "words": LearnedAnswer.words, "state": LearnedAnswer.state,
        "live_at": LearnedAnswer.live_at,
    }, people={"listed_for": LearnedAnswer.person, "by": LearnedAnswer.by}),
    sheet("events", "What was reported of members", Event, {
        "at": Event.at, "event": Event.name, "data": Event.data, "by": Event.by,
    }, member=Event.member),
    sheet("walks", "Who went through which workflow", Enrollment, {
        "workflow": Enrollment.workflow, "status": Enrollment.status, "started_at": Enrollment.started_at,
        "ended_at": Enrollment.ended_at, "ended_why": Enrollment.ended_why,
    }, member=Enrollment.member),
    sheet("steps", "What became of every step", Trace, {
        "at": Trace.at, "workflow": Trace.workflow, "step": Trace.step_key, "outcome": Trace.outcome,
        "detail": Trace.detail,
    }, member=Trace.member),
    sheet("orders", "What managers ordered by text and by keypad", Instruction, {
        "asked_at": Instruction.asked_at, "kind": Instruction.kind, "words": Instruction.words,
        "detail": Instruction.detail, "people": Instruction.people, "state": Instruction.state,
        "going_at": Instruction.going_at, "undone_at": Instruction.undone_at,
    }, member=Instruction.member, people={"second": Instruction.second}),
    sheet("acts", "Who did what: orders, and acts by command", Audit, {
        "at": Audit.at, "who": Audit.who, "did": Audit.did, "about": Audit.about, "detail": Audit.detail,
    }),
    sheet("invitations", "Members' own words to pass on", Invitation, {
        "word": Invitation.code, "at": Invitation.created_at,
    }, member=Invitation.member),
    sheet("invited", "Whom members mean to invite, by name alone", Invited, {
        "invited": Invited.name, "at": Invited.at,
    }, member=Invited.by),
    sheet("plays", "When recordings were heard, by whom where that is counted", Play, {
        "recording": Recording.name, "at": Play.at, "how": Play.how,
    }, member=Play.member, joins=((Recording, Play.recording == Recording.id),)),
)  # fmt: skip
"""Beside the members themselves, whose rows an import takes back (``engine.community.exporting``)."""

STAYS: Mapping[type[Table], str] = {
    Pin: "a PIN proves who rings",
    Confirmation: "a word proves who texts",
    Sound: "voices stay in the database; what was said is among what came in",
}
"""What says something of members and is not handed out, and why."""
