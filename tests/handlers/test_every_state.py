"""No dead end and no endless loop: every state of the shipped line, reached by every key and by nothing at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from engine.models import Blob, Delivery, Occurrence, Praise, Recording, Room
from engine.models.sending import SENT
from engine.occurrences import plan
from engine.phone.states import STATES
from engine.pins import new_pin
from engine.published import live
from engine.publishing import collect, publish
from tests.handlers.caller import Caller

ROOT = Path(__file__).parents[2]
CALL: dict[str, str] = json.loads((ROOT / "tests/payloads/twilio-call.json").read_text())
AMY, ROSA, CARLA, STRANGER, HIDDEN = (
    "+13125550142",
    "+13125550100",
    "+12125550103",
    "+13125550777",
    "anonymous",
)
VOICE = "/twilio/voice"


@pytest.fixture
def line(make_web: Callable[..., Any], now: datetime, cast: SimpleNamespace) -> Any:
    """The shipped community's line."""
    web = make_web()
    publish(collect(ROOT / "workflows", ROOT / "messages"), now, "the test")
    return web


def caller(web: Any, number: str, **more: str) -> Caller:
    return Caller(web, {**CALL, "From": number, "Caller": number, **more})


def every_way_ends(web: Any, number: str, *paths: str, **more: str) -> Caller:
    found = caller(web, number, **more).explore(*(paths or (VOICE,)))
    for request in found.answers:
        found.turns_of_nothing(request)
    return found


def test_no_call_is_planned(line: Any) -> None:
    for number in (AMY, CARLA, STRANGER, HIDDEN):
        found = every_way_ends(line, number)
        assert {"", "menu", "pressed", "listen", "record", "recorded"} <= found.states
        assert found.turns_of_nothing((VOICE, ())) > 2


@pytest.fixture
def tuesday(line: Any, now: datetime, cast: SimpleNamespace) -> Occurrence:
    """The call of tomorrow at seven, with Rosa as its host."""
    plan(live(), now)
    call = (
        Occurrence.select()
        .where(Occurrence.workflow == "tuesday-call")
        .order_by(Occurrence.starts_at)
        .first()
    )
    Occurrence.update(host=cast.rosa).where(Occurrence.id == call.id).execute()
    return Occurrence.get_by_id(call.id)


@pytest.fixture
def full(line: Any, tuesday: Occurrence, now: datetime, cast: SimpleNamespace) -> Any:
    """Everything that the line can tell of is there: recordings, praise, a call to come, people to ring."""
    blob = Blob.create(sha256="f" * 64, body=b"ID3", media_type="audio/mpeg")
    for number in (11, 12):
        Recording.create(
            name=f"r{number}",
            number=number,
            title=f"R{number}",
            blob=blob,
            media_type="audio/mpeg",
            published_at=now,
        )
    Praise.create(
        member=cast.amy, cause="p", words="Amy did it.", state="approved", shared_at=now, created_at=now
    )
    return line


def during(web: Any, now: datetime) -> Any:
    """The same line at another time."""
    web.app.extensions["kindling"] = replace(web.app.extensions["kindling"], now=lambda: now)
    return web


def test_everything_is_there(full: Any) -> None:
    for number in (AMY, CARLA, ROSA, STRANGER):
        found = every_way_ends(full, number)
        rung = [page for page in found.answers.values() if page.find(".//Number") is not None]
        assert bool(rung) is (number != ROSA)


@pytest.mark.parametrize("verified", ["TN-Validation-Passed-A", "TN-Validation-Failed-C"])
def test_a_call_is_on(full: Any, tuesday: Occurrence, verified: str) -> None:
    web = during(full, tuesday.starts_at + timedelta(minutes=1))
    for number in (AMY, CARLA, ROSA, STRANGER, HIDDEN):
        found = every_way_ends(web, number, VOICE, StirVerstat=verified)
        assert any(page.find(".//Conference") is not None for page in found.answers.values())


@pytest.mark.parametrize("number", [AMY, ROSA, STRANGER])
def test_inside_the_call(full: Any, tuesday: Occurrence, number: str) -> None:
    """In the room already, and back from it by the star key."""
    web = during(full, tuesday.starts_at + timedelta(minutes=1))
    assert web.twilio(f"{VOICE}/room", {**CALL, "From": number}).status_code == 200
    for room in ({"locked": True}, {"locked": False, "muted": True}, {"muted": False, "recording": "on"}):
        Room.update(room).execute()
        found = every_way_ends(web, number, f"{VOICE}/star", f"{VOICE}/lead", VOICE)
        assert ("/twilio/voice/lead/end", (("Digits", "9"),)) in found.answers or number != ROSA


def test_nobody_leads(full: Any, tuesday: Occurrence) -> None:
    Occurrence.update(cover="nobody").where(Occurrence.id == tuesday.id).execute()
    for number in (AMY, STRANGER):
        every_way_ends(during(full, tuesday.starts_at + timedelta(minutes=4)), number)


@pytest.mark.parametrize(("number", "direction"), [(AMY, "inbound"), (ROSA, "outbound-api")])
def test_every_state_without_what_it_is_usually_called_with(
    full: Any, tuesday: Occurrence, number: str, direction: str
) -> None:
    paths = [f"{VOICE}/{state}" if state else VOICE for state in STATES]
    for now in (
        tuesday.starts_at - timedelta(days=1),
        tuesday.starts_at,
        tuesday.starts_at + timedelta(hours=3),
    ):
        found = every_way_ends(during(full, now), number, *paths, Direction=direction)
        assert set(STATES) <= found.states


@pytest.mark.parametrize("context", [{}, {"press": {"1": "yes", "2": "no"}}])
def test_a_call_of_ours_that_is_answered(
    full: Any, cast: SimpleNamespace, now: datetime, context: dict[str, Any]
) -> None:
    """By somebody or by a machine; the message is read aloud, and keys may be offered."""
    row = Delivery.create(
        cause="c", step_key="s", member=cast.amy, part="phone", channel="phone", state=SENT, body="Hello there.",
        address=cast.amy.addresses[0], attempt_token="t" * 16, context=context, due_at=now, created_at=now,
    )  # fmt: skip
    for heard in ("human", "machine_end_beep", "fax", "unknown", ""):
        found = Caller(
            full,
            {**CALL, "From": CALL["To"], "To": AMY, "Direction": "outbound-api", "AnsweredBy": heard},
        ).explore(f"{VOICE}/ringing?t={row.attempt_token}", f"{VOICE}/ringing?t=old")
        for request in found.answers:
            found.turns_of_nothing(request)


def test_a_line_without_anything(make_web: Callable[..., Any]) -> None:
    """Before anything is published, on an empty database."""
    every_way_ends(make_web(), STRANGER)


def test_who_says_a_pin(full: Any, tuesday: Occurrence, cast: SimpleNamespace, now: datetime) -> None:
    """With the right PIN, what leaders may do by phone; with a wrong one, they are let down gently."""
    pin = new_pin(cast.rosa, full.settings, now)
    found = caller(full, ROSA)
    found.digits = (pin,)
    found.explore(VOICE, f"{VOICE}/pin")
    for request in found.answers:
        found.turns_of_nothing(request)
    assert "manage" in found.states
