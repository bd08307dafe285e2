"""What a walk may know of its member: handed in, so that walking stays pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.language.conditions import Conditions
from engine.times import Hours


@dataclass(frozen=True, slots=True)
class MemberView:
    """``tz`` is the member's own zone, ``hours`` the community's; ``dates`` and fields are as stored.

    ``birthday`` is ``YYYY-MM-DD`` or ``MM-DD``. ``holds`` says whether conditions hold for the member now,
    ``happened`` whether an event was reported since the walk began; ``story`` which story is for them next, of
    those with one of some tags; all are asked only when it matters.
    """

    tz: str
    hours: Hours
    joined_at: datetime
    holds: Callable[[Conditions], bool]
    happened: Callable[[str], bool]
    birthday: str = ""
    fields: Mapping[str, str] | None = None
    story: Callable[[tuple[str, ...]], str | None] = lambda tags: None
