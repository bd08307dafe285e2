"""``community.yaml`` as checked data, every key with its default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.times import Duration, Hours

COMMUNITY = "workflows/community.yaml"


@dataclass(frozen=True, slots=True)
class Community:
    """The community itself. ``at_most`` is messages a member's day; ``spend_limit`` integer micros a day."""

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
    plays_by_member: bool = False
    ring_landlines: bool = False
    resting: Duration = Duration(2, "weeks")
    wall: Literal["members", "public", "none"] = "members"
