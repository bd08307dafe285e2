"""The whole river in one process: the real web app and the sandbox carrier over loopback HTTP, time moved by hand.

The community's time stands still between two moves, whatever the machine's does meanwhile: the same play ends the
same, to the second.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from app import create_app
from engine.channels import Kit, build
from engine.jobs.hands import StoredHands
from engine.models import Instance, database
from engine.now import EPOCH, MILLISECOND
from engine.publishing import collect, publish
from engine.services import ports
from engine.settings import Settings
from handlers.doors import community_now
from sandbox.server import Running, Sandbox, serve

ROOT = Path(__file__).parents[1]
OURS = "+13125550199"
API_KEY = "the-key-of-the-api"
HELD_CLOCK = "engine.models.instance.community_now"


@dataclass(frozen=True)
class Loopback:
    """What stands there while it is open."""

    kit: Kit
    sandbox: Sandbox
    web: Running
    hands: HeldHands


class HeldHands(StoredHands):
    """The community's time is what it was moved to, exactly."""

    def move_to(self, instant: datetime) -> None:
        ahead = (instant - EPOCH) // MILLISECOND
        Instance.update(offset_ms=ahead).where(Instance.offset_ms < ahead).execute()


def _held(offset: timedelta) -> datetime:
    return EPOCH + offset


@contextmanager
def loopback(database_url: str, folder: Path, now: datetime, *, rate: float = 100.0) -> Iterator[Loopback]:
    """The shipped community, published at ``now`` in the empty database that is open already, and nobody in it."""
    with mock.patch(HELD_CLOCK, _held):
        Instance.update(offset_ms=(now - EPOCH) // MILLISECOND).execute()
        port = ports.next_free(random.randrange(20_000, 29_000))
        sandbox = Sandbox.start(
            folder / "sandbox",
            web_url=f"http://127.0.0.1:{port}",
            twilio_number=OURS,
            community_now=community_now,
        )
        settings = settings_of(
            sandbox, database_url, folder, port, rate, calls_per_second=rate, log_level="WARNING"
        )
        web = serve(create_app(settings, ring=lambda bell: None), port=port)
        try:
            database.connect(reuse_if_open=True)
            publish(collect(settings.workflows_dir, settings.messages_dir), now, by="benchmark")
            yield Loopback(build(settings), sandbox, web, HeldHands())
        finally:
            web.stop()
            sandbox.stop()


def settings_of(
    sandbox: Sandbox, database_url: str, folder: Path, port: int, rate: float, **more: Any
) -> Settings:
    """Those of the shipped community with ``sandbox`` for a carrier; ``more`` is set besides."""
    return Settings(
        twilio_account_sid=sandbox.settings.account_sid,
        twilio_auth_token=sandbox.settings.auth_token,
        twilio_from=OURS,
        twilio_api_url=sandbox.url,
        sendgrid_api_key=sandbox.settings.sendgrid_key,
        sendgrid_api_url=sandbox.url,
        sendgrid_events_public_key=sandbox.keys.events_public,
        sendgrid_inbound_public_key=sandbox.keys.inbound_public,
        email_from="Kindling <hello@kindling.example>",
        reply_domain=sandbox.settings.reply_domain,
        postal_address="Kindling, 1 Hearth Lane, Springfield, IL 62701",
        public_url=f"http://127.0.0.1:{port}",
        redis_url="redis://127.0.0.1:1/0",  # nobody is there, and nothing is lost
        secret_key="k" * 48,
        api_key=API_KEY,
        sender_rate=rate,
        database_url=database_url,
        data_dir=folder,
        workflows_dir=ROOT / "workflows",
        messages_dir=ROOT / "messages",
        **more,
    )
