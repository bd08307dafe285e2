"""Questions of ours that members have let go by, since we last heard from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from peewee import fn

from engine.models import Delivery, Member
from engine.models.sending import SENT, STARTED

MOST = 2  # a third one is not sent: a person is told instead


def asks(delivery: Delivery) -> bool:
    """Whether it is a question that we start, or the reminder of one; a call's own invitation is none."""
    return delivery.kind == STARTED and bool(delivery.context.get("asks"))


def let_go(members: Collection[int]) -> Counter[int]:
    """How many each of these members, by their ids, was sent since they were last heard from; one statement."""
    if not members:
        return Counter()
    sent = (Delivery.state == SENT) & (Delivery.kind == STARTED) & Delivery.step_key.contains("ask:")
    columns = (Delivery.member, Delivery.cause, Delivery.step_key, Delivery.kind, Delivery.context)
    rows = Delivery.select(*columns).join(Member, on=Delivery.member)
    since = Delivery.sent_at >= fn.COALESCE(Member.last_heard_at, Member.joined_at)
    found = rows.where(Delivery.member.in_(sorted(members)), sent, since)
    silent = {(row.member_id, row.cause, row.step_key) for row in found if asks(row)}
    return Counter(member for member, _, key in silent if not key.endswith("/remind"))
