"""How much strangers can set off: counted per number, per prefix and per hour, so that nobody can spend our money.

Pumping means many numbers of one prefix; a real launch means many prefixes. All limits are far above what people do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from engine.models import Limit
from engine.models.people import EMAIL

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PREFIX = 8  # +1 312 555: ten thousand numbers
_LONGEST_KEY = 96


@dataclass(frozen=True)
class Rule:
    """At most ``most`` within each ``window`` for one ``key``."""

    key: str
    window: timedelta
    most: int


def joining(value: str) -> tuple[Rule, ...]:
    return (
        Rule(f"join:{value}", DAY, 3),
        Rule(f"join-prefix:{value[:PREFIX]}", HOUR, 60),
        Rule("join-all", HOUR, 1500),
    )


def strangers_line(channel: str, value: str) -> tuple[Rule, ...]:
    """One polite line a day to each, and a bound on all of them."""
    group = value.rpartition("@")[2] if channel == EMAIL else value[:PREFIX]
    return (
        Rule(f"line:{value}", DAY, 1),
        Rule(f"line-group:{group}", HOUR, 20),
        Rule("line-all", HOUR, 200),
    )


def new_stranger(channel: str, value: str) -> tuple[Rule, ...]:
    """How many strangers reach the host: what is over is recorded, and a person may look at it later."""
    group = value.rpartition("@")[2] if channel == EMAIL else value[:PREFIX]
    return (Rule(f"stranger-group:{group}", HOUR, 20), Rule("stranger-all", HOUR, 100))


def ringing(value: str) -> tuple[Rule, ...]:
    """How often callers have us ring our own people: each of those calls costs, and interrupts somebody."""
    return (Rule(f"ring:{value}", HOUR, 10), Rule("ring-all", HOUR, 200))


def allowed(rules: Sequence[Rule], now: datetime) -> bool:
    """Count one more under each rule; False where any had its most. Inside the caller's transaction."""
    within = [_count(rule, now) <= rule.most for rule in rules]
    return all(within)


def _count(rule: Rule, now: datetime) -> int:
    """Add one and return how many there are now: one statement, so that two at once both count."""
    start = datetime.fromtimestamp(
        now.timestamp() // rule.window.total_seconds() * rule.window.total_seconds(), UTC
    )
    row = (
        Limit.insert(key=rule.key[:_LONGEST_KEY], window=start, count=1)
        .on_conflict(conflict_target=[Limit.key, Limit.window], update={Limit.count: Limit.count + 1})
        .returning(Limit.count)
        .execute()
    )
    return int(next(iter(row)).count)
