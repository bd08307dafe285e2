"""A real pretend carrier whose webhooks find nobody: the web process is down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from engine.channels import Kit, build
from engine.models import Inbound
from engine.now import machine_now
from engine.publishing import publish
from engine.recovery import Recovered, recover
from engine.services import ports
from engine.settings import Settings
from sandbox.server import Sandbox

OURS = "+13125550199"
FILES = {
    "workflows/community.yaml": b"name: The Tuesday Team\ntimezone: America/Chicago\nhours: any time\nlaw: none\n",
    "messages/hello.txt": b"Hello {{ first_name }}\n",
}


@dataclass
class Outage:
    """What tests do while nobody listens; ``later`` is how far the machine's time has been moved."""

    sandbox: Sandbox
    kit: Kit
    now: datetime
    later: timedelta = timedelta(0)

    @property
    def machine_now(self) -> datetime:
        return machine_now() + self.later

    def text(self, phone: str, words: str) -> None:
        """A text comes in, and its webhook finds the door closed."""
        assert self.sandbox.text(phone, words) is None

    def look(self, **later: float) -> Recovered:
        """Look back, so much later than the last time."""
        self.later += timedelta(**later)
        return recover(self.kit, now=self.now + self.later, machine_now=self.machine_now)

    def recorded(self) -> list[str]:
        """The words that are recorded, in the order in which they will be understood."""
        return [row.text for row in Inbound.select().order_by(Inbound.id)]

    def asked(self, part: str) -> int:
        """How many requests with ``part`` in their path were made."""
        return sum(part in urlsplit(one["path"]).path for one in self.sandbox.captured())

    def with_sender(self, sender: str) -> Kit:
        return build(replace(self.kit.settings, twilio_from=sender))


@pytest.fixture
def outage(db: str, now: datetime, tmp_path: Path) -> Iterator[Outage]:
    nobody = f"http://127.0.0.1:{ports.private()}"
    with Sandbox.start(tmp_path / "sandbox", web_url=nobody, twilio_number=OURS) as sandbox:
        settings = Settings(
            twilio_account_sid=sandbox.settings.account_sid,
            twilio_auth_token=sandbox.settings.auth_token,
            twilio_from=OURS,
            twilio_api_url=sandbox.url,
            sendgrid_api_url=sandbox.url,
            public_url=nobody,
            secret_key="k" * 48,
            sender_rate=100.0,
            database_url=db,
        )
        publish(FILES, now, by="test")
        yield Outage(sandbox, build(settings), now)
