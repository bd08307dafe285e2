"""Calls by Twilio, through its own client.

Twilio documents no idempotency key for calls either: every attempt carries its token in the address that says
what is to be heard and in that of its status callback. An attempt in doubt is looked for by number and time.
"""

from __future__ import annotations

from typing import Any

from engine.channels.carrier import Lookup, Outcome, Outgoing, Sighting, Unsure
from engine.channels.sighting import LOOKED_AT, sighted
from engine.channels.twilio_client import PROVIDER, TwilioClient
from engine.links import Links
from engine.settings import Settings

PLUS = "+"
RINGS_FOR = 40  # seconds; most answering machines take a call after 20 to 30
LONGEST = 3600  # seconds of one call; a recorded weekly call fits
EVENTS = ["initiated", "ringing", "answered", "completed"]
OUTBOUND = "outbound-api"  # placed by us; not what somebody dialled, nor a leg of a conversation


class TwilioPhoneCarrier:
    """Rings people from our number and finds such calls again. One per process; threads share it."""

    provider = PROVIDER

    def __init__(self, settings: Settings, links: Links, client: TwilioClient) -> None:
        self._settings = settings
        self._links = links
        self._client = client

    def sender_for(self, known: str) -> str:
        """``TWILIO_FROM``; where that is a Messaging Service, which cannot ring, the number it was seen to use."""
        ours = self._settings.twilio_from
        if ours.startswith(PLUS):
            return ours
        return known if known.startswith(PLUS) else ""

    def send(self, outgoing: Outgoing) -> Outcome:
        try:
            call = self._client.rest.calls.create(
                to=outgoing.to,
                from_=outgoing.sender,
                url=self._links.ringing(outgoing.token),
                method="POST",
                status_callback=self._links.status_callback(outgoing.token),
                status_callback_method="POST",
                status_callback_event=EVENTS,
                machine_detection="DetectMessageEnd",
                timeout=RINGS_FOR,
                time_limit=LONGEST,
            )
        except Exception as error:  # noqa: BLE001  the network's faults come as any of a dozen classes
            return self._client.failed(error)
        return Outcome("accepted", PROVIDER, provider_id=str(call.sid), status=str(call.status or ""))

    def find(self, lookup: Lookup) -> Sighting:
        """Look among our latest calls to that number. A call has no words to be known by: whichever of those
        found another delivery owns is sorted out by whoever asks."""
        try:
            latest = self._client.rest.calls.list(
                to=lookup.to, from_=lookup.sender, limit=LOOKED_AT, page_size=LOOKED_AT
            )
        except Exception:  # noqa: BLE001  no answer is no evidence, whatever the reason
            return Unsure()
        return sighted(latest[::-1], lookup, _is_ours)  # it lists the newest first


def _is_ours(call: Any) -> bool:
    return str(call.direction or "") == OUTBOUND
