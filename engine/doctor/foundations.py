"""What everything stands on: the settings, the database, Redis, the clock, and what is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import peewee
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from engine import pins
from engine.doctor.disks import why_not_lasting
from engine.doctor.result import Result, ok, problem, warning
from engine.errors import SettingsError
from engine.models import database
from engine.models.db import is_postgres
from engine.models.instance import instance
from engine.models.migrating import pending
from engine.outbox import guard
from engine.published import NothingPublished, live
from engine.settings import Settings, require_service

LATE = timedelta(minutes=2)
SQLITE = "sqlite:///"
REDIS_SECONDS = 2


def settings(here: Settings) -> Iterator[Result]:
    try:
        require_service(here)
    except SettingsError as error:
        for one in error.errors:
            yield problem("settings", f"{one.name} {one.problem}", one.repair)
        return
    yield ok("settings", "everything a service needs is there")


def reachable() -> Result | None:
    """Why the database cannot be reached; None where it can."""
    try:
        database.connect(reuse_if_open=True)
        database.execute_sql("SELECT 1")
    except peewee.PeeweeException as error:
        said = str(error).strip().splitlines()[0]
        return problem(
            "database", f"it does not answer: {said}", "Look at DATABASE_URL, and whether it runs."
        )
    return None


def tables() -> Result:
    waiting = pending()
    if waiting:
        return problem(
            "database", f"its tables are not up to date ({len(waiting)} to do)", "Run: kindling migrate"
        )
    return ok("database", f"{'PostgreSQL' if is_postgres() else 'SQLite'}, up to date")


def lasting(here: Settings, environ: Mapping[str, str]) -> Iterator[Result]:
    """SQLite where the disk does not last would lose every member at the next release."""
    if here.database_url.startswith(SQLITE):
        why = why_not_lasting(Path(here.database_url.removeprefix(SQLITE)), environ)
        if why and not here.sandboxed:
            repair = "Set DATABASE_URL to a PostgreSQL, or mount a disk that lasts and put DATA_DIR on it."
            yield problem("database", f"everything would be lost: {why}", repair)
        elif why:
            yield warning(
                "database", f"good for trying things out only: {why}", "For real use see DATABASE_URL."
            )


def home(here: Settings, confirming: bool) -> Result:
    """A copy restored elsewhere sends nothing before somebody says that it is the real one."""
    if confirming:
        guard.confirm(here)
    known = instance().home
    if here.sandboxed or known == guard.fingerprint(here):
        return ok("home", "this is where this database sends from")
    if not known:  # asked of the row itself: only a worker that sends may settle it
        return ok("home", "this database has sent nothing yet; where it first does is its home")
    repair = (
        "If this is the real one: kindling doctor --this-is-production. The other one must be off by then."
    )
    return problem(
        "home", "this database belongs to another installation, so nothing is sent from here", repair
    )


def redis(here: Settings) -> Result:
    if not here.redis_url:
        return problem(
            "redis", "REDIS_URL is not set", "Set it, or start with `kindling up`, which brings its own."
        )
    retry = Retry(NoBackoff(), 0)
    client = Redis.from_url(
        here.redis_url, socket_timeout=REDIS_SECONDS, socket_connect_timeout=REDIS_SECONDS, retry=retry
    )
    try:
        client.ping()
    except RedisError as error:
        return problem("redis", f"it does not answer: {error}", "Look at REDIS_URL, and whether it runs.")
    finally:
        client.close()
    return ok("redis", "it answers")


def clock(machine_now: datetime) -> Result:
    """The clock's last look. Without it nothing that is due would be noticed."""
    beat = instance().clock_beat_at
    if beat is None:
        return warning("clock", "it has never looked at this database", "Start it: python worker.py --clock")
    lag = machine_now - beat
    if lag > LATE:
        return problem("clock", f"it last looked {_said(lag)} ago", "Start it: python worker.py --clock")
    return ok("clock", f"it looked {_said(lag)} ago")


def published() -> Result:
    try:
        found = live()
    except NothingPublished:
        return problem("workflows", "nothing is published", "Run: kindling publish")
    paused = sorted(name for name, one in found.workflows.items() if one.paused)
    running = len(found.workflows) - len(paused)
    said = f"{running} live" + (
        f"; paused, because their file is gone: {', '.join(paused)}" if paused else ""
    )
    return ok("workflows", said)


def pins_tried(now: datetime) -> Iterator[Result]:
    """So many wrong PINs that the phone line takes none from anybody."""
    until = pins.shut(now)
    if until is not None:
        said = f"too many were wrong: the phone line takes none until {until:%Y-%m-%d %H:%M} UTC"
        yield warning(
            "PINs", said, "It ends by itself; who leads from a number that is vouched for needs none."
        )


def _said(lag: timedelta) -> str:
    seconds = int(lag.total_seconds())
    return f"{seconds} seconds" if seconds < 120 else f"{seconds // 60:,} minutes"
