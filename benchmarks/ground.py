"""Ground to measure on: a fresh database, a published community with members, and a stopwatch that counts statements."""

from __future__ import annotations

import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from engine import consent
from engine.channels import Carriers, Kit, PaperCarrier
from engine.links import Links
from engine.models import Address, Consent, Member, database
from engine.models.base import opaque_id
from engine.models.db import close_database, open_database, transaction
from engine.models.instance import instance
from engine.models.migrating import create_schema
from engine.publishing import publish
from engine.settings import Settings

NOW = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)  # a Monday afternoon in Chicago
NUMBER, MAILBOX = "+13125550199", "team@example.org"
COMMUNITY = (
    b"name: Bench town\ntimezone: America/Chicago\nhours: any time\nlaw: none\n"
    b"at most: 1000 a day\nspend limit: $100000 a day\n"
)
SECRET = "a-secret-that-is-long-enough-to-measure-with"
PAGE = 500


@contextmanager
def databases(postgres: str) -> Iterator[list[tuple[str, str]]]:
    """(name, URL) of an empty SQLite file and, where ``postgres`` names a server, of an empty database there."""
    with tempfile.TemporaryDirectory() as folder:
        found = [("sqlite", f"sqlite:///{Path(folder) / 'kindling.db'}")]
        if not postgres:
            yield found
            return
        name = f"kindling_bench_{uuid.uuid4().hex[:12]}"
        _administer(postgres, f"CREATE DATABASE {name}")
        try:
            yield [*found, ("postgresql", urlunsplit(urlsplit(postgres)._replace(path=f"/{name}")))]
        finally:
            close_database()
            _administer(postgres, f"DROP DATABASE {name} WITH (FORCE)")


def _administer(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(statement.encode())


def found(url: str, files: Mapping[str, bytes], members: int) -> None:
    """Open the database at ``url`` with ``files`` published and ``members`` who can be texted."""
    open_database(url)
    database.connect()
    create_schema()
    publish({"workflows/community.yaml": COMMUNITY, **files}, NOW, by="benchmark")
    salt = instance().salt
    for first in range(0, members, PAGE):
        with transaction():
            _settle(range(first, min(first + PAGE, members)), salt)


def _settle(numbers: range, salt: str) -> None:
    people = [
        {"public_id": opaque_id(), "name": f"Member {one}", "timezone": "America/Chicago", "joined_at": NOW}
        for one in numbers
    ]
    ids = [row.id for row in Member.insert_many(people).returning(Member.id).execute()]
    phones = [
        {
            "public_id": opaque_id(),
            "channel": "phone",
            "value": f"+1312{6_000_000 + one}",
            "member": id,
            "kind": "mobile",
            "ledger_key": consent.key("phone", f"+1312{6_000_000 + one}", salt),
            "introduced_at": NOW,
            "created_at": NOW,
        }
        for one, id in zip(numbers, ids, strict=True)
    ]
    Address.insert_many(phones).execute()
    words = {"channel": "phone", "given": True, "at": NOW, "how": "import"}
    Consent.insert_many([{"address_key": row["ledger_key"], **words} for row in phones]).execute()


def paper_kit(**settings: Any) -> Kit:
    """Carriers that only write down what they are given."""
    whole = {
        "twilio_from": NUMBER,
        "email_from": f"Bench town <{MAILBOX}>",
        "reply_domain": "reply.example.org",
        "public_url": "https://k.example.org",
        "secret_key": SECRET,
        "twilio_api_url": "http://127.0.0.1:1",
        "sendgrid_api_url": "http://127.0.0.1:1",
        "sender_rate": 1_000_000.0,
        **settings,
    }
    carriers = Carriers(text=PaperCarrier(NUMBER, "twilio"), email=PaperCarrier(MAILBOX, "sendgrid"))
    return Kit(Settings(**whole), carriers, Links(SECRET, whole["public_url"]))


@dataclass
class Watch:
    """What a stretch took: wall and this process's CPU in seconds, statements sent to the database."""

    wall: float = 0.0
    cpu: float = 0.0
    statements: int = 0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count what happens within, on top of what was counted before."""
        bound, original = database.obj, database.obj.execute_sql

        def counting(sql: str, *rest: Any, **options: Any) -> Any:
            self.statements += 1
            return original(sql, *rest, **options)

        bound.execute_sql = counting
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self.wall += time.perf_counter() - wall
            self.cpu += time.process_time() - cpu
            bound.execute_sql = original

    def line(self, what: str, count: int) -> str:
        """One line of the report: rates for ``count`` things done."""
        wall, cpu = count / max(self.wall, 1e-9), count / max(self.cpu, 1e-9)
        each = self.statements / max(count, 1)
        return f"{what}: {count} in {self.wall:.2f} s, {wall:,.0f}/s ({cpu:,.0f} per CPU second), {each:.3f} statements each"
