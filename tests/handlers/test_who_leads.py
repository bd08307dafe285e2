"""Who is let in as the leader: a number that is proven once is, in every turn of its call; nobody else's PIN is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest

from engine import occurrences, rooms
from engine.models import Occurrence
from engine.models.phone import LEADER
from engine.published import live
from engine.publishing import publish
from tests.handlers.test_conference import CALL as MONDAY

ROSA, AMY, OURS = "+13125550100", "+13125550142", "+13125550199"
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


def test_no_line_stays_for_ever(line: Callable[..., Any], now: datetime) -> None:
    """Should nobody be able to show them out, the provider does, soon after the room has closed."""
    line(StirVerstat=PROVEN)
    dial = line("/room").find("Dial")
    closes = Occurrence.select().order_by(Occurrence.starts_at).get().closes_at
    limit = timedelta(seconds=int(dial.get("timeLimit")))
    assert closes <= now + limit <= closes + timedelta(minutes=10)
