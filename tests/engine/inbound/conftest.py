"""A published community, and texts and mails that come in and are understood at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine.channels import Carriers, Kit
from engine.inbound import Received, drain, receive
from engine.links import Links
from engine.models import Confirmation, Delivery, Inbound, Member, Thread
from engine.models.sending import SENT
from engine.publishing import publish
from engine.settings import Settings

OURS = "+13125550199"
FILES = {
    "workflows/community.yaml": "name: The Tuesday Team\nhost: Rosa\ntimezone: America/Chicago\n",
    "workflows/welcome.yaml": """start: joined
steps:
  - send: welcome
  - ask: how-are-you
    within: 2 days
    answers:
      yes, good:
        - send: glad
      no:
        - tell: host
""",
    "workflows/listen.yaml": "start: text LISTEN, HEAR\nsteps:\n  - send: glad\n",
    "workflows/first-sale.yaml": """start: event first-sale
steps:
  - praise: first-sale-praise
    to: everyone
""",
    "messages/welcome.txt": "Welcome!",
    "messages/how-are-you.txt": "How are you getting on?",
    "messages/glad.txt": "So glad.",
    "messages/first-sale-praise.txt": "{{ first_name }} made a first sale!",
    "messages/answers/when-is-the-call.txt": "---\nasked:\n  - when is the call\n  - what time is the call\n---\nTuesdays at 7pm.",
}


@dataclass
class Town:
    """``text`` and ``mail`` return what the words were understood as."""

    kit: Kit
    now: datetime
    counted: int = 0
    results: list[str] = field(default_factory=list)

    def text(self, who: Member | str, words: str, **more: Any) -> str:
        value = who if isinstance(who, str) else who.addresses.where(_phone()).get().value
        return self._came(channel="text", from_value=value, to_value=OURS, text=words, **more)

    def mail(self, sender: str, words: str, **more: Any) -> str:
        return self._came(provider="sendgrid", channel="email", from_value=sender, text=words, **more)

    def _came(self, provider: str = "twilio", **values: Any) -> str:
        self._asks_left()
        self.counted += 1
        row = receive(Received(provider=provider, provider_id=f"SM{self.counted:032x}", **values), self.now)
        assert row is not None
        drain(self.kit, self.now)
        understood: str = Inbound.get_by_id(row.id).understood_as
        return understood

    def _asks_left(self) -> None:
        """Asks for a yes have reached their people."""
        asks = Delivery.cause.startswith("approval:") & (Delivery.state == "queued")
        Delivery.update(state=SENT, sent_at=Delivery.created_at).where(asks).execute()

    def word(self, member: Member) -> str:
        """The word that they were asked for last."""
        asked = Confirmation.select().where(
            (Confirmation.member == member.id) & (Confirmation.state == "open")
        )
        word: str = asked.order_by(Confirmation.id.desc()).get().word
        return word

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    def told(self, member: Member) -> list[str]:
        """What is queued for a member in words, oldest first; a manager's message by its name."""
        rows = Delivery.select().where(Delivery.member == member.id).order_by(Delivery.id)
        return [row.message or row.body for row in rows if row.state != "cancelled"]

    def sent(self) -> None:
        """Everything queued has left, as far as the walks know."""
        from engine import runner

        for row in Delivery.select().where(Delivery.state == "queued"):
            Delivery.update(state=SENT, sent_at=self.now).where(Delivery.id == row.id).execute()
            if row.enrollment_id:
                from engine.outbox.leaving import left

                left([row.enrollment_id], SENT, self.now)
        runner.drain_due(self.now)


def _phone() -> Any:
    from engine.models import Address

    return Address.channel == "phone"


@pytest.fixture
def kit() -> Kit:
    settings = Settings(twilio_from=OURS, email_from="The Team <hello@example.org>", secret_key="s" * 40)
    return Kit(settings, Carriers(), Links("s" * 40, "http://localhost:8000"))


@pytest.fixture
def make_town(db: str, kit: Kit, now: datetime) -> Callable[..., Town]:
    def make(**files: str) -> Town:
        found = publish({name: words.encode() for name, words in {**FILES, **files}.items()}, now, "the test")
        assert not [one for one in found.findings if one.level == "error"], found.findings
        return Town(kit, now + timedelta(minutes=1))

    return make


@pytest.fixture
def town(make_town: Callable[..., Town]) -> Town:
    return make_town()


@pytest.fixture
def thread_of() -> Callable[[Member], Thread]:
    def find(member: Member) -> Thread:
        return Thread.select().where(Thread.member == member.id).order_by(Thread.id.desc()).get()

    return find


__all__ = ["SimpleNamespace", "replace"]
