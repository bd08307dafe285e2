"""One round of all examinations, from the ground up: what stands on something broken is not asked about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from engine.doctor import conversations, foundations, providers
from engine.doctor.result import Result
from engine.models.instance import community_time
from engine.settings import Settings


def examine(
    here: Settings,
    environ: Mapping[str, str],
    machine_now: datetime,
    *,
    fix: bool = False,
    confirming: bool = False,
) -> Iterator[Result]:
    """Look at everything; the database is open. ``fix`` sets Twilio's webhook addresses, ``confirming`` says that
    this installation is the real one."""
    yield from foundations.settings(here)
    unreachable = foundations.reachable()
    if unreachable is not None:
        yield unreachable
    else:
        yield from _database(here, environ, machine_now, confirming)
    yield foundations.redis(here)
    yield from providers.twilio(here, fix)
    yield from providers.sendgrid(here)


def _database(
    here: Settings, environ: Mapping[str, str], machine_now: datetime, confirming: bool
) -> Iterator[Result]:
    tables = foundations.tables()
    yield tables
    yield from foundations.lasting(here, environ)
    if tables.level == "ok":
        yield foundations.home(here, confirming)
        yield foundations.clock(machine_now)
        yield foundations.published()
        yield from providers.senders()
        yield from foundations.pins_tried(community_time())
        yield from conversations.waiting(community_time())
