"""Lines of ours to whoever has a conversation, or had it."""

from __future__ import annotations

from datetime import datetime

from engine.models import Inbound, Member
from engine.models.sending import SERVICE, URGENT
from engine.outbox import NewDelivery, queue


def answer(to: Member, inbound: Inbound, body: str, now: datetime, *, step: str = "threads") -> None:
    """Answer their words with a line of ours, once however often they are looked at."""
    queue(
        NewDelivery(
            cause=f"inbound:{inbound.id}",
            step_key=step,
            member_id=to.id,
            kind=SERVICE,
            lane=URGENT,
            body=body,
            context={"subject": "Your conversations"},
            inbound_id=inbound.id,
        ),
        now,
    )
