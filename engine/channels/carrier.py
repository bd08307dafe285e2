"""What the outbox hands to a carrier, and what it gets back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from engine.channels.codes import Kind


@dataclass(frozen=True)
class Outgoing:
    """One message for one address, ready to go.

    ``token`` names this attempt and comes back in receipts; ``reply_token`` is what a reply to an email is
    recognised by; ``thread_seed`` groups emails of one walk; ``unsubscribe_link`` is set where the reader
    may end such mail; ``calendar`` is an .ics file.
    """

    token: str
    channel: str  # text, email, phone
    to: str
    sender: str
    body: str
    subject: str = ""
    html: str = ""
    reply_token: str = ""
    thread_seed: str = ""
    in_reply_to: str = ""
    unsubscribe_link: str = ""
    calendar: bytes | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one attempt. ``segments`` is the provider's own count, 0 where it gave none."""

    kind: Kind
    provider: str
    provider_id: str = ""
    status: str = ""
    code: int | None = None
    message: str = ""
    retry_after: timedelta | None = None
    segments: int = 0


@dataclass(frozen=True)
class Lookup:
    """An attempt in doubt: what was sent to whom, and when (machine time)."""

    token: str
    to: str
    sender: str
    body: str
    attempted_at: datetime


@dataclass(frozen=True)
class Found:
    """The provider has messages that fit, oldest first: ids, of which other deliveries may own some."""

    provider_ids: tuple[str, ...]


@dataclass(frozen=True)
class Absent:
    """The provider has no such message: it never arrived there."""


@dataclass(frozen=True)
class Unsure:
    """Nobody can say (yet)."""


Sighting = Found | Absent | Unsure


class Carrier(Protocol):
    """One channel by one provider. Safe to be called from several threads."""

    provider: str

    def sender_for(self, known: str) -> str:
        """Our number or mailbox to send from; ``known`` is the one the reader knows, empty for a new one."""
        ...

    def send(self, outgoing: Outgoing) -> Outcome:
        """Hand it to the provider. Never raises for what the provider or the network does."""
        ...

    def find(self, lookup: Lookup) -> Sighting:
        """Look for an attempt in doubt among what the provider has."""
        ...
