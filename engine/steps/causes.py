"""What can move a walk. A cause that does not fit what the walk waits for changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class GoOn:
    """Take the steps from where the walk is: at its beginning, or after its last effects were applied."""


@dataclass(frozen=True, slots=True)
class Left:
    """The walk's own message left (``outcome`` is "sent"), or never will: refused, expired, failed…"""

    at: datetime
    outcome: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Replied:
    """The member's reply: ``branch`` is the number of the line it fits ("0") or ANYTHING_ELSE."""

    at: datetime
    branch: str
    words: str
    inbound_id: int | None = None


@dataclass(frozen=True, slots=True)
class TimedOut:
    """The clock has come to what the walk waits for."""


@dataclass(frozen=True, slots=True)
class Reported:
    """An event was reported of the member."""

    at: datetime
    event: str


Cause = GoOn | Left | Replied | TimedOut | Reported
