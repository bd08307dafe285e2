"""Who is let in as the leader: a number that is proven once is, in every turn of its call; nobody else's PIN is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest

from engine import occurrences, pins, rooms
from engine.models import Member, Occurrence, database
from engine.models.db import transaction
from engine.models.phone import LEADER
from engine.published import live
from engine.publishing import publish
from engine.settings import Settings
from tests.handlers.test_conference import CALL as MONDAY

ROSA, AMY, OURS = "+13125550100", "+13125550142", "+13125550199"
SETTINGS = Settings(secret_key="a secret that is long enough for the tests")
PROVEN, CALL_SID = "TN-Validation-Passed-A", "CA" + "4" * 32


@pytest.fixture
def line(make_web: Callable[..., Any], now: datetime, cast: SimpleNamespace) -> Callable[..., Any]:
    """One turn of Rosa's call, five minutes before the call that she leads."""
    web = make_web()
    files = {
        "workflows/community.yaml": b"name: The Tuesday Team\nhost: Rosa\ntimezone: America/Chicago\n",
        "workflows/monday-call.yaml": MONDAY,
        "messages/thanks.txt": b"Thank you!",
    }
    publish(files, now, "the test")
    occurrences.plan(live(), now)
    Occurrence.update(host=cast.rosa).execute()
    rooms.open_due(now)

    def turn(path: str = "", **fields: str) -> ElementTree.Element:
        form = {"CallSid": CALL_SID, "From": ROSA, "To": OURS, "Direction": "inbound", **fields}
        answer = web.twilio(f"/twilio/voice{path}", form)
        assert answer.status_code == 200
        return ElementTree.fromstring(answer.text)

    return turn


def leads(page: ElementTree.Element) -> bool:
    room = page.find("Dial/Conference")
    return room is not None and room.get("startConferenceOnEnter") == "true"


def test_a_number_is_proven_for_the_whole_call(line: Callable[..., Any]) -> None:
    """The provider says it when the call comes in, and need not say it with each turn."""
    line(StirVerstat=PROVEN)
    assert leads(line("/room"))


def test_it_is_proven_for_that_call_alone(line: Callable[..., Any]) -> None:
    line(StirVerstat=PROVEN)
    assert not leads(line("/room", CallSid="CA" + "5" * 32))
    assert not leads(line("/room", StirVerstat="TN-Validation-Passed-B"))


@pytest.mark.parametrize("told", ["", "TN-Validation-Passed-B", "TN-Validation-Passed-C", "No-TN-Validation"])
def test_a_number_that_is_not_proven_leads_nothing(line: Callable[..., Any], told: str) -> None:
    line(StirVerstat=told)
    page = line("/room", StirVerstat=told)
    assert page.find("Dial") is None
    assert page.find("Gather") is not None
    assert not leads(line("/room/in", StirVerstat=told))


def test_whoever_gave_a_pin_for_another_call_does_not_lead_this_one(
    line: Callable[..., Any], cast: SimpleNamespace
) -> None:
    """Between the PIN and the room another call's doors may have opened, or somebody else has it now."""
    page = line(f"/lead/enter?member={cast.amy.public_id}")
    assert not leads(page)
    assert rooms.leg_of(CALL_SID) is None or rooms.leg_of(CALL_SID).role != LEADER
    assert leads(line(f"/lead/enter?member={cast.rosa.public_id}"))


@pytest.mark.parametrize("state", ["asking", "nobody"])
def test_a_manager_who_rings_may_take_a_call_that_nobody_leads(
    line: Callable[..., Any], cast: SimpleNamespace, state: str
) -> None:
    """They were told that nobody can, and to ring if they can: their own proven phone and a key are enough."""
    Member.update(role="manager").where(Member.id == cast.amy.id).execute()
    Occurrence.update(cover=state).execute()
    line(From=AMY, StirVerstat=PROVEN)
    asked = line("/room", From=AMY)
    assert "press the star key" in asked.find("Gather/Say").text
    assert not leads(line("/room/in", From=AMY))
    line("/room/prove", From=AMY, Digits="*")
    assert Occurrence.get(Occurrence.led_by == cast.amy.id).cover == "covered"
    assert leads(line("/room", From=AMY))


def test_or_with_a_pin_from_any_phone(line: Callable[..., Any], cast: SimpleNamespace, now: datetime) -> None:
    Member.update(role="manager").where(Member.id == cast.amy.id).execute()
    Occurrence.update(cover="nobody").execute()
    with transaction():
        digits = pins.new_pin(cast.amy, SETTINGS, now)
    assert leads(line("/pin/said?asked=1", From="+13125550177", Digits=digits))


def test_though_everybody_is_told_that_nobody_leads(line: Callable[..., Any], now: datetime) -> None:
    """The star key still leads to the PIN, from a phone that nobody knows."""
    Occurrence.update(cover="nobody", starts_at=now - rooms.LATE).execute()
    page = line("/room", From="+13125550177")
    gather = page.find("Gather")
    assert "Nobody can lead" in gather.find("Say").text
    assert page[-1].tag == "Hangup"
    path = gather.get("action").partition("/twilio/voice")[2]
    assert "PIN" in " ".join(
        one.text or "" for one in line(path, From="+13125550177", Digits="*").iter("Say")
    )


def test_a_managers_number_alone_takes_nothing(line: Callable[..., Any], cast: SimpleNamespace) -> None:
    Member.update(role="manager").where(Member.id == cast.amy.id).execute()
    Occurrence.update(cover="nobody").execute()
    line(From=AMY, StirVerstat="TN-Validation-Passed-B")
    page = line("/room/prove", From=AMY, Digits="*")
    assert "PIN" in " ".join(one.text or "" for one in page.iter("Say"))
    assert not Occurrence.select().where(Occurrence.led_by == cast.amy.id).exists()


@pytest.mark.parametrize(
    ("role", "cover"), [("", "nobody"), ("leader", "asking"), ("manager", "covered"), ("manager", "")]
)
def test_nobody_else_takes_a_call(
    line: Callable[..., Any], cast: SimpleNamespace, role: str, cover: str
) -> None:
    Member.update(role=role).where(Member.id == cast.amy.id).execute()
    Occurrence.update(cover=cover).execute()
    line(From=AMY, StirVerstat=PROVEN)
    assert not leads(line("/room/prove", From=AMY, Digits="*"))
    assert not Occurrence.select().where(Occurrence.led_by == cast.amy.id).exists()


def test_no_pin_is_kept_or_said_to_anybody(
    line: Callable[..., Any], cast: SimpleNamespace, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the right one nor a wrong one: not in a log, an address or a row."""
    caplog.set_level("DEBUG")
    with transaction():
        right = pins.new_pin(cast.rosa, SETTINGS, now)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    pages = [line("/pin/said?asked=1", From="+13125550177", Digits=digits) for digits in (wrong, right)]
    assert leads(pages[1])
    said = [ElementTree.tostring(page, encoding="unicode") for page in pages]
    rows = [
        str(row)
        for table in database.get_tables()
        for row in database.execute_sql(f'SELECT * FROM "{table}"')
    ]
    for digits in (right, wrong):
        alone = re.compile(
            rf"(?<![0-9a-f]){digits}(?![0-9a-f])"
        )  # an instant's milliseconds may hold the same
        assert not [one for one in (*said, *rows, caplog.text) if alone.search(one)]


def test_no_line_stays_for_ever(line: Callable[..., Any], now: datetime) -> None:
    """Should nobody be able to show them out, the provider does, soon after the room has closed."""
    line(StirVerstat=PROVEN)
    dial = line("/room").find("Dial")
    closes = Occurrence.select().order_by(Occurrence.starts_at).get().closes_at
    limit = timedelta(seconds=int(dial.get("timeLimit")))
    assert closes <= now + limit <= closes + timedelta(minutes=10)
