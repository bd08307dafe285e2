"""Texts by Twilio, through its own client.

Twilio documents no idempotency key for messages, so every attempt carries its token in the address of the
status callback, and an attempt in doubt is looked for by recipient, time and words.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from engine.channels.carrier import Absent, Found, Lookup, Outcome, Outgoing, Sighting, Unsure
from engine.channels.codes import classify_twilio
from engine.channels.failures import classify_break
from engine.links import Links
from engine.settings import Settings

PROVIDER = "twilio"
SERVICE = "MG"  # a Messaging Service chooses the number itself
LOOKED_AT = 50  # latest messages to one number; more than anybody gets within a quiet period
CLOCKS_APART = timedelta(seconds=90)  # between Twilio's clock, which counts whole seconds, and ours


class TwilioCarrier:
    """Sends texts from ``TWILIO_FROM`` and finds them again. One per process; threads share it."""

    provider = PROVIDER

    def __init__(self, settings: Settings, links: Links) -> None:
        self._settings = settings
        self._links = links
        self._last = threading.local()

    def sender_for(self, known: str) -> str:
        """The number the reader knows while it is ours, else what is configured.

        A known number matters only where several are ours, which a Messaging Service keeps track of itself.
        """
        return self._settings.twilio_from

    def send(self, outgoing: Outgoing) -> Outcome:
        from twilio.base.exceptions import TwilioException

        try:
            message = self.client.messages.create(**self._fields(outgoing))
        except TwilioException as error:
            return self._refused(error)
        except Exception as error:  # noqa: BLE001  the network's faults come as any of a dozen classes
            return Outcome(classify_break(error), PROVIDER, message=_sentence(error))
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
        fitting = [one for one in latest if _fits(one, lookup)]
        if fitting:
            fitting.sort(key=lambda one: one.date_created)
            return Found(tuple(str(one.sid) for one in fitting))
        reached_back = len(latest) < LOOKED_AT or any(_created(one) < lookup.attempted_at for one in latest)
        return Absent() if reached_back else Unsure()

    def _fields(self, outgoing: Outgoing) -> dict[str, Any]:
        sender = "messaging_service_sid" if outgoing.sender.startswith(SERVICE) else "from_"
        callback = self._links.status_callback(outgoing.token)
        return {
            "to": outgoing.to,
            "body": outgoing.body,
            "status_callback": callback,
            sender: outgoing.sender,
        }

    def _refused(self, error: Exception) -> Outcome:
        code = getattr(error, "code", None)
        status = getattr(error, "status", None)
        return Outcome(
            classify_twilio(code, status),
            PROVIDER,
            code=code,
            message=str(getattr(error, "msg", "") or error),
            retry_after=_retry_after(getattr(self._last, "headers", {})),
        )

    @cached_property
    def client(self) -> Any:
        # Imported here because the REST client takes 150 to 600 ms and 30 MB that the web process never needs.
        from twilio.http.http_client import TwilioHttpClient
        from twilio.rest import Client

        base, last = urlsplit(self._settings.twilio_api_url), self._last

        class _Http(TwilioHttpClient):  # type: ignore[misc]  # the library ships no types
            """Twilio's own client at our base address; it keeps the headers, which its exceptions drop."""

            def request(self, method: str, url: str, *args: Any, **options: Any) -> Any:
                last.headers = {}
                moved = urlsplit(url)._replace(scheme=base.scheme, netloc=base.netloc)
                answer = super().request(method, urlunsplit(moved), *args, **options)
                last.headers = answer.headers or {}
                return answer

        http = _Http(timeout=self._settings.provider_timeout)
        return Client(self._settings.twilio_account_sid, self._settings.twilio_auth_token, http_client=http)


def _fits(message: Any, lookup: Lookup) -> bool:
    outbound = str(message.direction or "").startswith("outbound")
    same = str(message.body or "").strip() == lookup.body.strip()
    return outbound and same and _created(message) >= lookup.attempted_at - CLOCKS_APART


def _created(message: Any) -> datetime:
    created: datetime = message.date_created or datetime.min.replace(tzinfo=UTC)
    return created


def _retry_after(headers: Any) -> timedelta | None:
    value = str(headers.get("Retry-After", ""))
    return timedelta(seconds=int(value)) if value.isascii() and value.isdigit() else None


def _sentence(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]
