"""Questions of ours that a member has let go by: how many, since we last heard from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from peewee import fn

from engine.models import Delivery, Member
from engine.models.sending import SENT, STARTED

MOST = 2  # a third one is not sent: a person is told instead
CODE = "unanswered"


def asks(delivery: Delivery) -> bool:
    """Whether it is a question that we start, or the reminder of one; a call's own invitation is none."""
    return delivery.kind == STARTED and bool(delivery.context.get("asks"))


def unanswered(deliveries: Sequence[Delivery]) -> Counter[int]:
    """For the members who are about to be asked: how many questions they were sent since they were last heard from."""
    members = {one.member_id for one in deliveries if asks(one)}
    if not members:
        return Counter()
    sent = (Delivery.state == SENT) & (Delivery.kind == STARTED) & Delivery.step_key.contains("ask:")
    columns = (Delivery.member, Delivery.cause, Delivery.step_key, Delivery.kind, Delivery.context)
    rows = Delivery.select(*columns).join(Member, on=Delivery.member)
    since = Delivery.sent_at >= fn.COALESCE(Member.last_heard_at, Member.joined_at)
    found = rows.where(Delivery.member.in_(members), sent, since)
    silent = {(row.member_id, row.cause, row.step_key) for row in found if asks(row)}
    return Counter(member for member, _, key in silent if not key.endswith("/remind"))
