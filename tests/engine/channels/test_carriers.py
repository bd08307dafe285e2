"""The real clients of both providers against the sandbox, over loopback."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.channels import Absent, Found, Kit, Lookup, Outcome, Outgoing, Unsure, build
from engine.channels.twilio import TwilioCarrier
from engine.now import machine_now
from engine.settings import Settings
from sandbox.server import Sandbox

AMY = "+13125550142"


@pytest.fixture
def sandbox(tmp_path: Path, now: datetime) -> Iterator[Sandbox]:
    with Sandbox.start(
        tmp_path, web_url="http://127.0.0.1:9", hang_seconds=1.5, community_now=lambda: now
    ) as running:
        yield running


@pytest.fixture
def kit(sandbox: Sandbox) -> Kit:
    ours = sandbox.settings
    return build(
        Settings(
            twilio_account_sid=ours.account_sid,
            twilio_auth_token=ours.auth_token,
            twilio_from=ours.twilio_number,
            twilio_api_url=sandbox.url,
            sendgrid_api_key=ours.sendgrid_key,
            sendgrid_api_url=sandbox.url,
            email_from='"The Team; Chicago" <team@example.org>',
            reply_domain=ours.reply_domain,
            public_url="http://127.0.0.1:9",
            secret_key="a-secret-that-is-long-enough-for-tests",
            provider_timeout=1.0,
        )
    )


def text(kit: Kit, to: str = AMY, body: str = "Hello", **fields: Any) -> Outcome:
    carrier = kit.carriers.by("text")
    assert carrier is not None
    usual = {"sender": carrier.sender_for("")} | fields
    return carrier.send(Outgoing("ab" * 16 + "-1", "text", to, body=body, **usual))


def mail(kit: Kit, to: str = "amy@example.com", **fields: Any) -> Outcome:
    carrier = kit.carriers.by("email")
    assert carrier is not None
    usual = {"body": "Hello", "subject": "A word", "html": "<p>Hello</p>"} | fields
    return carrier.send(Outgoing("cd" * 16 + "-1", "email", to, sender="team@example.org", **usual))


def lookup(kit: Kit, to: str = AMY, body: str = "Hello", **fields: Any) -> Any:
    carrier = kit.carriers.by("text")
    assert carrier is not None
    usual = {"attempted_at": machine_now() - timedelta(seconds=5)} | fields
    return carrier.find(Lookup("t-1", to, carrier.sender_for(""), body, **usual))


def test_a_text_is_accepted_and_found_again(kit: Kit, sandbox: Sandbox) -> None:
    done = text(kit)
    assert (done.kind, done.status, done.segments) == ("accepted", "queued", 1)
    shown = sandbox.messages()[0]
    assert (shown["sid"], shown["recipient"], shown["body"]) == (done.provider_id, AMY, "Hello")
    assert lookup(kit) == Found((done.provider_id,))
    assert lookup(kit, body="Other words") == Absent()
    assert lookup(kit, attempted_at=machine_now() + timedelta(minutes=10)) == Absent()


def test_the_callback_carries_the_attempt(kit: Kit, sandbox: Sandbox) -> None:
    text(kit)
    form = sandbox.captured()[0]["body"]
    assert "StatusCallback=http%3A%2F%2F127.0.0.1%3A9%2Ftwilio%2Fstatus%3Ft%3D" + "ab" * 16 + "-1" in form


def test_a_messaging_service_chooses_the_number(kit: Kit, sandbox: Sandbox) -> None:
    done = text(kit, sender="MG" + "0" * 32)
    assert (done.kind, done.status) == ("accepted", "accepted"), done.message
    assert "MessagingServiceSid=MG" in sandbox.captured()[0]["body"]


@pytest.mark.parametrize(
    ("to", "kind", "code"),
    [
        ("+15005550001", "permanent", 21211),
        ("+15005550003", "configuration", 21408),
        ("+15005550004", "suppress", 21610),
        ("+15005550009", "permanent", 21614),
        ("+15005554290", "retry", 20429),
        ("+15005555001", "settle", 20500),
        ("+15005555003", "settle", 20503),
        ("+15005555041", "settle", None),
        ("+15005555050", "settle", None),
    ],
)
def test_what_twilios_refusals_become(kit: Kit, to: str, kind: str, code: int | None) -> None:
    done = text(kit, to)
    assert (done.kind, done.code) == (kind, code)
    assert done.message


@pytest.mark.parametrize(("to", "taken"), [("+15005555050", True), ("+15005555051", False)])
def test_a_cut_connection_is_told_apart_by_looking(kit: Kit, to: str, taken: bool) -> None:
    assert text(kit, to).kind == "settle"
    assert isinstance(lookup(kit, to), Found if taken else Absent)


def test_nobody_there_is_certainly_not_sent(kit: Kit) -> None:
    nowhere = replace(
        kit.settings, twilio_api_url="http://127.0.0.1:9", sendgrid_api_url="http://127.0.0.1:9"
    )
    away = build(nowhere)
    assert text(away).kind == "retry"
    assert mail(away).kind == "retry"
    assert lookup(away) == Unsure()


def test_a_wrong_key_is_our_configuration(kit: Kit) -> None:
    wrong = build(replace(kit.settings, twilio_auth_token="wrong", sendgrid_api_key="SG.wrong"))
    assert text(wrong).kind == "configuration"
    assert mail(wrong).kind == "configuration"


def test_retry_after_is_kept_although_the_client_drops_it(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    from twilio.http.http_client import TwilioHttpClient
    from twilio.http.response import Response

    busy = Response(
        429, '{"code": 20429, "message": "Too Many Requests", "status": 429}', {"Retry-After": "7"}
    )
    monkeypatch.setattr(TwilioHttpClient, "request", lambda *_, **__: busy)
    assert text(kit).retry_after == timedelta(seconds=7)


def test_a_mail_is_for_one_reader_alone(kit: Kit, sandbox: Sandbox) -> None:
    done = mail(
        kit,
        reply_token="ef" * 16,
        thread_seed="walk-1",
        unsubscribe_link="https://k.example.org/u/x",
        calendar=b"BEGIN:VCALENDAR",
    )
    assert (done.kind, done.status) == ("accepted", "accepted"), done.message
    assert done.provider_id
    import json

    body = json.loads(sandbox.captured()[0]["body"])
    assert body["personalizations"] == [{"to": [{"email": "amy@example.com"}]}]
    assert body["from"]["name"] == "The Team  Chicago"
    assert body["custom_args"] == {"kindling_token": "cd" * 16 + "-1"}
    assert body["reply_to"]["email"] == f"r+{'ef' * 16}@{sandbox.settings.reply_domain}"
    assert body["headers"]["List-Unsubscribe"] == "<https://k.example.org/u/x>"
    assert body["headers"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "References" in body["headers"]
    assert [part["type"] for part in body["content"]] == ["text/plain", "text/html"]
    assert base64.b64decode(body["attachments"][0]["content"]) == b"BEGIN:VCALENDAR"
    assert body["tracking_settings"]["click_tracking"]["enable"] is False


def test_a_second_attempt_is_the_same_mail_to_a_mail_program(kit: Kit, sandbox: Sandbox) -> None:
    import json

    mail(kit, reply_token="ef" * 16)
    mail(kit, reply_token="ef" * 16)
    first, second = (json.loads(one["body"])["headers"]["Message-ID"] for one in sandbox.captured())
    assert first == second


@pytest.mark.parametrize(
    ("word", "kind"),
    [("429", "retry"), ("500", "settle"), ("503", "settle"), ("timeout", "settle"), ("reset", "settle")],
)
def test_what_sendgrids_refusals_become(kit: Kit, word: str, kind: str) -> None:
    assert mail(kit, f"amy+{word}@magic.example").kind == kind


def test_two_threads_do_not_mix_their_answers(kit: Kit) -> None:
    from concurrent.futures import ThreadPoolExecutor

    numbers = [AMY, "+15005550001", "+15005550004"] * 5
    with ThreadPoolExecutor(8) as pool:
        kinds = list(pool.map(lambda to: text(kit, to).kind, numbers))
    assert kinds == ["accepted", "permanent", "suppress"] * 5


def test_the_clients_are_not_loaded_before_they_are_used() -> None:
    import subprocess
    import sys

    script = (
        "import sys, engine.channels; print([m for m in sys.modules if m in ('twilio.rest', 'sendgrid')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert TwilioCarrier.provider == "twilio"
