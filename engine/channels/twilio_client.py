"""Twilio's own client at our base address, made once and shared by everything that speaks to Twilio."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from engine.channels.carrier import Outcome
from engine.channels.codes import classify_twilio
from engine.channels.failures import classify_break
from engine.settings import Settings

PROVIDER = "twilio"


class TwilioClient:
    """One per process; threads share it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._last = threading.local()

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the last answer that this thread got; the client's exceptions drop them."""
        found: Mapping[str, str] = getattr(self._last, "headers", {})
        return found

    @property
    def status(self) -> int | None:
        """The HTTP status of the last answer that this thread got: what is raised for a list does not have it."""
        found: int | None = getattr(self._last, "status", None)
        return found

    @cached_property
    def rest(self) -> Any:
        # Imported here because the REST client takes 150 to 600 ms and 30 MB that the web process never needs.
        from twilio.http.http_client import TwilioHttpClient
        from twilio.rest import Client

        base, last = urlsplit(self._settings.twilio_api_url), self._last

        class _Http(TwilioHttpClient):  # type: ignore[misc]  # the library ships no types
            """Twilio's own client at our base address; it keeps the headers, which its exceptions drop."""

            def request(self, method: str, url: str, *args: Any, **options: Any) -> Any:
                last.headers, last.status = {}, None
                moved = urlsplit(url)._replace(scheme=base.scheme, netloc=base.netloc)
                answer = super().request(method, urlunsplit(moved), *args, **options)
                last.headers, last.status = answer.headers or {}, answer.status_code
                return answer

        http = _Http(timeout=self._settings.provider_timeout)
        return Client(self._settings.twilio_account_sid, self._settings.twilio_auth_token, http_client=http)

    def failed(self, error: Exception) -> Outcome:
        """What a call that raised means: Twilio's own refusal by its code, else a break of the network."""
        from twilio.base.exceptions import TwilioException

        if not isinstance(error, TwilioException):
            return Outcome(classify_break(error), PROVIDER, message=f"{type(error).__name__}: {error}"[:300])
        code = getattr(error, "code", None)
        return Outcome(
            classify_twilio(code, getattr(error, "status", None) or self.status),
            PROVIDER,
            code=code,
            message=str(getattr(error, "msg", "") or error),
            retry_after=_asked_wait(self.headers),
        )


def _asked_wait(headers: Mapping[str, str]) -> timedelta | None:
    value = str(headers.get("Retry-After", ""))
    return timedelta(seconds=int(value)) if value.isascii() and value.isdigit() else None
