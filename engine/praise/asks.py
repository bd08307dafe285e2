"""The open asks: a member's yes or no, a host's yes, no or own words."""

from __future__ import annotations

from datetime import datetime

from engine.models import Inbound, Member, Praise
from engine.praise.offering import APPROVED, ASKED, DECLINED, OFFERED, ask_host, thank
from engine.praise.sharing import share
from engine.understanding import fit

YES_NO = (("yes",), ("no",))
LEAST_WORDS = 3  # fewer are no wording of praise but something else


def ask_of(member: Member) -> Praise | None:
    """The newest ask that waits for this member, as the one praised or as the host."""
    as_member = (Praise.member == member.id) & (Praise.state == ASKED)
    as_host = (Praise.host == member.id) & (Praise.state == OFFERED)
    found: Praise | None = (
        Praise.select()
        .where((as_member | as_host) & Praise.asked_at.is_null(False))
        .order_by(Praise.asked_at.desc(), Praise.id.desc())
        .first()
    )
    return found


def is_hosts(praise: Praise, member: Member) -> bool:
    return praise.state == OFFERED and praise.host_id == member.id


def member_said(praise: Praise, inbound: Inbound, now: datetime) -> bool:
    """Their yes holds for good, and for all that waits for it; their no too. False: it was neither."""
    member = praise.member
    said = fit(inbound.text, YES_NO, member.language)
    if said is None:
        return False
    member.praise_yes = said == 0
    member.save(only=[Member.praise_yes])
    for waiting in (
        Praise.select().where((Praise.member == member.id) & (Praise.state == ASKED)).order_by(Praise.id)
    ):
        waiting.state, waiting.member_said_at = (OFFERED if said == 0 else DECLINED), now
        waiting.save(only=[Praise.state, Praise.member_said_at])
        if said == 0:
            ask_host(waiting, now)
    if said == 0:
        thank(praise, now)
    return True


def host_said(praise: Praise, inbound: Inbound, now: datetime) -> bool:
    """YES shares it, NO does not, a sentence of their own shares that instead. False: it was none of these."""
    text = inbound.text.strip()
    said = fit(text, YES_NO, praise.host.language if praise.host else "en")
    if said is None and (len(text.split()) < LEAST_WORDS or "?" in text):
        return False
    if said is None:
        praise.words = text
    praise.state, praise.host_said_at = (DECLINED if said == 1 else APPROVED), now
    praise.save(only=[Praise.state, Praise.host_said_at, Praise.words])
    if praise.state == APPROVED:
        share(praise, now, edited=said is None)
    return True
