"""What a check may know of the living community. Handed in, so that checking stays pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a workflow is for right now: how many fit, and how many of them would never get it, by reason."""

    members: int
    never: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """The community as it is. Without it the findings that need it are left out.

    ``longest`` maps merge fields (``first_name``, ``member.shirt_size``) to the longest real value;
    ``reach`` goes by workflow; ``sender_rate`` is segments a second, ``calls_rate`` calls; ``number`` is a usual member's phone in
    E.164, for prices; ``learned`` maps ways to ask, as ``normal`` spells them, to the answers that were learned by text; ``link`` a link as long as they get.
    """

    tags: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    learned: Mapping[str, str] = field(default_factory=dict)
    members: int = 0
    longest: Mapping[str, str] = field(default_factory=dict)
    reach: Mapping[str, Reach] = field(default_factory=dict)
    sender_rate: float = 1.0
    calls_rate: float = 1.0
    number: str = "+13125550142"
    link: str = "https://example.org/listen/AbCdEfGhIjKl"
