"""Texts by Twilio, through its own client.

Twilio documents no idempotency key for messages, so every attempt carries its token in the address of the
status callback, and an attempt in doubt is looked for by recipient, time and words.
"""

from __future__ import annotations

from typing import Any

from engine.channels.carrier import Lookup, Outcome, Outgoing, Sighting, Unsure
from engine.channels.sighting import LOOKED_AT, sighted
from engine.channels.twilio_client import PROVIDER, TwilioClient
from engine.links import Links
from engine.settings import Settings

SERVICE = "MG"  # a Messaging Service chooses the number itself


class TwilioCarrier:
    """Sends texts from ``TWILIO_FROM`` and finds them again. One per process; threads share it."""

    provider = PROVIDER

    def __init__(self, settings: Settings, links: Links, client: TwilioClient | None = None) -> None:
        self._settings = settings
        self._links = links
        self._client = client or TwilioClient(settings)

    def sender_for(self, known: str) -> str:
        """The number the reader knows while it is ours, else what is configured.

        A known number matters only where several are ours, which a Messaging Service keeps track of itself.
        """
        return self._settings.twilio_from

    def send(self, outgoing: Outgoing) -> Outcome:
        try:
            message = self.client.messages.create(**self._fields(outgoing))
        except Exception as error:  # noqa: BLE001  the network's faults come as any of a dozen classes
            return self._client.failed(error)
        return Outcome(
            "accepted",
            PROVIDER,
            provider_id=str(message.sid),
            status=str(message.status or ""),
            segments=int(message.num_segments or 0),
        )

    def find(self, lookup: Lookup) -> Sighting:
        """Look among the latest messages to that number. The list's own date filter is not used: it goes by
        when a message was sent, and one that still waits in Twilio's queue would be missed."""
        try:
            latest = self.client.messages.list(to=lookup.to, limit=LOOKED_AT, page_size=LOOKED_AT)
        except Exception:  # noqa: BLE001  no answer is no evidence, whatever the reason
            return Unsure()
        return sighted(latest, lookup, lambda one: _says(one, lookup.body))

    def _fields(self, outgoing: Outgoing) -> dict[str, Any]:
        sender = "messaging_service_sid" if outgoing.sender.startswith(SERVICE) else "from_"
        callback = self._links.status_callback(outgoing.token)
        return {
            "to": outgoing.to,
            "body": outgoing.body,
            "status_callback": callback,
            sender: outgoing.sender,
        }

    @property
    def client(self) -> Any:
        return self._client.rest


def _says(message: Any, body: str) -> bool:
    outbound = str(message.direction or "").startswith("outbound")
    return outbound and str(message.body or "").strip() == body.strip()
