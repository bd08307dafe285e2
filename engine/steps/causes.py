"""What can move a walk. A cause that does not fit what the walk waits for changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class GoOn:
    """Take the steps from where the walk is: at its beginning, or after its last effects were applied."""


@dataclass(frozen=True, slots=True)
class Left:
    """The walk's own message left (``outcome`` is "sent"), or never will: refused, expired, failed…

    ``reason`` says why in a sentence, ``code`` in a word.
    """

    at: datetime
    outcome: str
    reason: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Replied:
    """The member's reply: ``branch`` is the number of the line it fits ("0") or ANYTHING_ELSE."""

    at: datetime
    branch: str
    words: str
    inbound_id: int | None = None


@dataclass(frozen=True, slots=True)
class Rang:
    """The walk's call is under way, or is to be placed once more: looked at again at ``until`` (None: when heard of)."""

    at: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CallOver:
    """The walk's call has ended for good; ``how`` says in a word or two, one after the other for several calls."""

    at: datetime
    how: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key was pressed in the walk's call: ``branch`` is the number of the line it stands in ("0")."""

    at: datetime
    branch: str
    key: str
    inbound_id: int | None = None


@dataclass(frozen=True, slots=True)
class TimedOut:
    """The clock has come to what the walk waits for."""


@dataclass(frozen=True, slots=True)
class Reported:
    """An event was reported of the member."""

    at: datetime
    event: str


Cause = GoOn | Left | Replied | Rang | CallOver | Pressed | TimedOut | Reported
