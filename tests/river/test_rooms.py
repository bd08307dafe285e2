"""The weekly call as it is on the phone: real TwiML, real clients, signed callbacks, a conference in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from twilio.request_validator import RequestValidator

from engine import rooms
from engine.channels import build
from engine.models import Leg, Occurrence, Praise, Room
from engine.pins import new_pin
from tests.river.conftest import River
from tests.river.phones import AMY, BOB, CARLA, ROSA, STRANGER, Phone, dial, settle
from tests.river.test_judge import problems

SEVEN = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)  # Tuesday at seven in Chicago


@pytest.fixture
def evening(river: River, cast: SimpleNamespace) -> River:
    """Tuesday, a minute before seven: the doors are open, nobody is in."""
    river.until(SEVEN - timedelta(minutes=1))
    return river


def call_of(river: River) -> Occurrence:
    found: Occurrence = Occurrence.select().order_by(Occurrence.starts_at).first()
    return found


def test_the_first_waits_to_music_and_the_leader_begins(evening: River) -> None:
    amy = dial(evening, AMY)
    assert "You are the first one here. This call is being recorded." in amy.heard
    assert "The call begins in a minute" in amy.heard
    assert amy.call["playing"].endswith("/hold-music.mp3")
    assert evening.sandbox.rooms()[0]["state"] == "init"
    rosa = dial(evening, ROSA)
    assert "One other person is here." in rosa.heard
    assert "You are leading this call." in rosa.heard
    assert evening.sandbox.rooms()[0]["state"] == "in-progress"
    assert rooms.present(call_of(evening)) == 2
    assert rooms.leader_present(call_of(evening), evening.now)
    assert not amy.muted


def test_an_unproven_number_does_not_lead(evening: River) -> None:
    phone = dial(evening, ROSA, attested=False)
    assert "If you are here to lead the call, press the star key." in phone.heard
    assert phone.room
    assert not rooms.leader_present(call_of(evening), evening.now)


def test_a_pin_leads_from_any_phone(evening: River, cast: SimpleNamespace) -> None:
    pin = new_pin(cast.rosa, evening.kit.settings, evening.now)
    home = Phone(evening, ROSA, evening.sandbox.dial(ROSA, attested=False))
    home.press("*")
    assert "You are leading this call." in home.enter(pin)
    assert rooms.leader_present(call_of(evening), evening.now)
    strange = dial(evening, STRANGER)
    strange.press("**")
    assert "You are leading this call." in strange.enter(pin)
    assert "Everyone is muted." in strange.star("1")


def test_the_leaders_keys(evening: River) -> None:
    Praise.create(
        member=1,
        cause="p",
        words="Amy sold her first",
        state="approved",
        shared_at=evening.now,
        created_at=evening.now,
    )
    rosa, amy, bob = dial(evening, ROSA), dial(evening, AMY), dial(evening, BOB)
    assert "Everyone is muted." in rosa.star("1")
    assert (amy.muted, bob.muted, rosa.muted) == (True, True, False)
    assert "Your hand is up." in bob.star()
    assert bob.room
    assert bob.muted
    assert "A hand is up." in rosa.heard
    counted = rosa.star("4")
    assert "2 other people are here." in counted
    assert "One hand is up." in counted
    assert "Bob may speak now." in rosa.star("3")
    assert (amy.muted, bob.muted) == (True, False)
    assert "You may speak now." in bob.heard
    assert "You may speak now." not in amy.heard
    assert "Everyone may speak." in rosa.star("2")
    assert not amy.muted
    assert "The recording is off." in rosa.star("7")
    assert "This call is not being recorded any more." in amy.heard
    assert "The recording is on." in rosa.star("7")
    rosa.star("6")
    assert "Amy sold her first." in amy.heard
    assert "Sorry, that key does nothing here." in rosa.star("8")
    assert "You are back on the call." in rosa.star("#")
    assert rosa.room


def test_a_locked_room_takes_no_more(evening: River) -> None:
    rosa, amy = dial(evening, ROSA), dial(evening, AMY)
    assert "Nobody new can come in now." in rosa.star("5")
    bob = Phone(evening, BOB, evening.sandbox.dial(BOB))
    assert "You can leave us a message instead." in bob.heard
    assert bob.call["waiting"]["kind"] == "record"
    amy.hang_up()
    assert dial(evening, AMY).room  # a dropped line keeps nobody out
    assert "Everyone can come in again." in rosa.star("5")
    assert dial(evening, CARLA).room


def test_the_leaders_line_drops_and_they_lead_again(evening: River) -> None:
    rosa, amy = dial(evening, ROSA), dial(evening, AMY)
    rosa.hang_up()
    assert rooms.leader_left_at(call_of(evening), evening.now) is not None
    assert amy.room  # the room stays
    again = dial(evening, ROSA)
    assert "You are leading this call." in again.heard
    assert rooms.leader_present(call_of(evening), evening.now)


def test_the_end_for_everybody(evening: River) -> None:
    rosa, amy, guest = dial(evening, ROSA), dial(evening, AMY), dial(evening, STRANGER)
    assert Leg.select().where(Leg.role == "guest").count() == 1
    rosa.star("9")  # without the second 9 nothing ends
    assert call_of(evening).state == "open"
    assert "The call is over for everyone." in rosa.press("*99")
    for phone in (amy, guest):
        assert "The call is over. Thank you for being there. Goodbye." in phone.heard
        assert phone.call["status"] == "completed"
    assert call_of(evening).state == "over"
    assert rooms.present(call_of(evening)) == 0
    assert evening.sandbox.rooms("in-progress") == []


def test_after_its_grace_it_closes_by_itself(evening: River) -> None:
    rosa, amy = dial(evening, ROSA), dial(evening, AMY)
    evening.until(SEVEN + timedelta(minutes=56))
    settle(evening)
    assert "in 5 minutes." in amy.heard
    evening.until(SEVEN + timedelta(minutes=61))
    settle(evening)
    assert (rosa.call["status"], amy.call["status"]) == ("completed", "completed")
    assert call_of(evening).state == "over"


def test_in_spanish(evening: River) -> None:
    dial(evening, AMY)
    carla = dial(evening, CARLA)
    assert "Hay otra persona en la llamada. Esta llamada se está grabando." in carla.heard
    assert "La llamada empieza en un minuto" in carla.heard


def test_nobody_leads(evening: River) -> None:
    amy = dial(evening, AMY)
    Occurrence.update(cover="nobody").where(Occurrence.id == call_of(evening).id).execute()
    evening.until(call_of(evening).starts_at + rooms.LATE)
    for _ in range(4):
        if amy.call["room"]:
            evening.sandbox.silence(amy.sid)
            settle(evening)
    assert "Nobody can lead the call today" in amy.heard
    assert amy.call["status"] == "completed"
    bob = dial(evening, BOB)
    assert "Nobody can lead the call today" in bob.heard
    assert not bob.room


def test_more_than_one_room_holds(evening: River) -> None:
    """Past the mark they hear the first room over a call of our own."""
    small(evening, 2)
    rosa, amy, bob, carla, guest = (dial(evening, one) for one in (ROSA, AMY, BOB, CARLA, STRANGER))
    first, second = sorted({phone.room for phone in (rosa, amy, bob, carla, guest)})[:2]
    assert amy.room == rosa.room == first
    assert carla.room == second
    settle(evening)
    bridges = [leg for leg in Leg.select() if leg.role == "bridge"]
    assert sorted(leg.room.number for leg in bridges) == sorted(
        number for n in range(2, 1 + Room.select().count()) for number in (1, n)
    )
    assert all(leg.joined_at and not leg.left_at for leg in bridges)
    inside = {one["call_sid"]: one for room in evening.sandbox.rooms() for one in room["participants"]}
    assert {inside[leg.call_sid]["muted"] for leg in bridges if leg.room.number == 1} == {True}
    assert rooms.present(call_of(evening)) == 5
    assert "4 other people are here." in rosa.star("4")
    rosa.star("1")
    assert all(phone.muted for phone in (amy, bob, carla, guest))
    rosa.press("*99")
    assert all(phone.call["status"] == "completed" for phone in (amy, bob, carla, guest))
    assert evening.sandbox.rooms("in-progress") == []


def test_our_own_number_without_the_digits(evening: River) -> None:
    """Whoever shows our number as theirs comes into no room."""
    ours = evening.kit.settings.twilio_from
    form = {
        "CallSid": "CA" + "7" * 32,
        "From": ours,
        "To": ours,
        "Direction": "inbound",
        "CallStatus": "in-progress",
    }
    assert "<Gather" in signed(evening, "/twilio/voice", form)
    answer = signed(evening, "/twilio/voice/bridge/token", {**form, "Digits": "1234567890"})
    assert "<Hangup" in answer
    assert "<Conference" not in answer


def test_every_request_is_judged(judge: Any, evening: River) -> None:
    small(evening, 2)
    rosa, *others = [dial(evening, one) for one in (ROSA, AMY, BOB, CARLA)]
    for keys in ("1", "2", "7", "7"):
        rosa.star(keys)
    others[0].star()
    rosa.star("3")
    evening.wait(minutes=3)
    rosa.press("*99")
    captured = evening.sandbox.captured()
    paths = {f"{one['method']} {one['path'].split('/2010-04-01/')[-1]}" for one in captured}
    for wanted in (
        "Participants/",
        "Conferences/",
        "Calls.json",
        "Recordings/Twilio.CURRENT",
        "Participants.json",
    ):
        assert any(wanted in path for path in paths), wanted
    documented = [
        one for one in captured if not one["path"].endswith(".mp3")
    ]  # sounds are no part of the API's paper
    assert problems(judge, documented) == []


def small(river: River, mark: int) -> None:
    """Rooms of two: the web process is told so."""
    served: Any = river.web.server.app
    doors = served.extensions["kindling"]
    served.extensions["kindling"] = replace(doors, settings=replace(doors.settings, room_mark=mark))
    river.kit = build(replace(river.kit.settings, room_mark=mark))


def signed(river: River, path: str, form: dict[str, str]) -> str:
    """A request as the provider signs it."""
    url = f"{river.kit.settings.public_url}{path}"
    signature = RequestValidator(river.kit.settings.twilio_auth_token).compute_signature(url, form)
    answer = requests.post(url, data=form, headers={"X-Twilio-Signature": signature}, timeout=10)
    return answer.text


def test_a_host_who_comes_after_all_leads(evening: River) -> None:
    Occurrence.update(cover="nobody").where(Occurrence.id == call_of(evening).id).execute()
    rosa = dial(evening, ROSA)
    assert "You are leading this call." in rosa.heard
    assert dial(evening, AMY).room  # and with her in, the call is on
