"""Approved praise goes out: to the wall by being approved, and to whom the step's ``to:`` names as a broadcast."""

from __future__ import annotations

from datetime import datetime

from engine.audience import stored
from engine.language import steps
from engine.language.conditions import Conditions
from engine.models import Enrollment, Fanout, Praise
from engine.praise.states import cause_of
from engine.published import workflow_of

SEND, STEP = "send", "share"


def share(praise: Praise, now: datetime, *, edited: bool) -> Fanout | None:
    """Send it to everybody the step says but the one praised; None where it says nobody.

    Each reads the manager's words in their own language, unless a host has ``edited`` them.
    """
    to = _audience(praise)
    if to is None:
        return None
    context = {"praise": praise.words, "answer": praise.said, "subject": "A word of praise"}
    words = {"body": praise.words} if edited else {"message": praise.message}
    return Fanout.create(
        cause=cause_of(praise),
        step_key=STEP,
        kind=SEND,
        workflow=praise.workflow,
        detail={**words, "context": context, "about": praise.member_id, "for": stored(to), "bulk": True},
        begins_at=now,
        due_at=now,
    )


def _audience(praise: Praise) -> Conditions | None:
    """The step's ``to:``, read from the revision the member walks: a revision never changes."""
    if praise.enrollment_id is None:
        return None
    walk = Enrollment.get_by_id(praise.enrollment_id)
    for step in workflow_of(walk.revision_id).walk():
        if isinstance(step, steps.Praise) and step.key == praise.step_key:
            return step.to
    return None
