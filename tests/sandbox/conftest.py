"""A sandbox over loopback, a web process that hears its webhooks, and both providers' real clients."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from sendgrid import SendGridAPIClient
from twilio.rest import Client

from sandbox.server import Running, Sandbox, serve
from tests.sandbox.receiving import Loopback, Web, receiver


@pytest.fixture
def web() -> Iterator[Web]:
    made = Web()
    running: Running = serve(receiver(made))
    made.url = running.url
    yield made
    running.stop()
    assert made.forged == []


@pytest.fixture
def sandbox(tmp_path: Path, web: Web) -> Iterator[Sandbox]:
    with Sandbox.start(tmp_path, web_url=web.url, hang_seconds=0.2) as running:
        web.keys = {"events": running.keys.events_public, "inbound": running.keys.inbound_public}
        yield running


@pytest.fixture
def twilio(sandbox: Sandbox) -> Iterator[Client]:
    http = Loopback(sandbox.url)
    yield Client(sandbox.settings.account_sid, sandbox.settings.auth_token, http_client=http)
    http.session.close()


@pytest.fixture
def sendgrid(sandbox: Sandbox) -> SendGridAPIClient:
    return SendGridAPIClient(sandbox.settings.sendgrid_key, host=sandbox.url)


@pytest.fixture
def browser(sandbox: Sandbox) -> Iterator[requests.Session]:
    """A visitor of the page who asks for JSON answers, as its script does."""
    with requests.Session() as session:
        session.trust_env = False
        session.headers["Accept"] = "application/json"
        yield session
