"""What Twilio tells of a conference and asks for while people are in one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import peewee
import pytest

from engine import occurrences, rooms
from engine.models import Instance, Leg, Occurrence, Room, RoomCommand, RoomEvent
from engine.published import live
from engine.publishing import publish

PATH, WORDS, WAIT = "/twilio/conference", "/twilio/conference/words", "/twilio/voice/wait"
CALLER = "CA" + "2" * 32
EVENT = {
    "AccountSid": "AC" + "0" * 32,
    "ConferenceSid": "CF" + "1" * 32,
    "FriendlyName": "nobody's",
    "SequenceNumber": "2",
    "Timestamp": "Mon, 23 Nov 2026 20:59:58 +0000",
    "StatusCallbackEvent": "participant-join",
    "CallSid": CALLER,
    "Muted": "false",
    "Hold": "false",
    "Coaching": "false",
    "EndConferenceOnExit": "false",
    "StartConferenceOnEnter": "false",
    "ParticipantLabel": CALLER,
}
CALL = b"""start:
  call:
    every: monday 3:05pm
    timezone: America/Chicago
    lasts: 45 minutes
    host: {role: host}
    doors open: 10 minutes before
steps:
  - at: 1 hour after the end
    send: thanks
"""


@pytest.fixture
def room(make_web: Callable[..., Any], now: datetime, cast: SimpleNamespace) -> SimpleNamespace:
    """A call that begins in five minutes, with Amy in its room."""
    web = make_web()
    files = {
        "workflows/community.yaml": b"name: The Tuesday Team\nhost: Rosa\ntimezone: America/Chicago\n",
        "workflows/monday-call.yaml": CALL,
        "messages/thanks.txt": b"Thank you!",
    }
    publish(files, now, "the test")
    occurrences.plan(live(), now)
    call = Occurrence.select().order_by(Occurrence.starts_at).first()
    leg = rooms.enter(call, rooms.Caller(CALLER, "+13125550199", cast.amy), 240, now)
    return SimpleNamespace(web=web, call=call, leg=leg, name=leg.room.name)


def test_it_is_written_down_once(room: SimpleNamespace) -> None:
    form = {**EVENT, "FriendlyName": room.name}
    for _ in range(2):
        answer = room.web.twilio(PATH, form)
        assert (answer.status_code, answer.data) == (204, b"")
    event = RoomEvent.get()
    assert (event.conference_sid, event.sequence, event.call_sid) == (EVENT["ConferenceSid"], 2, CALLER)
    assert event.raw["ParticipantLabel"] == CALLER
    assert room.web.rung == ["phone"]
    assert Leg.get().joined_at == event.at
    assert Room.get().conference_sid == EVENT["ConferenceSid"]


@pytest.mark.parametrize(
    "event", ["participant-join", "participant-leave", "conference-end", "participant-mute"]
)
def test_whatever_happens_is_answered(room: SimpleNamespace, event: str, now: datetime) -> None:
    """Somebody in the room, and the end of a bridge that others hear it through."""
    bridge = rooms.enter_bridge(Room.get(), "CA" + "3" * 32, "+13125550199", now)
    for sequence, leg in enumerate((room.leg, bridge), start=2):
        form = {**EVENT, "FriendlyName": room.name, "StatusCallbackEvent": event, "CallSid": leg.call_sid}
        assert room.web.twilio(PATH, {**form, "SequenceNumber": str(sequence)}).status_code == 204


def test_a_conference_of_somebody_elses(room: SimpleNamespace) -> None:
    assert room.web.twilio(PATH, EVENT).status_code == 204
    assert RoomEvent.get().room is None


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"ConferenceSid": ""}, 400),
        ({"ConferenceSid": "CF12"}, 400),
        ({"SequenceNumber": ""}, 400),
        ({"SequenceNumber": "-1"}, 400),
        ({"SequenceNumber": "99999999999999999999"}, 400),
        ({"SequenceNumber": "٣"}, 400),
        ({"StatusCallbackEvent": ""}, 400),
        ({"StatusCallbackEvent": "x" * 40}, 400),
        ({"CallSid": "somebody"}, 400),
        ({"CallSid": ""}, 204),
        ({"Timestamp": ""}, 204),
        ({"Timestamp": "yesterday"}, 204),
        ({"Timestamp": "Mon, 99 Nov 99999 20:59:58 +9999"}, 204),
        ({"Timestamp": "Mon, 23 Nov 2036 20:59:58 -0000"}, 204),
        ({"FriendlyName": "\x00" * 200}, 204),
        ({"ReasonConferenceEnded": "long " * 500}, 204),
        ({"StatusCallbackEvent": "something-new"}, 204),
    ],
)
def test_nonsense_is_no_fault_of_ours(room: SimpleNamespace, change: dict[str, str], status: int) -> None:
    assert room.web.twilio(PATH, {**EVENT, "FriendlyName": room.name, **change}).status_code == status


def test_nothing_is_from_the_future(room: SimpleNamespace, now: datetime) -> None:
    room.web.twilio(PATH, {**EVENT, "Timestamp": "Mon, 23 Nov 2036 20:59:58 +0000"})
    assert RoomEvent.get().at == now


def test_the_end_of_time_in_a_community_that_is_ahead(room: SimpleNamespace, now: datetime) -> None:
    Instance.update(offset_ms=86_400_000).execute()
    for sequence, year in enumerate(("9999", "0001"), start=3):
        form = {**EVENT, "Timestamp": f"Fri, 31 Dec {year} 23:59:59 +0000", "SequenceNumber": str(sequence)}
        assert room.web.twilio(PATH, form).status_code == 204


@pytest.mark.parametrize("path", [PATH, f"{WORDS}?c=1", WAIT])
def test_unsigned_they_are_refused(room: SimpleNamespace, path: str) -> None:
    assert room.web.client.post(path, data=EVENT).status_code == 403


def test_words_for_a_room(room: SimpleNamespace, now: datetime) -> None:
    rooms.announce(room.call, "praise_list", now, words="Amy & Bob {did} it.")
    command = RoomCommand.get(RoomCommand.key.startswith("say:"))
    said = room.web.twilio(f"{WORDS}?c={command.id}", {"ConferenceSid": EVENT["ConferenceSid"]}).get_data(
        as_text=True
    )
    assert "Amy &amp; Bob {did} it.</Say>" in said


@pytest.mark.parametrize("number", ["", "0", "x", "999999999999", "-1"])
def test_words_that_nobody_ordered(room: SimpleNamespace, number: str) -> None:
    answer = room.web.twilio(f"{WORDS}?c={number}", {})
    assert answer.status_code == 200
    assert "<Say" not in answer.get_data(as_text=True)


def test_waiting_needs_nothing_but_its_address(room: SimpleNamespace) -> None:
    said = room.web.twilio(f"{WAIT}?leg={CALLER}", {}).get_data(as_text=True)
    assert "The call begins in 5 minutes." in said
    assert "<Play>http://localhost:8000/hold-music.mp3</Play>" in said
    assert f"/twilio/voice/wait?leg={CALLER}</Redirect>" in said


@pytest.mark.parametrize("leg", ["", "nobody", "CA" + "9" * 32])
def test_waiting_for_whom_we_do_not_know(room: SimpleNamespace, leg: str) -> None:
    said = room.web.twilio(f"{WAIT}?leg={leg}", {})
    assert said.status_code == 200
    assert "<Play>" in said.get_data(as_text=True)


def test_waiting_without_a_database(room: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where waiting fails, nobody is let in: there is always music."""

    def away(call_sid: str) -> None:
        raise peewee.OperationalError

    monkeypatch.setattr(rooms, "leg_of", away)
    said = room.web.twilio(f"{WAIT}?leg={CALLER}", {}).get_data(as_text=True)
    assert "hold-music.mp3" in said
    assert f"/twilio/voice/wait?leg={CALLER}</Redirect>" in said


def test_who_has_heard_the_recording_is_shown_out(room: SimpleNamespace) -> None:
    said = room.web.twilio(f"{WAIT}?leg={CALLER}&over=1", {}).get_data(as_text=True)
    assert "<Pause" in said
    assert RoomCommand.get(RoomCommand.kind == "kick").call_sid == CALLER
    assert room.web.rung == ["phone"]


def test_the_music_is_small_and_there(web: Any) -> None:
    answer = web.client.get("/hold-music.mp3")
    assert answer.status_code == 200
    assert answer.content_type == "audio/mpeg"
    assert 50_000 < len(answer.data) < 200_000
    assert answer.data[:3] == b"ID3" or answer.data[0] == 0xFF


def test_a_hang_up_is_told_by_the_call_too(room: SimpleNamespace, now: datetime) -> None:
    """Twilio asks what follows of a call that is over: whoever hung up raises no hand by it."""
    Leg.update(joined_at=now - timedelta(minutes=1)).execute()
    form = {"CallSid": CALLER, "From": "+13125550142", "To": "+13125550199", "Direction": "inbound"}
    said = room.web.twilio(
        "/twilio/voice/star", {**form, "CallStatus": "completed", "DialCallStatus": "answered"}
    )
    assert "<Conference" not in said.get_data(as_text=True)
    assert (Leg.get().left_at, Leg.get().hand_at) == (now, None)
