"""How fast walks move: a drip of texts and waits, drained page by page; sending is not counted.

python -m benchmarks.drip --members 2000
python -m benchmarks.drip --postgres postgresql://postgres@127.0.0.1:5432/postgres
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import datetime, timedelta

from benchmarks.ground import NOW, Watch, databases, found
from engine import runner
from engine.models import Delivery, Enrollment
from engine.models.base import opaque_id
from engine.models.db import close_database, transaction
from engine.models.running import ACTIVE, LEFT
from engine.models.sending import QUEUED, SENT
from engine.outbox.leaving import left
from engine.published import live
from engine.steps import begin, compile_walk

WORKFLOW = b"""\
title: Drip
start: by hand
steps:
  - send: one
  - wait: 1 day
  - send: two
  - wait: 1 day
  - send: three
"""
FILES = {
    "workflows/drip.yaml": WORKFLOW,
    **{f"messages/{name}.txt": b"Hello {{ first_name }}." for name in ("one", "two", "three")},
}
INSERTED_AT_ONCE = 500


def run(members: int, seconds: float) -> tuple[int, Watch]:
    """Put everybody in and let the walks go on until they are over or the time is; (walks moved, what it took)."""
    _put_in(members)
    watch, moved, now = Watch(), 0, NOW
    until = time.monotonic() + seconds
    while time.monotonic() < until and Enrollment.select().where(Enrollment.status == ACTIVE).exists():
        with watch.running():
            done = runner.drain_due(now)
        moved += done.moved
        if not done.more and not _let_leave(now):
            now += timedelta(days=1)
    return moved, watch


def _put_in(members: int) -> None:
    one = live().workflows["drip"]
    state = begin(compile_walk(one.workflow), NOW).to_json()
    for first in range(1, members + 1, INSERTED_AT_ONCE):
        rows = [
            {
                "public_id": opaque_id(),
                "workflow": one.name,
                "revision": one.revision_id,
                "member": member,
                "cause": "benchmark",
                "state": state,
                "due_at": NOW,
                "started_at": NOW,
            }
            for member in range(first, min(first + INSERTED_AT_ONCE, members + 1))
        ]
        with transaction():
            Enrollment.insert_many(rows).execute()


def _let_leave(now: datetime) -> int:
    """Stand in for the outbox: everything that is queued has left. Returns how many."""
    with transaction():
        gone = Delivery.update(state=SENT, sent_at=now, settled_at=now).where(Delivery.state == QUEUED)
        count = int(gone.execute())
        waiting = Enrollment.select(Enrollment.id).where(Enrollment.waiting == LEFT)
        ids = [row.id for row in waiting]
        for first in range(0, len(ids), INSERTED_AT_ONCE):
            left(ids[first : first + INSERTED_AT_ONCE], SENT, now)
    return count


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--members", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=60, help="the most that each database gets")
    parser.add_argument("--postgres", default="", help="a server on which an empty database may be made")
    given = parser.parse_args()
    with databases(given.postgres) as places:
        for name, url in places:
            found(url, FILES, given.members)
            moved, watch = run(given.members, given.seconds)
            print(watch.line(f"{name}: walks moved", moved))
            close_database()
    return 0


if __name__ == "__main__":
    sys.exit(main())
