"""What it comes to when many are written to: how many texts, what they cost, how long they take. Estimates to decide by."""

from __future__ import annotations

from dataclasses import dataclass

from engine.wording.prices import CURRENCY, Price, show

USUAL_NUMBER = "+13125550142"  # a usual member's phone, for prices


@dataclass(frozen=True, slots=True)
class Bill:
    """So many texts to so many people, at the most; ``seconds`` at the rate of one sender."""

    people: int
    texts: int
    price: Price
    seconds: float

    def __str__(self) -> str:
        return f"{self.texts:,} texts at most, about {show(self.price)}"


def bill_of(people: int, texts: int, micros: int, segments: int, rate: float) -> Bill:
    """``texts`` messages of together ``segments`` segments and ``micros`` for one member, for all ``people``."""
    return Bill(
        people, texts * people, Price(micros * people, CURRENCY), people * segments / max(rate, 0.001)
    )


def lasting(seconds: float) -> str:
    """Like "40 seconds", "12 minutes" or "3.5 hours"."""
    if seconds < 90:
        return f"{max(1, round(seconds))} seconds"
    return f"{round(seconds / 60)} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"
