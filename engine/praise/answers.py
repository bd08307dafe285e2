"""What follows from the two answers: a member's yes or no, and a host's yes, no or own words."""

from __future__ import annotations

from datetime import datetime

from engine.approvals import NO, UNCLEAR, WORDS, YES, Verdict, verdict
from engine.models import Approval, Member, Praise
from engine.models.sending import ANSWER
from engine.outbox import NewDelivery, queue
from engine.praise.offering import go_on
from engine.praise.states import ASKED, DECLINED, OFFERED, cause_of
from engine.wording.sentences import sentence


def member_said(approval: Approval, now: datetime) -> None:
    """Their yes holds for good, and for all that waits for it; their no too."""
    asked: Praise = Praise.get_by_id(approval.subject)
    member, agreed = asked.member, approval.state == YES
    member.praise_yes = agreed
    member.save(only=[Member.praise_yes])
    waiting = (Praise.member == member.id) & (Praise.state == ASKED)
    for praise in list(Praise.select().where(waiting).order_by(Praise.id)):
        praise.member_said_at = now
        praise.save(only=[Praise.member_said_at])
        go_on(praise, now)
    if agreed:
        _thank(asked, now)


def host_said(approval: Approval, now: datetime) -> None:
    """YES shares it, NO does not, a sentence of their own shares that instead."""
    praise: Praise = Praise.get_by_id(approval.subject)
    if praise.state != OFFERED:
        return  # taken back meanwhile
    if approval.state == WORDS:
        praise.words = approval.words
    praise.host, praise.host_said_at = approval.person, now
    if approval.state == NO:
        praise.state = DECLINED
    praise.save(only=[Praise.state, Praise.host, Praise.host_said_at, Praise.words])
    if approval.state != NO:
        go_on(praise, now, edited=approval.state == WORDS)


def reads_spoken(text: str, language: str) -> Verdict | None:
    """Of what was spoken a bare yes says too little: it has no words yet."""
    said = verdict(text, language)
    return UNCLEAR if said == YES else said


def _thank(praise: Praise, now: datetime) -> None:
    """Their yes is answered, at once."""
    member = praise.member
    queue(
        NewDelivery(
            cause=cause_of(praise),
            step_key="thanks",
            member_id=member.id,
            kind=ANSWER,
            body=sentence("praise_thanks", member.language),
            context={"subject": "A word of praise"},
            enrollment_id=praise.enrollment_id,
            workflow=praise.workflow,
        ),
        now,
    )
