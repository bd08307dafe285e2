"""What follows from the two answers: a member's yes or no, and a host's yes, no or own words."""

from __future__ import annotations

from datetime import datetime

from engine.approvals import NO, WORDS, YES
from engine.models import Approval, Member, Praise
from engine.praise.offering import APPROVED, ASKED, DECLINED, OFFERED, ask_host, thank
from engine.praise.sharing import share


def member_said(approval: Approval, now: datetime) -> None:
    """Their yes holds for good, and for all that waits for it; their no too."""
    asked: Praise = Praise.get_by_id(approval.subject)
    member, agreed = asked.member, approval.state == YES
    member.praise_yes = agreed
    member.save(only=[Member.praise_yes])
    waiting = (Praise.member == member.id) & (Praise.state == ASKED)
    for praise in list(Praise.select().where(waiting).order_by(Praise.id)):
        praise.state, praise.member_said_at = (OFFERED if agreed else DECLINED), now
        praise.save(only=[Praise.state, Praise.member_said_at])
        if agreed:
            ask_host(praise, now)
    if agreed:
        thank(asked, now)


def host_said(approval: Approval, now: datetime) -> None:
    """YES shares it, NO does not, a sentence of their own shares that instead."""
    praise: Praise = Praise.get_by_id(approval.subject)
    if praise.state != OFFERED:
        return  # taken back meanwhile
    if approval.state == WORDS:
        praise.words = approval.words
    praise.state = DECLINED if approval.state == NO else APPROVED
    praise.host, praise.host_said_at = approval.person, now
    praise.save(only=[Praise.state, Praise.host, Praise.host_said_at, Praise.words])
    if praise.state == APPROVED:
        share(praise, now, edited=approval.state == WORDS)
