"""A month of a community: drawn from a seed, played, printed member by member, and held against what is promised.

python -m benchmarks.month --members 40 --days 28 --seed 7 --ledger month.txt
python -m benchmarks.month --members 200 --days 365 --talk 0.25 --stage virtual --summary
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.month.cast import draw
from benchmarks.month.facts import Facts, gather
from benchmarks.month.ledger import ledger
from benchmarks.month.play import play
from benchmarks.month.promises import broken
from benchmarks.month.sandbox import sandboxed
from benchmarks.month.stage import Stage
from benchmarks.month.virtual import virtual
from engine.wording.say import plural

BEGINS = datetime(2027, 2, 22, 15, 0, tzinfo=UTC)  # a Monday morning; three weeks later the clocks go forward
STAGES: Mapping[str, Callable[[datetime], AbstractContextManager[Stage]]] = {
    "sandbox": sandboxed,
    "virtual": virtual,
}


@dataclass(frozen=True)
class Told:
    """What a play comes to: the ledger, a summary, and the promises with what broke each."""

    facts: Facts
    ledger: str
    summary: str
    broken: Mapping[str, list[str]]


def tell(
    members: int,
    days: int,
    seed: int,
    stage: str,
    at_each: Callable[[datetime], None] = lambda instant: None,
    *,
    talk: float = 1.0,
) -> Told:
    """Draw, play, and look at what came of it. The same arguments give the same words; ``at_each`` hears of every stop."""
    length = timedelta(days=days)
    people = draw(members, random.Random(seed), BEGINS, length, talk=talk)
    with STAGES[stage](BEGINS) as world:
        played = play(world, people, BEGINS, BEGINS + length, at_each=at_each)
        facts = gather(played)
        return Told(facts, ledger(facts), summary(facts), broken(facts))


def summary(facts: Facts) -> str:
    """How much of what there was."""
    said = Counter(one.understood_as for one in facts.inbound)
    kinds = Counter(f"{one.kind} {one.channel or 'by nothing'}, {one.state}" for one in facts.deliveries)
    did = Counter(act.kind for act in facts.played.acts)
    lines = [
        f"{len(facts.members)} people, {(facts.played.ends - facts.played.begins).days} days",
        f"done: {_listed(did)}",
        f"understood: {_listed(said)}",
        f"deliveries: {_listed(kinds)}",
    ]
    return "\n".join(lines)


def _listed(counts: Counter[str]) -> str:
    return ", ".join(
        f"{count} {what}" for what, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )


class _Progress:
    """Says to whoever waits how many weeks are over."""

    def __init__(self, began: float) -> None:
        self._began, self._weeks = began, 0

    def __call__(self, instant: datetime) -> None:
        weeks = (instant - BEGINS) // timedelta(weeks=1)
        if weeks > self._weeks:
            self._weeks = weeks
            took = time.monotonic() - self._began
            print(f"{plural(weeks, 'week')} played in {took:.0f} s", file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--members", type=int, default=40)
    parser.add_argument("--days", type=int, default=28)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--stage", choices=STAGES, default="sandbox")
    parser.add_argument(
        "--talk",
        type=float,
        default=1.0,
        help="how often people write unasked: 1 as in a busy month, 0.25 in a year",
    )
    parser.add_argument("--ledger", type=Path, help="write the ledger into this file")
    parser.add_argument("--summary", action="store_true", help="print no ledger")
    given = parser.parse_args()
    began = time.monotonic()
    told = tell(given.members, given.days, given.seed, given.stage, _Progress(began), talk=given.talk)
    if given.ledger:
        given.ledger.write_text(told.ledger)
    elif not given.summary:
        print(told.ledger)
    print(told.summary)
    for promise, found in told.broken.items():
        print(f"{'BROKEN' if found else 'kept'}: {promise}")
        for one in found[:20]:
            print(f"  {one}")
    print(f"{time.monotonic() - began:.0f} s on {given.stage}")
    return int(any(told.broken.values()))


if __name__ == "__main__":
    sys.exit(main())
