"""One signed HTTP post to the web process, within the time limits of the provider we stand in for."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

from twilio.request_validator import RequestValidator
from urllib3 import PoolManager, Timeout
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from sandbox.clock import machine_now
from sandbox.keys import load_private, sign
from sandbox.settings import SandboxSettings

TWILIO_TIMEOUT = Timeout(connect=5, read=15)
"""Twilio's documented limits: 5 s to connect, 15 s to read."""
SENDGRID_TIMEOUT = Timeout(connect=5, read=30)
POOLS, POOL_SIZE = 4, 16
SIGNATURE = "X-Twilio-Email-Event-Webhook-Signature"
TIMESTAMP = "X-Twilio-Email-Event-Webhook-Timestamp"


@dataclass(frozen=True)
class Answer:
    """What came back: `status` None when nothing did; `unconnected` when not even a connection came about."""

    status: int | None
    error: str
    body: str = ""
    unconnected: bool = False
    content_type: str = ""

    @property
    def good(self) -> bool:
        """Whether it was a 2xx."""
        return self.status is not None and 200 <= self.status < 300


class Poster:
    """Signs and posts over kept-alive connections. May be used from many threads; no proxy ever comes between."""

    def __init__(self, settings: SandboxSettings, data_dir: Path) -> None:
        self._validator = RequestValidator(settings.auth_token)
        self._keys = {"event": load_private(data_dir, "events"), "mail": load_private(data_dir, "inbound")}
        self._pool = PoolManager(num_pools=POOLS, maxsize=POOL_SIZE)

    def post(
        self, kind: str, url: str, content_type: str, bodies: Sequence[bytes], method: str = "POST"
    ) -> Answer:
        """Post one webhook; several `bodies` are events that go as one JSON array. A GET carries its form in the URL."""
        body = b"[" + b",".join(bodies) + b"]" if kind == "event" else bodies[0]
        if method == "GET":
            url, body = f"{url.partition('#')[0]}{'&' if '?' in url else '?'}{body.decode()}", b""
        headers = {"Content-Type": content_type, **self._signature(kind, url, body)}
        timeout = SENDGRID_TIMEOUT if kind in self._keys else TWILIO_TIMEOUT
        try:
            got = self._pool.request(
                method,
                url.partition("#")[0],
                body=body,
                headers=headers,
                timeout=timeout,
                retries=False,
                redirect=False,
            )
        except (NewConnectionError, ConnectTimeoutError) as error:
            return Answer(None, type(error).__name__, unconnected=True)
        except HTTPError as error:
            return Answer(None, type(error).__name__)
        kind_of_page = got.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return Answer(got.status, "", got.data.decode("utf-8", "replace"), content_type=kind_of_page)

    def _signature(self, kind: str, url: str, body: bytes) -> dict[str, str]:
        if kind == "unsubscribe":
            return {}  # a mail program's own click (RFC 8058): no signature, no cookies
        if kind in self._keys:
            timestamp = str(int(machine_now().timestamp()))
            return {SIGNATURE: sign(self._keys[kind], timestamp, body), TIMESTAMP: timestamp}
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True))
        return {
            "X-Twilio-Signature": self._validator.compute_signature(url.partition("#")[0], fields),
            "I-Twilio-Idempotency-Token": str(uuid.uuid4()),
            "User-Agent": "TwilioProxy/1.1",
        }
