"""The web process in the test's own thread, with keys of its own and a bell that only counts."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from flask.testing import FlaskClient
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from app import create_app
from engine.models import database
from engine.models import db as databases
from engine.publishing import publish
from engine.settings import Settings

PUBLIC_URL = "http://localhost:8000"
TWILIO_TOKEN = "0123456789abcdef0123456789abcdef"
API_KEY = "a-key-for-the-api-0123"
COMMUNITY = b"name: The Tuesday Team\nhost: Rosa\ntimezone: America/Chicago\nfields: [shirt size]\nstages: [know, like]\n"

EVENTS_KEY = ec.generate_private_key(ec.SECP256R1())
MAIL_KEY = ec.generate_private_key(ec.SECP256R1())


def public(key: ec.EllipticCurvePrivateKey) -> str:
    encoding, form = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    return base64.b64encode(key.public_key().public_bytes(encoding, form)).decode()


class Browser(FlaskClient):
    """Asks as the world outside does: what answers finds no connection of the test's own, and opens what it needs."""

    def open(self, *args: Any, **options: Any) -> TestResponse:
        if database.is_closed() or database.in_transaction():
            return super().open(*args, **options)
        database.close()
        try:
            return super().open(*args, **options)
        finally:
            database.connect(reuse_if_open=True)


@dataclass
class Web:
    """A client that signs as the providers do; ``rung`` are the bells that were rung."""

    app: Flask
    client: FlaskClient
    settings: Settings
    rung: list[str] = field(default_factory=list)

    def twilio(self, path: str, form: Mapping[str, str], *, token: str = TWILIO_TOKEN) -> TestResponse:
        signature = RequestValidator(token).compute_signature(PUBLIC_URL + path, dict(form))
        return self.client.post(path, data=dict(form), headers={"X-Twilio-Signature": signature})

    def signed(
        self, path: str, body: bytes, content_type: str, key: ec.EllipticCurvePrivateKey
    ) -> TestResponse:
        stamp = "1795000000"
        signature = base64.b64encode(key.sign(stamp.encode() + body, ec.ECDSA(hashes.SHA256()))).decode()
        headers = {
            "X-Twilio-Email-Event-Webhook-Signature": signature,
            "X-Twilio-Email-Event-Webhook-Timestamp": stamp,
        }
        return self.client.post(path, data=body, content_type=content_type, headers=headers)

    def api(self, method: str, path: str, **options: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {API_KEY}", **options.pop("headers", {})}
        return self.client.open(path, method=method, headers=headers, **options)


@pytest.fixture
def make_web(db: str, now: datetime) -> Callable[..., Web]:
    """Make the web process with other settings: ``make_web(api_key="")``."""

    def make(**other: Any) -> Web:
        base = Settings(
            twilio_account_sid="AC" + "0" * 32,
            twilio_auth_token=TWILIO_TOKEN,
            twilio_from="+13125550199",
            twilio_api_url="http://localhost:9",
            sendgrid_api_url="http://localhost:9",
            sendgrid_events_public_key=public(EVENTS_KEY),
            sendgrid_inbound_public_key=public(MAIL_KEY),
            sendgrid_api_key="SG.test",
            email_from="The Team <hello@example.org>",
            postal_address="1 Hearth Lane, Springfield, IL 62701",
            reply_domain="reply.example.org",
            public_url=PUBLIC_URL,
            database_url=db,
            redis_url="redis://localhost:9/0",
            secret_key="a secret that is long enough for the tests",
            api_key=API_KEY,
        )
        databases.close_database()
        rung: list[str] = []
        settings = replace(base, **other)
        app = create_app(settings, ring=rung.append)
        app.test_client_class = Browser
        doors = app.extensions["kindling"]
        app.extensions["kindling"] = replace(doors, now=lambda: now)
        database.connect(reuse_if_open=True)
        return Web(app, app.test_client(), settings, rung)

    return make


@pytest.fixture
def web(make_web: Callable[..., Web], now: datetime) -> Web:
    """The web process over an empty community that is published."""
    made = make_web()
    publish({"workflows/community.yaml": COMMUNITY}, now, "the test")
    return made


@pytest.fixture
def mail_key() -> ec.EllipticCurvePrivateKey:
    return MAIL_KEY


@pytest.fixture
def events_key() -> ec.EllipticCurvePrivateKey:
    return EVENTS_KEY
