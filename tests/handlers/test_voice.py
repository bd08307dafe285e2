"""The line: greets, tells of the next call, plays a recording, takes a message."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest

from engine.models import Blob, Inbound, Member, Occurrence, Recording, Revision
from engine.publishing import publish

CALL: dict[str, str] = json.loads(
    (Path(__file__).parent.parent / "payloads" / "twilio-call.json").read_text()
)
WORKFLOW = b"start:\n  call:\n    every: tuesday 7pm\n    timezone: America/Chicago\n    lasts: 45 minutes\n    number: +13125550188\n    code: 1234#\nsteps:\n  - at: 15 minutes before\n    send: soon\n"


def ring(web: Any, path: str = "/twilio/voice", **more: str) -> ElementTree.Element:
    answer = web.twilio(path, {**CALL, **more})
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.text)


def said(page: ElementTree.Element) -> str:
    return " ".join(element.text or "" for element in page.iter("Say"))


@pytest.fixture
def recordings(web: Any, now: Any) -> tuple[Recording, Recording]:
    blob = Blob.create(sha256="f" * 64, body=b"sound", media_type="audio/mpeg")
    made = [
        Recording.create(
            name=f"r{at}",
            number=at,
            title=f"R{at}",
            blob=blob,
            media_type="audio/mpeg",
            published_at=now - timedelta(days=9 - at),
        )
        for at in (7, 8)
    ]
    return made[0], made[1]


def test_it_greets_and_the_caller_was_heard_from(web: Any, cast: SimpleNamespace) -> None:
    assert "this is The Tuesday Team" in said(ring(web))
    row = Inbound.get()
    assert (row.channel, row.member_id) == ("phone", cast.amy.id)
    assert web.rung == ["inbound"]


def test_it_says_when_and_where_the_next_call_is(web: Any, cast: SimpleNamespace, now: Any) -> None:
    files = {
        "workflows/community.yaml": b"name: T\n",
        "workflows/tuesday-call.yaml": WORKFLOW,
        "messages/soon.txt": b"Soon.",
    }
    publish(files, now, "the test")
    starts = now + timedelta(days=1, hours=4)
    Occurrence.create(
        workflow="tuesday-call",
        revision=Revision.get(),
        key="2026-11-24",
        starts_at=starts,
        ends_at=starts + timedelta(minutes=45),
    )
    words = said(ring(web))
    assert "Tuesday at 7pm" in words
    assert "1 3 1 2 5 5 5 0 1 8 8" in words
    assert "1 2 3 4" in words


def test_nothing_pressed_plays_the_newest(web: Any, recordings: tuple[Recording, Recording]) -> None:
    page = ring(web, "/twilio/voice/menu")
    played = page.findtext("Play") or ""
    assert web.client.get(played.removeprefix("http://localhost:8000")).data == b"sound"
    assert Recording.get_by_id(recordings[1].id).plays == 1


def test_a_number_plays_that_recording(web: Any, recordings: tuple[Recording, Recording]) -> None:
    played = ring(web, "/twilio/voice/menu", Digits="7").findtext("Play") or ""
    web.client.get(played.removeprefix("http://localhost:8000"))
    assert Recording.get_by_id(recordings[0].id).plays == 1
    assert "no message with that number" in said(ring(web, "/twilio/voice/menu", Digits="99"))


def test_zero_takes_a_message_for_the_host(web: Any, cast: SimpleNamespace) -> None:
    record = ring(web, "/twilio/voice/menu", Digits="0").find("Record")
    assert record is not None
    assert record.get("action") == "http://localhost:8000/twilio/voice/message"
    left = {
        "RecordingUrl": "https://api.twilio.com/2010-04-01/Accounts/AC0/Recordings/RE0",
        "RecordingDuration": "23",
    }
    for _ in range(2):
        assert "will hear it" in said(ring(web, "/twilio/voice/message", **left))
    row = Inbound.get()
    assert row.raw["seconds"] == "23"
    assert "Nothing was recorded" in said(ring(web, "/twilio/voice/message", RecordingDuration="0"))


def test_it_speaks_the_members_language(web: Any, cast: SimpleNamespace) -> None:
    page = ring(web, From="+12125550103")
    assert "Hola" in said(page)
    assert next(page.iter("Say")).get("language") == "es-US"


@pytest.mark.parametrize("digits", ["*", "##", "9" * 40, "①", "-1", "<Dial>"])
def test_odd_digits_are_no_fault(web: Any, digits: str) -> None:
    page = ring(web, "/twilio/voice/menu", Digits=digits)
    assert page.tag == "Response"
    assert page.find("Dial") is None


def test_a_call_that_is_none_is_a_400(web: Any) -> None:
    assert web.twilio("/twilio/voice", {**CALL, "CallSid": "x"}).status_code == 400
    assert Member.select().count() == 0


@pytest.mark.parametrize("caller", ["", "+1312\x005550142", "1" * 65])
def test_a_caller_that_is_no_number_is_a_400(web: Any, caller: str) -> None:
    assert web.twilio("/twilio/voice", {**CALL, "From": caller}).status_code == 400
