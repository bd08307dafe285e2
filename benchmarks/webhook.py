"""How long Twilio waits for an answer to a text, quietly and while an import and a fan-out write beside it.

python -m benchmarks.webhook
python -m benchmarks.webhook --people 5000 --database postgresql://postgres@127.0.0.1/webhook_town
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from benchmarks.town import NUMBER, Town, settle_members, town, until
from engine import outbox
from engine.language.conditions import EVERYONE
from engine.models import Delivery, Fanout, Inbound, Member, database
from engine.models.db import connection, transaction
from engine.models.instance import community_time
from engine.services import ports

SENDERS = 4  # connections that Twilio keeps open to us
PAUSE = 0.02  # seconds between two texts on one connection: 4 of them make up to 200 a second
QUIETLY = 600  # texts before anything else is written
PROMISED_MS = 250.0  # the 99th percentile
FIRST_PHONE, FIRST_IMPORTED = 3126_000_000, 7736_000_000


@dataclass(frozen=True)
class Waits:
    """How long each answer took, in milliseconds, and what was not answered with 200."""

    milliseconds: list[float]
    refused: int

    def said(self) -> str:
        cuts = quantiles(self.milliseconds, n=100)
        return (
            f"{len(self.milliseconds)} texts, p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms, "
            f"longest {max(self.milliseconds):.1f} ms, not answered {self.refused}"
        )

    @property
    def p99(self) -> float:
        return quantiles(self.milliseconds, n=100)[98]


class Twilio:
    """Posts signed texts as Twilio does, each with a SID of its own, over connections that stay open."""

    def __init__(self, here: Town) -> None:
        self._public, self._port = here.env["PUBLIC_URL"], int(here.env["PORT"])
        self._account, self._signer = (
            here.env["TWILIO_ACCOUNT_SID"],
            RequestValidator(here.env["TWILIO_AUTH_TOKEN"]),
        )
        self._numbers = count(1)
        self._lock = threading.Lock()

    def post(self, requests: int, going_on: Callable[[], bool]) -> Waits:
        """Up to ``requests`` texts for as long as ``going_on`` says so."""
        with ThreadPoolExecutor(SENDERS) as pool:
            parts = list(pool.map(lambda _: self._one(requests // SENDERS, going_on), range(SENDERS)))
        waits = [wait for part in parts for wait, _ in part]
        return Waits(waits, sum(status != 200 for part in parts for _, status in part))

    def _one(self, requests: int, going_on: Callable[[], bool]) -> list[tuple[float, int]]:
        connection, done = HTTPConnection("127.0.0.1", self._port, timeout=15), []
        while len(done) < requests and going_on():
            body, headers = self._text()
            began = time.perf_counter()
            connection.request("POST", "/twilio/sms", body, headers)
            answer = connection.getresponse()
            answer.read()
            done.append(((time.perf_counter() - began) * 1000, answer.status))
            time.sleep(PAUSE)
        connection.close()
        return done

    def _text(self) -> tuple[str, dict[str, str]]:
        with self._lock:
            number = next(self._numbers)
        sid = f"SM{number:032x}"
        form = {
            "MessageSid": sid, "SmsSid": sid, "SmsMessageSid": sid, "AccountSid": self._account,
            "From": f"+1{FIRST_PHONE + number % 500}", "To": NUMBER, "Body": f"Thank you, that helps ({number})",
            "NumMedia": "0", "NumSegments": "1", "ApiVersion": "2010-04-01", "SmsStatus": "received",
            "FromCity": "CHICAGO", "FromState": "IL", "FromZip": "60601", "FromCountry": "US",
            "ToCity": "CHICAGO", "ToState": "IL", "ToZip": "60601", "ToCountry": "US",
        }  # fmt: skip
        signature = self._signer.compute_signature(f"{self._public}/twilio/sms", form)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature}
        return urlencode(form), headers


def run(folder: Path, database_url: str, people: int, requests: int, seconds: float) -> tuple[Waits, Waits]:
    """(quietly, beside an import of ``people`` rows and a fan-out to ``people`` members)."""
    with town(folder, database_url) as here:
        settle_members(people, community_time())
        here.start("web", "-m", "gunicorn", "app:create_app()")
        until(lambda: ports.answers(int(here.env["PORT"])), 30)
        twilio = Twilio(here)
        twilio.post(8 * SENDERS, lambda: True)  # each process and thread has opened what it needs
        quietly = twilio.post(min(requests, QUIETLY), _for(seconds))
        beside = _beside_writers(here, twilio, people, requests, seconds)
        print(_what_was_written(people))
    return quietly, beside


def _beside_writers(here: Town, twilio: Twilio, people: int, requests: int, seconds: float) -> Waits:
    sheet = here.folder / "people.csv"
    rows = (f"Person {n},+1{FIRST_IMPORTED + n},paper form,2026-01-05" for n in range(people))
    sheet.write_text("name,phone,consent,consent_date\n" + "\n".join(rows) + "\n")
    with transaction():
        outbox.broadcast("hello", EVERYONE, cause="webhook", now=community_time())
    here.start("clock", "worker.py", "--clock")
    here.start("worker", "worker.py", "--serve", "all")
    here.start("import", "-c", "from engine.cli import main; main()", "import", str(sheet))
    until(_fanning_out, 30)
    busy = _for(seconds)
    importing = here.processes["import"]
    return twilio.post(requests, lambda: busy() and (importing.poll() is None or _fanning_out()))


def _for(seconds: float) -> Callable[[], bool]:
    deadline = time.monotonic() + seconds
    return lambda: time.monotonic() < deadline


def _fanning_out() -> bool:
    with connection():  # asked from the threads that post
        return bool(Fanout.select().where(Fanout.state.in_(("waiting", "running"))).exists())


def _what_was_written(people: int) -> str:
    imported = Member.select().count() - people
    return f"meanwhile: {imported} rows imported, {Delivery.select().count()} deliveries, {Inbound.select().count()} texts recorded"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--requests", type=int, default=10_000, help="at most so many texts")
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--seconds", type=float, default=90, help="at most so long in each part")
    parser.add_argument("--database", default="", help="an empty PostgreSQL database; without it SQLite")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.database or f"sqlite:///{folder}/kindling.db"
        quietly, beside = run(Path(folder), url, given.people, given.requests, given.seconds)
        database.close()
    print(f"load:      {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"quietly:   {quietly.said()}")
    print(f"beside:    {beside.said()}")
    print(f"promised:  p99 at most {PROMISED_MS:.0f} ms: {'kept' if beside.p99 <= PROMISED_MS else 'BROKEN'}")
    return 0 if beside.p99 <= PROMISED_MS and not beside.refused else 1


if __name__ == "__main__":
    sys.exit(main())
