"""A reply to the list: offered to whoever says yes to it, then an answer for everybody, and for those who had asked."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from peewee import fn

from engine import approvals
from engine.learning.listing import shortened
from engine.models import Approval, Inbound, LearnedAnswer, Member, Snapshot, Thread
from engine.models.db import locked
from engine.models.sending import ANSWER as ANSWERS_THEM
from engine.outbox import NewDelivery, queue
from engine.threads.state import close, last_answer_at
from engine.wording.sentences import sentence

ANSWER = "answer"  # the kind of approval
LISTED, OFFERED, LIVE, DECLINED = "listed", "offered", "live", "declined"
STILL = timedelta(days=28)  # for so long a list can be answered
REPLY = re.compile(r"\s*[qp]\s?(?P<number>[1-9])\b[\s:.,)-]*(?P<words>.*\S)\s*", re.IGNORECASE | re.DOTALL)
BARE = re.compile(r"\s*(?P<number>[1-9])[\s:.,)-]+(?P<words>.*\S)\s*", re.DOTALL)


def taught(person: Member, text: str, now: datetime, *, bare: bool) -> Approval | None:
    """Take ``Q2 On Mondays`` as the answer to the second question of this person's latest list, and offer it.

    ``bare`` says that the number may stand alone: they have no conversation that it could be meant for. None where the
    words are no such reply.
    """
    match = REPLY.fullmatch(text) or (BARE.fullmatch(text) if bare else None)
    if match is None:
        return None
    mine = (LearnedAnswer.person == person.id) & (LearnedAnswer.week > now - STILL)
    open_ones = mine & (LearnedAnswer.number == int(match["number"])) & (LearnedAnswer.state == LISTED)
    found: LearnedAnswer | None = locked(
        LearnedAnswer.select().where(open_ones).order_by(LearnedAnswer.week.desc())
    ).first()
    if found is None:
        return None
    found.words, found.by, found.state = plain(match["words"]), person, OFFERED
    found.save(only=[LearnedAnswer.words, LearnedAnswer.by, LearnedAnswer.state])
    body = sentence("answer_offered", person.language, question=shortened(found.asked[0]), answer=found.words)
    return approvals.ask(ANSWER, found.id, None, body, now)


def approved(approval: Approval, now: datetime) -> None:
    """What was said to an answer that was offered: a yes, or better words, make it one of the published answers."""
    found: LearnedAnswer | None = LearnedAnswer.get_or_none(LearnedAnswer.id == approval.subject)
    if found is None or found.state != OFFERED:
        return
    if approval.state == approvals.NO:
        found.state = DECLINED
        found.save(only=[LearnedAnswer.state])
        return
    found.words = plain(approval.words) if approval.state == approvals.WORDS else found.words
    found.state, found.live_at = LIVE, now
    found.save(only=[LearnedAnswer.words, LearnedAnswer.state, LearnedAnswer.live_at])
    _publish(approval, now)
    for inbound in Inbound.select().where(Inbound.id.in_(found.inbounds)).order_by(Inbound.id):
        _tell(inbound, found, now)


def plain(words: str) -> str:
    """Somebody's words, in which braces are no merge fields."""
    return re.sub(r"[{}]", "", words).strip()


def _publish(approval: Approval, now: datetime) -> None:
    """The same files once more: a new snapshot is what every process looks for, and it reads the answers with it."""
    latest: Snapshot | None = Snapshot.select().order_by(Snapshot.id.desc()).first()
    if latest is not None:
        Snapshot.create(at=now, files=latest.files, defaults=latest.defaults, by=f"approval {approval.id}")


def _tell(inbound: Inbound, answer: LearnedAnswer, now: datetime) -> None:
    """Whoever asked and has heard from nobody gets it. Their conversation is over where they wrote nothing else since."""
    thread: Thread | None = Thread.get_or_none(Thread.id == inbound.thread_id)
    if inbound.member_id is None or thread is None or thread.done_at is not None or thread.grave:
        return
    if last_answer_at(thread) is not None:
        return
    queue(
        NewDelivery(
            cause=f"learned:{answer.id}",
            step_key="answer",
            member_id=inbound.member_id,
            kind=ANSWERS_THEM,
            body=answer.words,
            context={"subject": shortened(answer.asked[0])},
            inbound_id=inbound.id,
        ),
        now,
    )
    latest: int | None = Inbound.select(fn.MAX(Inbound.id)).where(Inbound.thread_id == thread.id).scalar()
    if latest == inbound.id:
        close(thread, now)
