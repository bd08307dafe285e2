"""How many can be on one call, and whether it is known afterwards who was: 200 in one room, 600 over bridged rooms.

Callbacks come late, twice and out of order, and 5 % never: what is missing is asked of the provider.

python -m benchmarks.callers
python -m benchmarks.callers --callers 600 --database postgresql://postgres@127.0.0.1/callers_town
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from statistics import quantiles

from app import create_app
from benchmarks.town import settle_members, until
from engine import attendance, clock, occurrences, rooms
from engine.channels import Kit, build
from engine.jobs.hands import StoredHands
from engine.models import Address, Attendance, Leg, Member, Occurrence, Room, RoomEvent, database
from engine.models.db import close_database, connection, open_database
from engine.models.instance import community_time, instance
from engine.models.migrating import migrate
from engine.published import live
from engine.publishing import publish
from engine.services import ports
from engine.settings import Settings
from sandbox.server import Sandbox, serve

NUMBER, HOST = "+13125550100", "+13125550199"
LOSS = 0.05
AT_ONCE = 6  # phones that dial at the same moment
ROUGHLY = 2  # seconds that what is counted may differ from the truth: callbacks tell whole seconds
FILES = {
    "workflows/community.yaml": b"name: Callers' town\ntimezone: America/Chicago\n",
    "workflows/call.yaml": b"start:\n  call:\n    every: day at 7pm\n    timezone: America/Chicago\n    lasts: 45 minutes\n"
    b"    host: {role: host}\nsteps:\n  - at: 1 hour after the end\n    send: hello\n",
    "messages/hello.txt": b"Thank you for calling.\n",
}


@dataclass
class House:
    kit: Kit
    sandbox: Sandbox
    hands: StoredHands
    call: Occurrence


@dataclass(frozen=True)
class Visits:
    """What one phone did: how often it was in, and for how many seconds altogether."""

    joins: int
    seconds: float


@contextmanager
def house(folder: Path, database_url: str, callers: int) -> Iterator[House]:
    """The web process, the sandbox on a bad day, members with phones, and a call that begins now."""
    open_database(database_url)
    database.connect()
    migrate()
    instance()
    port = ports.private()
    sandbox = Sandbox.start(
        folder / "sandbox", web_url=f"http://127.0.0.1:{port}", twilio_number=NUMBER, mode="rough",
        callbacks="auto", loss=LOSS, community_now=_now,
    )  # fmt: skip
    settings = Settings(
        twilio_account_sid=sandbox.settings.account_sid,
        twilio_auth_token=sandbox.settings.auth_token,
        twilio_from=NUMBER,
        twilio_api_url=sandbox.url,
        sendgrid_api_url=sandbox.url,
        public_url=f"http://127.0.0.1:{port}",
        redis_url="redis://127.0.0.1:1/0",
        secret_key="k" * 48,
        database_url=database_url,
        data_dir=folder,
    )
    web = serve(create_app(settings, ring=lambda bell: None), port=port)
    database.connect(reuse_if_open=True)
    settle_members(callers, community_time())
    host = Member.create(name="Rosa", role="host", timezone="America/Chicago", joined_at=community_time())
    Address.create(channel="phone", value=HOST, member=host, created_at=community_time(), kind="mobile")
    publish(FILES, community_time(), by="benchmark")
    occurrences.plan(live(), community_time())
    call = Occurrence.select().order_by(Occurrence.starts_at).first()
    hands = StoredHands()
    hands.move_to(call.starts_at)
    try:
        yield House(build(settings), sandbox, hands, call)
    finally:
        web.stop()
        sandbox.stop()
        close_database()


def _now() -> datetime:
    with connection():
        return community_time()


@contextmanager
def at_work(here: House) -> Iterator[None]:
    """The clock and a worker, beside everything else."""
    stop = threading.Event()

    def work() -> None:
        while not stop.wait(0.2):
            with connection():
                clock.make_due(community_time(), here.kit)
                rooms.drain(here.kit, community_time())

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    yield
    stop.set()
    worker.join()


def run(folder: Path, database_url: str, callers: int) -> tuple[str, bool]:
    """The line to print, and whether everything was exact."""
    with house(folder, database_url, callers) as here:
        with at_work(here):
            leader = here.sandbox.dial(HOST)
            waits = _everybody(here, callers)
            until(lambda: _seen(here) == _inside(here), 150, look=1.0)
            fullest = max(len(room["participants"]) for room in here.sandbox.rooms("in-progress"))
            listening = _bridges()
            for key in "*99":
                here.sandbox.press(leader, key)
            until(lambda: not here.sandbox.rooms("in-progress") and _all_told(here), 150, look=0.5)
        wrong = _count(here)
        heard = RoomEvent.select().count()
        cuts = quantiles(waits, n=100)
        said = (
            f"{callers} callers in {_rooms(here)} room(s), the fullest with {fullest}, {listening} bridges; "
            f"in after p50 {cuts[49]:.0f} ms, p99 {cuts[98]:.0f} ms; {heard} callbacks, {LOSS:.0%} lost; "
            f"attendance {'exact' if not wrong else f'WRONG for {len(wrong)}: {wrong[:3]}'}"
        )
    return said, not wrong and fullest <= 250


def _everybody(here: House, callers: int) -> list[float]:
    """All dial in; one in ten drops out and comes back, one in ten leaves early. Milliseconds until each was in."""
    rng = Random(7)
    fates = [rng.choice(("stays",) * 8 + ("comes back", "leaves")) for _ in range(callers)]

    def ring(number: int) -> float:
        began = time.perf_counter()
        sid = here.sandbox.dial(f"+1312{6_000_000 + number}")
        took = (time.perf_counter() - began) * 1000
        if fates[number] != "stays":
            here.sandbox.hang_up(sid)
        if fates[number] == "comes back":
            here.sandbox.dial(f"+1312{6_000_000 + number}")
        return took

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(ring, range(callers)))


def _seen(here: House) -> int:
    with connection():
        return rooms.present(here.call)


def _inside(here: House) -> int:
    """How many people really are in, our own bridges left out."""
    inside = [one for room in here.sandbox.rooms("in-progress") for one in room["participants"]]
    return sum(one["phone"] != NUMBER for one in inside)


def _rooms(here: House) -> int:
    return int(Room.select().where(Room.occurrence == here.call.id).count())


def _bridges() -> int:
    return int(Leg.select().where(Leg.role == "bridge", Leg.left_at.is_null()).count()) // 2


def _all_told(here: House) -> bool:
    row = here.sandbox.carrier.store.row("SELECT count(*) FROM webhooks WHERE state IN ('queued', 'posting')")
    return row is not None and row[0] == 0


def _count(here: House) -> list[str]:
    """Have attendance counted, and compare it with what really happened; the phones for which it differs."""
    for _ in range(20):
        here.hands.move_to(here.hands.now() + timedelta(minutes=3))
        attendance.drain(here.kit, here.hands.now())
        if Occurrence.get_by_id(here.call.id).counted_at is not None:
            break
    truth, counted = _truth(here), _counted(here)
    return [
        f"{phone}: {counted.get(phone)} and not {truth.get(phone)}"
        for phone in sorted(truth.keys() | counted.keys())
        if not _same(truth.get(phone), counted.get(phone))
    ]


def _same(one: Visits | None, other: Visits | None) -> bool:
    if one is None or other is None:
        return False
    return one.joins == other.joins and abs(one.seconds - other.seconds) <= ROUGHLY * one.joins


def _truth(here: House) -> dict[str, Visits]:
    sql = "SELECT phone, joined_ms, left_ms FROM participants WHERE phone <> ?"
    joins: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for row in here.sandbox.carrier.store.rows(sql, NUMBER):
        joins[row["phone"]] += 1
        seconds[row["phone"]] += (row["left_ms"] - row["joined_ms"]) / 1000
    return {phone: Visits(joins[phone], seconds[phone]) for phone in joins}


def _counted(here: House) -> dict[str, Visits]:
    phones = {row.member_id: row.value for row in Address.select()}
    rows = Attendance.select().where(Attendance.occurrence == here.call.id)
    return {phones[row.member_id]: Visits(row.joins, row.seconds) for row in rows}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--callers", type=int, action="append", help="so many; without it 200, then 600")
    parser.add_argument("--database", default="", help="an empty PostgreSQL database; without it SQLite")
    given = parser.parse_args()
    good = True
    for callers in given.callers or [200, 600]:
        with tempfile.TemporaryDirectory() as folder:
            url = given.database or f"sqlite:///{folder}/kindling.db"
            said, exact = run(Path(folder), url, callers)
        print(said)
        good = good and exact
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
