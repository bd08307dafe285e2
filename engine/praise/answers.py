"""What follows from the two answers: a member's yes or no, and a host's yes, no or own words."""

from __future__ import annotations

from datetime import datetime

from engine.approvals import NO, UNCLEAR, WORDS, YES, Verdict, verdict
from engine.models import Approval, Member, Praise
from engine.praise.offering import go_on
from engine.praise.states import APPROVED, ASKED, DECLINED, OFFERED
from engine.praise.telling import keep, thank


def member_said(approval: Approval, now: datetime) -> None:
    """Their yes holds for good, and for all that waits for it; their no too."""
    asked: Praise = Praise.get_by_id(approval.subject)
    member, agreed = asked.member, approval.state == YES
    member.praise_yes = agreed
    member.save(only=[Member.praise_yes])
    waiting = (Praise.member == member.id) & (Praise.state == ASKED)
    waited = list(Praise.select().where(waiting).order_by(Praise.id))
    for praise in waited:
        praise.member_said_at = now
        praise.save(only=[Praise.member_said_at])
        go_on(praise, now, answered=member.id)
    if agreed:
        thank(asked, now, up=any(praise.state == APPROVED for praise in waited))
    else:
        keep(asked, now)


def host_said(approval: Approval, now: datetime) -> Praise | None:
    """YES shares it, NO does not, a sentence of their own shares that instead; the praise, unless it was taken back.

    Of a NO nobody but the host hears. A member who had said yes was told that a host picks what we share, so no
    promise is broken, and "it was not good enough" would only hurt; whoever praised them hears when it goes up,
    and never that somebody said no.
    """
    praise: Praise = Praise.get_by_id(approval.subject)
    if praise.state != OFFERED:
        return None  # taken back meanwhile
    if approval.state == WORDS:
        praise.words = approval.words
    praise.host, praise.host_said_at = approval.person, now
    if approval.state == NO:
        praise.state = DECLINED
    praise.save(only=[Praise.state, Praise.host, Praise.host_said_at, Praise.words])
    if approval.state != NO:
        go_on(praise, now, edited=approval.state == WORDS, answered=praise.host_id)
    return praise


def reads_spoken(text: str, language: str) -> Verdict | None:
    """Of what was spoken a bare yes says too little: it has no words yet."""
    said = verdict(text, language)
    return UNCLEAR if said == YES else said
