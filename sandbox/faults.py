"""When each status of a text or mail is reported: in order and once, or the way a bad day looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from sandbox.settings import SandboxSettings

CLEAN_FIRST_MS = 250
CLEAN_NEXT_MS = 500
SWAPPED = 0.3
DOUBLED = 0.3
VERY_LATE = 0.15
VERY_LATE_MS = 12_000


@dataclass(frozen=True)
class Stage:
    """One status to report, `after_ms` from now."""

    name: str
    after_ms: int


def schedule(settings: SandboxSettings, subject: str, names: Sequence[str]) -> list[Stage]:
    """When to report `names`, in the order they will arrive; the same for the same seed and subject."""
    if settings.mode == "clean":
        return [Stage(name, CLEAN_FIRST_MS + CLEAN_NEXT_MS * i) for i, name in enumerate(names)]
    return _rough(Random(f"{settings.seed}:{subject}"), list(names))


def _rough(rng: Random, names: list[str]) -> list[Stage]:
    """The first may arrive before the API call has returned; neighbours swap, some come twice, some late."""
    if len(names) > 1 and rng.random() < SWAPPED:
        at = rng.randrange(len(names) - 1)
        names[at], names[at + 1] = names[at + 1], names[at]
    at_ms = 0 if rng.random() < SWAPPED else rng.randrange(50, 2_000)
    stages = []
    for name in names:
        stages.append(Stage(name, at_ms))
        at_ms += rng.randrange(20, 1_500) + (VERY_LATE_MS if rng.random() < VERY_LATE else 0)
    if rng.random() < DOUBLED:
        stages.append(Stage(rng.choice(names), at_ms))
    return stages


def arrivals(settings: SandboxSettings, key: str) -> list[int]:
    """When one report arrives, in milliseconds from now: once at once on a clean day; late, twice, or never on others.

    The same `key` fares the same in every run, so it must not name anything that is made anew each time.
    """
    rng = Random(f"{settings.seed}:{key}")
    if rng.random() < settings.loss:
        return []
    if settings.mode == "clean":
        return [0]
    first = rng.randrange(0, 2_000) + (VERY_LATE_MS if rng.random() < VERY_LATE else 0)
    return [first, first + rng.randrange(20, 5_000)] if rng.random() < DOUBLED else [first]
