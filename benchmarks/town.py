"""A real town in a temporary folder: sandbox, Redis, workers and clock as processes, and members to write to."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import requests

from engine import consent
from engine.models import Address, Member, database
from engine.models.db import open_database, transaction
from engine.models.instance import community_time, instance
from engine.models.migrating import migrate
from engine.publishing import publish
from engine.services import ports
from engine.services.redis import own_redis

ROOT = Path(__file__).parents[1]
NUMBER = "+13125550100"
FILES = {
    "workflows/community.yaml": b"name: Kill town\ntimezone: America/Chicago\nhours: any time\nlaw: none\n"
    b"at most: 1000 a day\nspend limit: $100000 a day\n",
    "messages/hello.txt": b"Hello {{ first_name }}, this reaches you once.\n",
}


@dataclass
class Town:
    """Processes by name, and the environment they run in."""

    folder: Path
    env: dict[str, str]
    sandbox_url: str
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, *argv: str) -> None:
        log = (self.folder / f"{name}.log").open("ab")
        environment = {**os.environ, **self.env}
        self.processes[name] = subprocess.Popen(
            [sys.executable, *argv], cwd=ROOT, env=environment, stdout=log, stderr=log, process_group=0
        )
        log.close()

    def kill(self, name: str) -> None:
        """As a power cut would: -9, to the process and all it started."""
        process = self.processes.pop(name)
        if process.poll() is not None:
            raise RuntimeError(
                f"{name} ended by itself:\n{(self.folder / name).with_suffix('.log').read_text()}"
            )
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        for process in self.processes.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.processes.clear()


@contextmanager
def town(folder: Path, database_url: str, *, rate: float = 1000.0, mode: str = "clean") -> Iterator[Town]:
    """A town with nobody in it; everything it started is gone afterwards."""
    sandbox_port, web_port = ports.private(), ports.private()
    account, token, key = f"AC{secrets.token_hex(16)}", secrets.token_hex(16), f"SG.{secrets.token_hex(8)}"
    redis, redis_url = own_redis(folder)
    url = f"http://127.0.0.1:{sandbox_port}"
    env = {
        "TWILIO_ACCOUNT_SID": account,
        "TWILIO_AUTH_TOKEN": token,
        "TWILIO_FROM": NUMBER,
        "TWILIO_API_URL": url,
        "SENDGRID_API_URL": url,
        "PUBLIC_URL": f"http://127.0.0.1:{web_port}",
        "PORT": str(web_port),
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SECRET_KEY": secrets.token_urlsafe(48),
        "SENDER_RATE": str(rate),
        "PROVIDER_TIMEOUT": "2",
        "LEASE": "3",
        "QUIET_PERIOD": "4",  # a carrier on a busy machine may be that late with what was handed to it
        "DATA_DIR": str(folder),
        "WORKFLOWS_DIR": str(folder / "workflows"),
        "MESSAGES_DIR": str(folder / "messages"),
        "LOG_LEVEL": "WARNING",
    }
    for path, body in FILES.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)
    open_database(database_url)
    database.connect()
    migrate()
    instance()
    publish(FILES, community_time(), by="town")
    here = Town(folder, env, url)
    try:
        here.processes["redis"] = subprocess.Popen(redis.argv, stdout=subprocess.DEVNULL, process_group=0)
        here.start(
            "sandbox", "-m", "sandbox", "--port", str(sandbox_port), "--data", str(folder / "sandbox"),
            "--web-url", env["PUBLIC_URL"], "--account-sid", account, "--auth-token", token, "--sendgrid-key", key,
            "--twilio-number", NUMBER, "--reply-domain", "reply.localhost", "--mode", mode,
        )  # fmt: skip
        until(lambda: ports.answers(sandbox_port), 20)
        yield here
    finally:
        here.stop()


def until(true: Callable[[], bool], seconds: float, *, look: float = 0.05) -> None:
    """Wait for something that other processes bring about, looking every ``look`` seconds. Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not so after {seconds:g} s")
        time.sleep(look)


def settle_members(count: int, now: datetime) -> None:
    """``count`` members with a number each, and their consent."""
    for first in range(0, count, 200):
        with transaction():
            for number in range(first, min(first + 200, count)):
                member = Member.create(name=f"Member {number}", timezone="America/Chicago", joined_at=now)
                address = Address.create(
                    channel="phone", value=f"+1312{6_000_000 + number}", member=member, created_at=now,
                    kind="mobile", introduced_at=now,
                )  # fmt: skip
                consent.grant(address, how="import", evidence={"form": "town"}, now=now)


def texts_at_carrier(url: str) -> list[tuple[str, str]]:
    """(to, words) of every text the carrier has accepted, oldest first."""
    found = requests.get(f"{url}/_messages.json", timeout=30).json()["messages"]
    return [(row["recipient"], row["body"]) for row in found if row["direction"].startswith("outbound")]
