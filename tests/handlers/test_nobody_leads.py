"""A call that nobody leads: who rings waits a while, hears the newest recording, and is brought in after all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from engine import occurrences, rooms
from engine.models import Blob, Leg, Occurrence, Recording, RoomCommand
from engine.published import live
from engine.publishing import publish
from tests.handlers.test_conference import CALL as MONDAY

ROSA, AMY, STRANGER, OURS = "+13125550100", "+13125550142", "+13125550777", "+13125550199"
SIDS = {ROSA: "CA" + "1" * 32, AMY: "CA" + "2" * 32, STRANGER: "CA" + "3" * 32}
INSTEAD = b"    doors open: 10 minutes before\n    if nobody leads: latest recording\n"
WAIT = f"/wait?leg={SIDS[AMY]}"
Page = ElementTree.Element


@pytest.fixture
def line(make_web: Callable[..., Any], now: datetime, cast: SimpleNamespace) -> Callable[..., Page]:
    """One turn of somebody's call, so many minutes after the start of a call that has nobody."""
    web = make_web()
    files = {
        "workflows/community.yaml": b"name: The Tuesday Team\nhost: Rosa\ntimezone: America/Chicago\n",
        "workflows/monday-call.yaml": MONDAY.replace(b"    doors open: 10 minutes before\n", INSTEAD),
        "messages/thanks.txt": b"Thank you!",
    }
    publish(files, now, "the test")
    occurrences.plan(live(), now)
    rooms.open_due(now)
    first = Occurrence.select().order_by(Occurrence.starts_at).first()
    Occurrence.update(host=cast.rosa, cover="nobody").where(Occurrence.id == first.id).execute()
    blob = Blob.create(sha256="f" * 64, body=b"ID3", media_type="audio/mpeg")
    Recording.create(
        name="r1",
        number=1,
        title="R1",
        blob=blob,
        media_type="audio/mpeg",
        published_at=now - timedelta(days=1),
    )

    def turn(minute: float, path: str = "", number: str = AMY, **fields: str) -> Page:
        at = first.starts_at + timedelta(minutes=minute)
        web.app.extensions["kindling"] = replace(web.app.extensions["kindling"], now=lambda: at)
        form = {"CallSid": SIDS[number], "From": number, "To": OURS, "Direction": "inbound", **fields}
        answer = web.twilio(f"/twilio/voice{path}", form)
        assert answer.status_code == 200
        return ElementTree.fromstring(answer.text)

    return turn


def said(page: Page) -> str:
    return " ".join(one.text or "" for one in page.iter("Say"))


def after(page: Page) -> str:
    """Where it goes on by itself."""
    parts = urlsplit(page.findtext("Redirect") or "")
    return parts.path.removeprefix("/twilio/voice") + (f"?{parts.query}" if parts.query else "")


def rosa_comes(line: Callable[..., Page], minute: float) -> Page:
    proven = {"number": ROSA, "StirVerstat": "TN-Validation-Passed-A"}
    line(minute, **proven)
    return line(minute, "/room", **proven)


@pytest.mark.parametrize("minute", [-4.0, 0.5, 2.9])
def test_for_three_minutes_they_wait_to_music(line: Callable[..., Page], minute: float) -> None:
    assert line(minute, "/room").find("Dial/Conference") is not None
    heard = line(minute, WAIT)
    assert "recording" not in said(heard)
    assert "hold-music" in (heard.findtext("Play") or "")
    assert ("we are waiting for somebody who can" in said(heard)) is (minute > 0)


def test_then_those_who_waited_hear_the_recording(line: Callable[..., Page]) -> None:
    line(0, "/room")
    page = line(3, WAIT)
    assert "here is our newest message for you" in said(page)
    assert "over=1" in after(page)
    line(10, after(page))
    assert RoomCommand.select().where(RoomCommand.kind == "kick").exists()


def test_whoever_waited_is_not_shown_out_of_a_call_that_has_begun(line: Callable[..., Page]) -> None:
    """The leader came at the very end of the recording."""
    line(0, "/room")
    rosa_comes(line, 3.5)
    assert "hold-music" in (line(4, f"{WAIT}&over=1").findtext("Play") or "")
    assert not RoomCommand.select().where(RoomCommand.kind == "kick").exists()


def test_whoever_rings_later_hears_it_at_once_and_is_brought_in(line: Callable[..., Page]) -> None:
    page = line(5, "/room")
    assert page.find("Dial") is None
    playing = line(5, after(page))
    assert playing.find("Gather/Play") is not None
    assert "Goodbye" in said(line(9, after(playing)))
    rosa_comes(line, 9.5)
    page = line(10, after(playing))
    assert "somebody leads the call now" in said(page)
    assert line(10, after(page)).find("Dial/Conference") is not None


@pytest.mark.parametrize("key", ["1", "2", "0", "7"])
def test_each_key_looks_again(line: Callable[..., Page], key: str) -> None:
    playing = line(5, after(line(5, "/room")))
    action = urlsplit(playing.find("Gather").get("action"))  # type: ignore[union-attr]
    rosa_comes(line, 6)
    page = line(7, f"{action.path.removeprefix('/twilio/voice')}?{action.query}", Digits=key)
    assert "somebody leads the call now" in said(page)


def test_the_star_key_leads_to_the_pin(line: Callable[..., Page]) -> None:
    playing = line(5, after(line(5, "/room")))
    action = urlsplit(playing.find("Gather").get("action"))  # type: ignore[union-attr]
    assert "PIN" in said(line(5, f"{action.path.removeprefix('/twilio/voice')}?{action.query}", Digits="*"))


def test_a_leader_who_is_late_does_not_think_that_nobody_came(line: Callable[..., Page]) -> None:
    assert "comes in as soon as it is over" in said(rosa_comes(line, 5))
    assert "You are leading this call." in said(line(5, "/room", ROSA))


def test_one_who_is_on_time_is_simply_the_first(line: Callable[..., Page]) -> None:
    assert "You are the first one here." in said(rosa_comes(line, -1))


def test_a_stranger_is_asked_for_no_name_where_there_is_no_call(line: Callable[..., Page]) -> None:
    assert after(line(5, number=STRANGER)) == "/room"
    assert after(line(1, number=STRANGER)) == "/guest"
    assert not Leg.select().exists()
