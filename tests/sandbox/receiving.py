"""A small web process that checks every signature with the providers' own validators, and what tests send."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, jsonify, request
from sendgrid.helpers.eventwebhook import EventWebhook
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator

from sandbox.server import TEST_KEYS

ANA = "+13125550142"
BEN = "+12125550119"
SILENT = "<Response/>"


@dataclass
class Web:
    """What arrived at each path, and what the web process answers; every request's signature was checked."""

    arrived: list[tuple[str, Any]] = field(default_factory=list)
    answers: dict[str, tuple[str, int]] = field(default_factory=dict)
    sounds: dict[str, bytes] = field(default_factory=dict)
    content_type: str = "text/xml"
    forged: list[str] = field(default_factory=list)
    offset: timedelta = timedelta()
    keys: dict[str, str] = field(default_factory=dict)
    url: str = ""

    def at(self, path: str) -> list[Any]:
        """What arrived at one path, in order."""
        return [what for where, what in self.arrived if where == path]

    @property
    def now(self) -> datetime:
        return datetime(2026, 11, 23, 21, 0, tzinfo=UTC) + self.offset


def receiver(web: Web) -> Flask:
    app = Flask("receiver")

    @app.route("/sandbox/clock", methods=["GET", "POST"])
    def clock() -> Response:
        wish = request.get_json(silent=True) or {}
        if "to" in wish:
            web.offset += datetime.fromisoformat(wish["to"]) - web.now
        web.offset += timedelta(seconds=wish.get("by_seconds", 0))
        return jsonify(now=web.now.isoformat(), timezone="America/Chicago", moving=False, target=None)

    @app.get("/<path:path>")
    def sound(path: str) -> Response:
        if not _twilio_signature(web):
            web.forged.append(path)
        web.arrived.append(("/" + path, request.args.to_dict()))
        return Response(web.sounds["/" + path], mimetype="audio/wav")

    @app.post("/<path:path>")
    def anything(path: str) -> Response:
        raw = request.get_data()
        if path.startswith("sendgrid"):
            good, what = _mail_signature(web, path, raw), _mail_content(path, raw)
        else:
            good, what = _twilio_signature(web), request.form.to_dict()
        if not good:
            web.forged.append(path)
        web.arrived.append(("/" + path, what))
        body, status = web.answers.get("/" + path, (SILENT, 200))
        return Response(body, status=status, mimetype=web.content_type)

    return app


def _twilio_signature(web: Web) -> bool:
    if request.path.startswith("/u/"):
        return "X-Twilio-Signature" not in request.headers
    validator = RequestValidator(TEST_KEYS["auth_token"])
    given = request.headers.get("X-Twilio-Signature", "")
    return bool(validator.validate(web.url + request.full_path.removesuffix("?"), request.form, given))


def _mail_signature(web: Web, path: str, raw: bytes) -> bool:
    prefix = "X-Twilio-Email-Event-Webhook"
    key = web.keys["events" if path.endswith("events") else "inbound"]
    signature, stamp = request.headers[f"{prefix}-Signature"], request.headers[f"{prefix}-Timestamp"]
    return bool(EventWebhook(key).verify_signature(raw.decode(), signature, stamp))


def _mail_content(path: str, raw: bytes) -> Any:
    if path.endswith("events"):
        return request.get_json()
    return {**request.form.to_dict(), **{name: file.read() for name, file in request.files.items()}}


class Loopback(TwilioHttpClient):  # type: ignore[misc]  # the library ships no types
    """The real client's transport, led to the sandbox."""

    def __init__(self, base: str) -> None:
        super().__init__(timeout=5)
        self.base = urlsplit(base)
        self.session.trust_env = False

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        led = urlsplit(url)._replace(scheme=self.base.scheme, netloc=self.base.netloc).geturl()
        return super().request(method, led, *args, **kwargs)


def mail_to(*addresses: str, **more: Any) -> dict[str, Any]:
    """A mail/send body with one personalization for each address."""
    return {
        "personalizations": [{"to": [{"email": address}]} for address in addresses],
        "from": {"email": "rosa@kindling.example", "name": "Rosa"},
        "reply_to": {"email": "r+k3y@reply.localhost"},
        "subject": "Tuesday's call",
        "content": [{"type": "text/plain", "value": "Hello,\nuntil Tuesday."}],
        **more,
    }
