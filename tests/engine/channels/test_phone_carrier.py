"""Placing calls and finding them again: the real client against the sandbox, over loopback."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from engine.channels import Absent, Carrier, Found, Kit, Lookup, Outcome, Outgoing, Unsure, build
from engine.channels.phone import TwilioPhoneCarrier
from engine.channels.twilio import TwilioCarrier
from engine.links import Links
from engine.now import machine_now
from engine.settings import Settings
from sandbox.server import Sandbox

AMY, BOB = "+13125550142", "+13035550101"
TOKEN = "ab" * 16 + "-1"


@pytest.fixture
def sandbox(tmp_path: Path, now: datetime) -> Iterator[Sandbox]:
    with Sandbox.start(tmp_path, web_url="http://127.0.0.1:9", community_now=lambda: now) as running:
        yield running


def kit_for(sandbox: Sandbox, **other: Any) -> Kit:
    ours = sandbox.settings
    usual: dict[str, Any] = {
        "twilio_account_sid": ours.account_sid,
        "twilio_auth_token": ours.auth_token,
        "twilio_from": ours.twilio_number,
        "twilio_api_url": sandbox.url,
        "public_url": "http://127.0.0.1:9",
        "secret_key": "a-secret-that-is-long-enough-for-tests",
        "provider_timeout": 1.0,
    }
    return build(Settings(**{**usual, **other}))


def phone(kit: Kit) -> Carrier:
    found = kit.carriers.by("phone")
    assert found is not None
    return found


def ring(kit: Kit, to: str = AMY, token: str = TOKEN) -> Outcome:
    carrier = phone(kit)
    return carrier.send(Outgoing(token, "phone", to, carrier.sender_for(""), body="Hello"))


def lookup(kit: Kit, to: str = AMY, **fields: Any) -> Any:
    carrier = phone(kit)
    usual = {"attempted_at": machine_now() - timedelta(seconds=5)} | fields
    return carrier.find(Lookup(TOKEN, to, carrier.sender_for(""), "Hello", **usual))


def test_a_call_is_placed_with_its_token_in_both_addresses(sandbox: Sandbox) -> None:
    done = ring(kit_for(sandbox))
    assert (done.kind, done.provider) == ("accepted", "twilio")
    assert done.provider_id.startswith("CA")
    asked = next(one for one in sandbox.captured() if one["method"] == "POST" and "Calls" in one["path"])
    form = parse_qs(asked["body"])
    assert form["To"] == [AMY]
    assert form["From"] == [sandbox.settings.twilio_number]
    assert form["Url"] == [f"http://127.0.0.1:9/twilio/voice/ringing?t={TOKEN}"]
    assert form["StatusCallback"] == [f"http://127.0.0.1:9/twilio/status?t={TOKEN}"]
    assert form["StatusCallbackEvent"] == ["initiated", "ringing", "answered", "completed"]
    assert form["MachineDetection"] == ["DetectMessageEnd"]


def test_a_call_in_doubt_is_found_by_number_and_time(sandbox: Sandbox) -> None:
    kit = kit_for(sandbox)
    first, second = ring(kit), ring(kit)
    assert lookup(kit) == Found((first.provider_id, second.provider_id))
    assert lookup(kit, to=BOB) == Absent()
    assert lookup(kit, attempted_at=machine_now() + timedelta(minutes=10)) == Absent()


def test_a_call_that_they_dialled_is_none_of_ours(sandbox: Sandbox) -> None:
    kit = kit_for(sandbox)
    other = kit_for(sandbox, twilio_from="+13125550177")
    ring(kit)
    assert lookup(other) == Absent()


def test_nobody_can_say_while_twilio_is_away() -> None:
    settings = Settings(
        twilio_account_sid="AC" + "0" * 32,
        twilio_from="+13125550100",
        twilio_api_url="http://127.0.0.1:1",
        public_url="http://127.0.0.1:9",
        secret_key="a-secret-that-is-long-enough-for-tests",
    )
    kit = build(settings)
    assert lookup(kit) == Unsure()
    assert ring(kit).kind == "retry"  # refused before a byte was sent: certainly not placed


def test_a_number_that_is_none_is_refused_for_good(sandbox: Sandbox) -> None:
    done = ring(kit_for(sandbox), to="+1")
    assert (done.kind, done.code) == ("permanent", 21211)


def test_a_number_that_is_not_ours_halts(sandbox: Sandbox) -> None:
    done = ring(kit_for(sandbox, twilio_from="+13125550177"))
    assert (done.kind, done.code) == ("configuration", 21210)


@pytest.mark.parametrize(
    ("configured", "known", "sender"),
    [
        ("+13125550100", "", "+13125550100"),
        ("+13125550100", "+13125550188", "+13125550100"),
        ("MG" + "0" * 32, "+13125550188", "+13125550188"),
        ("MG" + "0" * 32, "", ""),
        ("", "", ""),
    ],
)
def test_who_rings(configured: str, known: str, sender: str) -> None:
    settings = Settings(twilio_from=configured, secret_key="k" * 48)
    client = TwilioCarrier(settings, Links("k", ""))._client
    assert TwilioPhoneCarrier(settings, Links("k", ""), client).sender_for(known) == sender
