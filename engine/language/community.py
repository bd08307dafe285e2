"""``community.yaml`` as checked data, every key with its default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.language.conditions import Conditions
from engine.times import Duration, Hours

COMMUNITY = "workflows/community.yaml"
_STAFF, _LEADERS = ("host", "manager"), ("host", "manager", "leader")
USUAL_MAY: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("tell", _STAFF),
    ("crisis", _STAFF),
    ("call off", _STAFF),
    ("pause", _LEADERS),
    ("tag", _LEADERS),
    ("add", _LEADERS),
    ("who", _LEADERS),
    ("score", _STAFF),
)
"""What can be told us by text, and the roles that may. Roles other than host and manager act on their own people."""


NUDGE_AFTER, PASS_ON_AFTER = Duration(4, "hours"), Duration(1, "days")


@dataclass(frozen=True, slots=True)
class Desk:
    """One line of the rota: who gets conversations on a weekday (0 is Monday)."""

    weekday: int
    who: Conditions


@dataclass(frozen=True, slots=True)
class Community:
    """The community itself. ``at_most`` is messages a member's day; ``spend_limit`` integer micros a day.

    ``confirm`` and ``second_person`` are numbers of people: what reaches more of them needs a word of its own texted
    back, and a second person's; -1 is never. What reaches fewer needs that somebody texted a word back lately.

    Of ``nudge_after`` and ``pass_on_after`` hours count while ``hours`` are open; None is never.
    """

    name: str
    timezone: str
    hours: Hours
    host: str | None = None
    join_words: tuple[str, ...] = ("JOIN",)
    nameless: str = "friend"
    law: Literal["US", "none"] = "US"
    at_most: int | None = 2  # None: no limit
    countries: tuple[str, ...] = ("US", "CA")
    language: str = "en"
    fields: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    spend_limit: int | None = 20_000_000
    currency: str = "USD"
    rota: tuple[Desk, ...] = ()
    nudge_after: Duration | None = NUDGE_AFTER
    pass_on_after: Duration | None = PASS_ON_AFTER
    plays_by_member: bool = False
    ring_landlines: bool = False
    resting: Duration = Duration(2, "weeks")
    wall: Literal["members", "public", "none"] = "members"
    may: tuple[tuple[str, tuple[str, ...]], ...] = USUAL_MAY
    confirm: int = 3
    second_person: int = -1
