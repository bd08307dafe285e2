"""Stopping a roll out: what has been sent stays sent, the later waves do not come."""

from __future__ import annotations

from datetime import datetime

from engine import outbox
from engine.models import Fanout, Member
from engine.models.sending import PERSON
from engine.runner.queueing import HOST, people
from engine.wording.say import plural, title_from_name

WAITING, RUNNING, FINISHED, CANCELLED = "waiting", "running", "done", "cancelled"
ROLL_OUT_CAUSE = "roll out:"


def stop_roll_out(name: str, now: datetime, *, cause: str = "by hand") -> int:
    """Cancel the waves of a workflow's roll out that have not begun and tell the host; returns how many."""
    waves = Fanout.cause.startswith(ROLL_OUT_CAUSE) & (Fanout.workflow == name)
    cancelled: int = Fanout.update(state=CANCELLED).where(waves & (Fanout.state == WAITING)).execute()
    if cancelled:
        _tell_hosts(name, cancelled, cause, now)
    return cancelled


def _tell_hosts(name: str, cancelled: int, cause: str, now: datetime) -> None:
    body = (
        f"The roll out of {title_from_name(name)} was stopped. {plural(cancelled, 'wave')} will not go out."
    )
    for host in people(HOST, Member()):
        new = outbox.NewDelivery(
            cause=f"roll out stopped:{name}:{cause}",
            step_key="roll out",
            member_id=host.id,
            kind=PERSON,
            body=body,
            workflow=name,
        )
        outbox.queue(new, now)
