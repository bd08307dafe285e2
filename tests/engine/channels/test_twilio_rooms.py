"""Asking Twilio about conferences that are not there, and asking while it is away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.channels.twilio_client import TwilioClient
from engine.channels.twilio_rooms import TwilioRooms
from engine.errors import ProviderError
from engine.settings import Settings
from sandbox.server import Sandbox

CONFERENCE, CALLER, OURS = "CF" + "1" * 32, "CA" + "2" * 32, "+13125550199"
SOMEWHERE = "https://kindling.example/twilio/voice/bridge"


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    folder: Path = tmp_path_factory.mktemp("sandbox")
    with Sandbox.start(folder, web_url="http://127.0.0.1:9", twilio_number=OURS) as running:
        yield running


def rooms_at(url: str, sandbox: Sandbox, *, token: str = "") -> TwilioRooms:
    given = sandbox.settings
    settings = Settings(
        twilio_account_sid=given.account_sid, twilio_auth_token=token or given.auth_token, twilio_api_url=url
    )
    return TwilioRooms(settings, TwilioClient(settings))


def test_what_is_not_there(sandbox: Sandbox) -> None:
    rooms = rooms_at(sandbox.url, sandbox)
    outcomes = [
        rooms.mute(CONFERENCE, CALLER, True),
        rooms.announce(CONFERENCE, SOMEWHERE),
        rooms.announce(CONFERENCE, SOMEWHERE, CALLER),
        rooms.kick(CONFERENCE, CALLER),
        rooms.end(CONFERENCE),
        rooms.pause(CONFERENCE, True),
        rooms.record(CALLER, SOMEWHERE, True),
        rooms.record(CALLER, SOMEWHERE, False),
    ]
    assert {outcome.code for outcome in outcomes} == {20404}
    assert rooms.find("no such room") == ""
    assert rooms.present(CONFERENCE) == ()
    assert rooms.call(CALLER) is None


def test_a_list_that_is_asked_too_often(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the client raises for a list says neither status nor code."""
    rooms = rooms_at(sandbox.url, sandbox)
    monkeypatch.setattr(TwilioClient, "status", 429)
    with pytest.raises(ProviderError) as failed:
        rooms_at(sandbox.url, sandbox, token="0" * 32).present(CONFERENCE)
    assert not failed.value.permanent
    monkeypatch.undo()
    assert rooms.present(CONFERENCE) == ()


def test_while_it_is_away(sandbox: Sandbox) -> None:
    rooms = rooms_at("http://127.0.0.1:9", sandbox)
    assert rooms.mute(CONFERENCE, CALLER, True).kind == "retry"
    assert rooms.bridge(OURS, OURS, SOMEWHERE, "ww1#", "").kind == "retry"
    for look in (lambda: rooms.find("room"), lambda: rooms.present(CONFERENCE), lambda: rooms.call(CALLER)):
        with pytest.raises(ProviderError) as failed:
            look()
        assert not failed.value.permanent


def test_with_a_wrong_key(sandbox: Sandbox) -> None:
    rooms = rooms_at(sandbox.url, sandbox, token="0" * 32)
    assert rooms.end(CONFERENCE).kind == "configuration"
    with pytest.raises(ProviderError) as failed:
        rooms.present(CONFERENCE)
    assert failed.value.permanent
