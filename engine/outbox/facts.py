"""What the gate looks at: plain data, so that every decision can be tested without a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Verdict = Literal["send", "hold", "expire", "refuse"]


@dataclass(frozen=True)
class Reach:
    """One address at which a member could be reached.

    ``given`` is the ledger's word for this member (None: nothing was ever said), ``blocked`` the provider's.
    ``wrote_from`` marks the address of the words that are being answered.
    """

    address_id: int
    channel: str  # phone or email
    value: str
    country: str = ""
    kind: str = "unknown"
    status: str = "active"
    given: bool | None = None
    blocked: bool = False
    wrote_from: bool = False
    in_flight: bool = False
    on_call: bool = False  # somebody there is on the phone with us
    done: bool = False  # this message has been sent there already, to another of the household


@dataclass(frozen=True)
class Facts:
    """Everything that decides one delivery.

    ``forms`` are the channels its words can go out by. ``asks`` marks a question, which nobody can answer to a
    voice of ours; ``unanswered`` is how many of ours they were sent since we last heard from them; ``ring_landlines`` is the community's word. ``counted`` is how many places of the member's local
    day (``cap_day``) are taken, ``kept`` how many reminders of that day still want one; ``has_place`` is true
    when the other part of the same message took this one's already. ``week_days`` are the local days of the last
    seven, one for each other message that was started then, and ``week_most`` how many may be. ``passing`` is what would
    be stale if it came later: a birthday's, a newsletter.
    """

    name: str
    kind: str
    part: str
    timezone: str
    state: str = ""
    prefers: str = ""
    asks: bool = False
    unanswered: int = 0
    ring_landlines: bool = False
    cap_day: str = ""
    forms: frozenset[str] = frozenset({"text", "email"})
    reaches: tuple[Reach, ...] = ()
    expires_at: datetime | None = None
    at_home: bool = True
    workflow_paused: bool = False
    stopped_when: bool = False
    cannot_come: bool = False  # it is of a call that they said they cannot come to
    paused_until: datetime | None = None
    resting_until: datetime | None = None
    wants: str = ""
    week_most: int | None = None
    week_days: tuple[str, ...] = ()
    passing: bool = False
    thread: Literal["", "open", "grave"] = ""
    thread_until: datetime | None = None
    counted: int = 0
    has_place: bool = False
    kept: int = 0
    halted: Mapping[str, str] = field(default_factory=dict)  # channel: why nothing leaves by it


@dataclass(frozen=True)
class Decision:
    """What the gate says of one delivery, with a sentence for whoever asks why.

    ``send`` comes with ``channel`` (text, email, phone) and ``reach``; ``hold`` with ``until``.
    """

    verdict: Verdict
    code: str = ""
    sentence: str = ""
    until: datetime | None = None
    channel: str = ""
    reach: Reach | None = None
