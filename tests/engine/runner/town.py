"""A small town to run workflows in: published files, carriers on paper, and time that only we move."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from engine import attendance, clock, fanout, outbox, runner, turns
from engine.channels import Carriers, Kit, PaperCarrier
from engine.links import Links
from engine.models import Enrollment, Inbound, Member, Trace
from engine.models.db import transaction
from engine.models.sending import BULK, NORMAL, URGENT
from engine.publishing import publish
from engine.settings import Settings
from tests.addresses import first_address

COMMUNITY = "name: The Tuesday Team\nhost: Rosa\ntimezone: America/Chicago\nhours: any time\nlaw: none\nat most: 50 a day\n"
SAYS = re.compile(r"(?:send|ask|with|praise|ring): ([\w-]+)|remind: ([\w-]+) after")
SECRET = "a-secret-that-is-long-enough-for-tests"

WELCOME = """
start: joined
stop when:
  event: first-sale
steps:
  - send: welcome
  - wait: 1 day
  - ask: how
    within: 2 days
    remind: nudge after 1 day
    save as: mood
    answers:
      yes, great:
        - send: glad
        - tag: keen
      no:
        - tell: host
      no answer:
        - send: still
  - send: onwards
"""


@dataclass
class Town:
    """``now`` is moved by ``go``; ``files`` are what the managers have written."""

    now: datetime
    rate: float = 1000.0
    community: str = COMMUNITY
    files: dict[str, str] = field(default_factory=dict)
    text: PaperCarrier = field(default_factory=lambda: PaperCarrier("+13125550199", "twilio"))
    phone: PaperCarrier = field(default_factory=lambda: PaperCarrier("+13125550199", "twilio"))
    email: PaperCarrier = field(default_factory=lambda: PaperCarrier("team@example.org", "sendgrid"))
    written: int = 0

    def publish(self, **workflows: str) -> None:
        """Publish workflows (``tuesday_call`` is tuesday-call.yaml), with a text for every message they name."""
        for name, text in workflows.items():
            self.files[f"workflows/{name.replace('_', '-')}.yaml"] = text
            for found in SAYS.findall(text):
                for message in filter(None, found):
                    self.files.setdefault(f"messages/{message}.txt", f"This is {message}.")
        whole = {"workflows/community.yaml": self.community, **self.files}
        found = publish({path: text.encode() for path, text in whole.items()}, self.now, "test")
        errors = [finding for finding in found.findings if finding.level == "error"]
        assert not errors, errors

    @property
    def kit(self) -> Kit:
        settings: dict[str, Any] = {
            "twilio_from": "+13125550199",
            "email_from": "The Team <team@example.org>",
            "reply_domain": "reply.example.org",
            "public_url": "https://k.example.org",
            "secret_key": SECRET,
            "sender_rate": self.rate,
        }
        links = Links(SECRET, settings["public_url"])
        return Kit(Settings(**settings), Carriers(text=self.text, email=self.email, phone=self.phone), links)

    def settle(self) -> None:
        """Let everything that is due now happen, until nothing more is."""
        for _ in range(60):
            attendance.drain(self.kit, self.now)
            bells = clock.tick(self.now, self.kit)
            if not bells & {"advance", "fanout", "urgent", "normal", "bulk"}:
                return
            with turns.without_hurry():
                fanout.drain(self.now)
                runner.drain_due(self.now)
                outbox.drain((URGENT, NORMAL, BULK), self.kit, now=self.now, machine_now=self.now)
        raise AssertionError(f"never quiet: {bells}")

    def go(self, until: datetime | timedelta) -> None:
        """Travel to a later instant, stopping wherever something is due."""
        target = until if isinstance(until, datetime) else self.now + until
        self.settle()
        while (due := clock.next_due(self.now)) is not None and due <= target:
            self.now = due
            self.settle()
        self.now = target
        self.settle()

    def enroll(self, name: str, member: Member, cause: str = "by hand", **options: Any) -> Enrollment | None:
        with transaction():
            return runner.enroll(name, member, cause, self.now, **options)

    def writes(self, member: Member, text: str, at: datetime | None = None, **fields: Any) -> Inbound:
        """Record a text of the member's, not yet understood."""
        self.written += 1
        address = first_address(member)
        values = {"member": member, "from_value": address.value, "received_at": at or self.now, **fields}
        return Inbound.create(
            provider="twilio", provider_id=f"SM{self.written}", channel="text", text=text, **values
        )

    def reply(self, member: Member, text: str, at: datetime | None = None) -> str | None:
        """Record a text and have it understood as a reply."""
        inbound = self.writes(member, text, at)
        with transaction():
            taken = runner.reply(member, inbound, self.now)
            Inbound.update(handled_at=self.now).where(Inbound.id == inbound.id).execute()
        return taken

    def report(self, member: Member, event: str, key: str) -> None:
        with transaction():
            runner.report(member, event, key, self.now)

    def texts(self, to: str | None = None) -> list[str]:
        """The last line of every text that left, oldest first."""
        sent = (outgoing for outgoing in self.text.sent if to is None or outgoing.to == to)
        return [named(outgoing.body) for outgoing in sent]


def named(body: str) -> str:
    """The message that a text of ``Town.publish`` is."""
    found = re.search(r"This is ([\w-]+)\.", body)
    return found[1] if found else body


def outcomes(rows: Iterable[Trace]) -> list[tuple[str, str]]:
    return [(row.step_key, row.outcome) for row in rows]
