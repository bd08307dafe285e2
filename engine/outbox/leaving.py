"""Telling a walk that its message left, or will not: the runner finds it due and goes on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from engine.models import Delivery, Enrollment
from engine.models.running import ACTIVE, CALL, LEFT, REPLY
from engine.models.sending import FINAL, SENT


def left(enrollment_ids: Iterable[int | None], outcome: str, now: datetime) -> None:
    """Wake the walks that wait for a message which ended as ``outcome``: sent, refused, expired or failed.

    A message in two parts has left with the first of them, and has failed with the last. A question that was
    asked already, whose reminder this is, is left alone. A walk that waits for the end of a call is woken, too.
    """
    ids = {one for one in enrollment_ids if one is not None}
    if not ids:
        return
    if outcome != SENT:
        still_open = Delivery.enrollment.in_(ids) & Delivery.state.not_in(FINAL)
        ids -= {row.enrollment_id for row in Delivery.select(Delivery.enrollment).where(still_open)}
    waiting = (
        (Enrollment.status == ACTIVE)
        & Enrollment.waiting.in_((LEFT, REPLY, CALL))
        & Enrollment.left_at.is_null()
    )
    Enrollment.update(left_at=now, left_as=outcome, due_at=now, version=Enrollment.version + 1).where(
        Enrollment.id.in_(ids), waiting
    ).execute()
