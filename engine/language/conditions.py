"""Conditions: the same words in every ``for:``, ``if:``, ``stop when:`` and ``to:``.

They are data here; ``engine.audience`` is the one place that evaluates them, for a whole
audience or for one member.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.language.place import Place
from engine.times import Duration

ConditionKey = Literal[
    "tagged",
    "all tagged",
    "not tagged",
    "role",
    "not role",
    "stage",
    "joined within",
    "joined over",
    "quiet for",
    "takes",
    "language",
    "event",
    "no event",
    "percent",
    "field",
    "attended",
    "missed",
    "said yes",
    "said no",
    "not answered",
    "took part",
    "voted",
    "not voted",
    "won",
]

CALL_OUTCOMES: frozenset[str] = frozenset(
    {"attended", "missed", "said yes", "said no", "not answered", "took part", "voted", "not voted", "won"}
)
"""What is known of one date: of a call all of it, of other things some (``engine.language.checks.outcomes``)."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One key that must hold.

    ``values`` are the words after the key (several mean any of them, for ``all tagged`` all of
    them); ``field`` is set for ``FIELD: value``; ``duration`` for those that take one (for an
    event it may be None: ever); ``percent`` is 0–100. Call outcomes carry neither.
    """

    key: ConditionKey
    place: Place
    values: tuple[str, ...] = ()
    field: str | None = None
    duration: Duration | None = None
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions that must all hold; without any it is everyone."""

    all_of: tuple[Condition, ...] = ()

    @property
    def everyone(self) -> bool:
        return not self.all_of

    @property
    def moved_by_time(self) -> bool:
        """Whether somebody may come to fit, or fit no more, while nothing changes but the time."""
        return any(condition.duration is not None for condition in self.all_of)

    def mentions(self, key: ConditionKey) -> tuple[Condition, ...]:
        return tuple(condition for condition in self.all_of if condition.key == key)


EVERYONE = Conditions()
