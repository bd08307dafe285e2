"""What Twilio says of a recording: written down once, whatever order its words come in."""

from __future__ import annotations

from typing import Any

import pytest

from engine.models import Sound

SID = "RE" + "1" * 32
FORM = {
    "AccountSid": "AC" + "0" * 32,
    "CallSid": "CA" + "2" * 32,
    "RecordingSid": SID,
    "RecordingUrl": f"https://api.twilio.com/2010-04-01/Accounts/AC{'0' * 32}/Recordings/{SID}",
    "RecordingStatus": "completed",
    "RecordingDuration": "23",
    "RecordingChannels": "1",
    "RecordingSource": "RecordVerb",
}
PATH = "/twilio/recording"


def test_it_is_written_down_once(web: Any, now: Any) -> None:
    for _ in range(2):
        answer = web.twilio(f"{PATH}?kind=message&about=win", FORM)
        assert (answer.status_code, answer.data) == (204, b"")
    row = Sound.get()
    assert (row.provider_sid, row.kind, row.seconds, row.state) == (SID, "message", 23, "waiting")
    assert (row.call_sid, row.detail, row.due_at) == (FORM["CallSid"], {"about": "win"}, now)


def test_a_conferences_names_its_room(web: Any) -> None:
    room = {"ConferenceSid": "CF" + "3" * 32, "RecordingSource": "Conference"}
    form = {name: value for name, value in FORM.items() if name != "CallSid"} | room
    assert web.twilio(f"{PATH}?kind=call", form).status_code == 204
    row = Sound.get()
    assert (row.kind, row.call_sid, row.detail) == ("call", "", {"conference": room["ConferenceSid"]})


@pytest.mark.parametrize("status", ["absent", "failed"])
def test_nothing_recorded_is_not_waited_for(web: Any, status: str) -> None:
    gone = {**FORM, "RecordingStatus": status}
    assert web.twilio(f"{PATH}?kind=message", gone).status_code == 204
    assert Sound.select().count() == 0
    web.twilio(f"{PATH}?kind=message", FORM)
    assert web.twilio(f"{PATH}?kind=message", gone).status_code == 204
    assert Sound.get().state == "dropped"


def test_begun_is_no_news(web: Any) -> None:
    assert web.twilio(PATH, {**FORM, "RecordingStatus": "in-progress"}).status_code == 204
    assert Sound.select().count() == 0


def test_unsigned_it_is_refused(web: Any) -> None:
    assert web.client.post(PATH, data=FORM).status_code == 403
    assert Sound.select().count() == 0


@pytest.mark.parametrize(
    ("path", "bad"),
    [
        (PATH, {"RecordingSid": "x"}),
        (PATH, {"RecordingSid": ""}),
        (PATH, {"RecordingUrl": ""}),
        (PATH, {"RecordingUrl": "https://api.twilio.com/" + "x" * 600}),
        (PATH, {"CallSid": "no sid"}),
        (PATH, {"ConferenceSid": "no sid"}),
        (f"{PATH}?kind=virus", {}),
    ],
)
def test_what_is_none_is_a_400(web: Any, path: str, bad: dict[str, str]) -> None:
    assert web.twilio(path, {**FORM, **bad}).status_code == 400
    assert Sound.select().count() == 0


@pytest.mark.parametrize("odd", [{"RecordingDuration": "-1"}, {"RecordingDuration": "①"}, {"CallSid": ""}])
def test_what_is_odd_loses_nothing(web: Any, odd: dict[str, str]) -> None:
    assert web.twilio(PATH, {**FORM, **odd}).status_code == 204
    assert Sound.get().url == FORM["RecordingUrl"]
