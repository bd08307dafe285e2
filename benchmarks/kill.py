"""Kill workers with -9 again and again while they send; every text must be at the carrier once.

python -m benchmarks.kill --deliveries 2000 --kills 60
python -m benchmarks.kill --database postgresql://postgres@127.0.0.1/kill_town
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from redis import Redis

from benchmarks.town import Town, settle_members, texts_at_carrier, town, until
from engine.models import Delivery, Member, database
from engine.models.db import transaction
from engine.models.instance import community_time
from engine.models.sending import BULK, FINAL, SENDING, SENT
from engine.outbox import NewDelivery, queue

WORKERS = ("worker-1", "worker-2")
PAUSE = (1.5, 3.0)  # seconds between kills: a process takes about one, busy machines two, until it works
LASTS = 2.0  # seconds a kill that sending is paced to last through
FLUSHED_EVERY = 4  # kills
VICTIMS = (WORKERS, WORKERS[:1], WORKERS[1:], WORKERS, ("clock",))


@dataclass(frozen=True)
class Result:
    """What the carrier saw, beside what our table says. ``seconds`` is from the first start to the last settlement."""

    deliveries: int
    kills: int
    at_carrier: int
    twice: int
    lost: int
    states: dict[str, int]
    tried_again: int
    seconds: float

    @property
    def exact(self) -> bool:
        every_row_knows = self.states == {SENT: self.deliveries}
        return self.at_carrier == self.deliveries and not self.twice and not self.lost and every_row_knows


def run(folder: Path, database_url: str, deliveries: int, kills: int, seed: int, patience: float) -> Result:
    """One run; ``patience`` is how many seconds the whole may take."""
    with town(folder, database_url, rate=deliveries / (kills * LASTS) + 1) as here:
        settle_members(deliveries, community_time())
        _queue_all()
        began = time.monotonic()
        _start(here, "clock", "--clock")
        for worker in WORKERS:
            _start(here, worker)
        done = _kill_until_done(here, kills, random.Random(seed), began + patience)
        with suppress(TimeoutError):  # the result says what was left open
            until(_settled, patience - (time.monotonic() - began))
        seconds = time.monotonic() - began
        seen = Counter(to for to, _ in texts_at_carrier(here.sandbox_url))
        rows = list(Delivery.select(Delivery.state, Delivery.attempt))
    twice = sum(count - 1 for count in seen.values())
    states = dict(Counter(row.state for row in rows))
    again = sum(row.attempt > 1 for row in rows)
    return Result(deliveries, done, sum(seen.values()), twice, deliveries - len(seen), states, again, seconds)


def _queue_all() -> None:
    now = community_time()
    for page in _pages(list(Member.select(Member.id).order_by(Member.id))):
        with transaction():
            for member in page:
                queue(
                    NewDelivery(
                        cause="kill",
                        step_key="hello",
                        member_id=member.id,
                        kind="started",
                        message="hello",
                        lane=BULK,
                    ),
                    now,
                )


def _pages(members: list[Member]) -> list[list[Member]]:
    return [members[first : first + 200] for first in range(0, len(members), 200)]


def _start(here: Town, name: str, *arguments: str) -> None:
    here.start(name, "worker.py", *(arguments or ("--serve", "all")))


def _kill_until_done(here: Town, kills: int, chance: random.Random, deadline: float) -> int:
    """Kill in the middle of sending, the clock too, and flush Redis now and then; how many processes died."""
    done = flushed = 0
    while done < kills and time.monotonic() < deadline and not _settled():
        time.sleep(chance.uniform(*PAUSE))
        _wait_for_the_worst_moment()
        for name in chance.choice(VICTIMS)[: kills - done]:
            here.kill(name)
            _start(here, name, *(("--clock",) if name == "clock" else ()))
            done += 1
        if done // FLUSHED_EVERY > flushed:
            Redis.from_url(here.env["REDIS_URL"]).flushall()
            flushed += 1
    return done


def _wait_for_the_worst_moment() -> None:
    """Until something is just being sent, or two seconds."""
    with suppress(TimeoutError):
        until(lambda: Delivery.select().where(Delivery.state == SENDING).exists(), 2, look=0.001)


def _settled() -> bool:
    open_rows = Delivery.select().where(Delivery.state.not_in(FINAL)).exists()
    return not open_rows


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--deliveries", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=float, default=600)
    parser.add_argument(
        "--database", default="", help="an empty PostgreSQL database; without it SQLite in a folder"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.database or f"sqlite:///{folder}/kindling.db"
        result = run(Path(folder), url, given.deliveries, given.kills, given.seed, given.patience)
        database.close()
    print(result)
    print("every text once" if result.exact else "NOT EXACT")
    return 0 if result.exact else 1


if __name__ == "__main__":
    sys.exit(main())
