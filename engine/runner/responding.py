"""Every reply to a workflow's question is kept word for word, with a name or, where it was promised, without one."""

from __future__ import annotations

from engine.language.steps import Ask, Ring
from engine.models import Enrollment, Inbound, Response


def keep_response(enrollment: Enrollment, step: Ask | Ring, branch: str, inbound: Inbound) -> None:
    """Keep what was said, or pressed, in the caller's transaction.

    Of an anonymous answer nothing says whose it was: the day is all that is kept of its time, and the words are
    taken out of what came in.
    """
    anonymous = isinstance(step, Ask) and step.anonymous
    at = inbound.received_at
    Response.create(
        workflow=enrollment.workflow,
        step_key=step.key,
        message=step.message if isinstance(step, Ask) else step.what,
        member=None if anonymous else enrollment.member_id,
        line=_line(step, branch),
        words=inbound.text.strip(),
        channel=inbound.channel,
        at=at.replace(hour=0, minute=0, second=0, microsecond=0) if anonymous else at,
    )
    if anonymous:
        inbound.text, inbound.subject, inbound.raw, inbound.raw_bytes = "", "", {}, None
        inbound.save(only=[Inbound.text, Inbound.subject, Inbound.raw, Inbound.raw_bytes])


def _line(step: Ask | Ring, branch: str) -> str:
    """The first way of the line that the words fitted; a key says itself what it is."""
    return step.answers[int(branch)].ways[0] if isinstance(step, Ask) and branch.isdigit() else ""
