"""Scripts as TwiML that the provider takes, with whole addresses and the caller's voice."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from engine.phone.script import Act, Ask, Connect, Enter, Go, HangUp, Pause, Play, Record, Say, Script, to
from handlers.twilio.twiml import LONGEST_SAY, render
from sandbox.twilio.twiml import problems

BASE = "https://kindling.example"
IN = Enter("room-1", next="star", muted=True, starts=False, label="leg-CA1", wait="wait?leg=CA1")
EVERY_ACT: tuple[Act, ...] = (
    Say("Hello & <welcome>."),
    Play(f"{BASE}/listen/x/audio"),
    Pause(2),
    Ask("pressed/5?said=1", (Say("One?"), Play(f"{BASE}/y.mp3"), Pause()), digits=1, finish=""),
    Ask("pin", (Say("Your PIN?"),), digits=6, speech=True),
    Record("recorded/win?asked=1", 180, detail={"about": "a win & more"}),
    IN,
    Enter(
        "room-1", next="star", muted=False, starts=True, label="leg-CA2", record=True, star=False, beep=True
    ),
    Connect("+13125550100", "ring-people/host", 20, "+13125550199"),
    Go("menu?said=1&x=2"),
    HangUp(),
)


def rendered(*acts: Act, language: str = "en") -> ElementTree.Element:
    document = str(render(Script(acts, language), BASE))
    assert problems(document, absolute=True) == []
    return ElementTree.fromstring(document)


@pytest.mark.parametrize("act", EVERY_ACT, ids=lambda act: type(act).__name__)
def test_every_act_is_taken_by_the_provider(act: Act) -> None:
    assert len(rendered(act)) == 1


def test_words_are_said_in_the_scripts_language_or_their_own() -> None:
    page = rendered(Say("Hola"), Say("Hello", "en"), Say("Salut", "fr"), language="es-MX")
    assert [one.get("language") for one in page] == ["es-US", "en-US", "en-US"]


def test_no_sentence_is_longer_than_is_read_out() -> None:
    assert len(rendered(Say("word " * 5000))[0].text or "") == LONGEST_SAY


def test_keys_go_to_their_state_and_every_key_counts() -> None:
    gather = rendered(EVERY_ACT[3])[0]
    assert gather.get("action") == f"{BASE}/twilio/voice/pressed/5?said=1"
    assert (gather.get("numDigits"), gather.get("finishOnKey")) == ("1", "")
    assert [one.tag for one in gather] == ["Say", "Play", "Pause"]


def test_a_recording_says_what_it_is() -> None:
    record = rendered(EVERY_ACT[5])[0]
    wanted = f"{BASE}/twilio/recording?kind=message&about=a+win+%26+more"
    assert record.get("recordingStatusCallback") == wanted


def test_a_room_reports_what_happens_in_it() -> None:
    dial = rendered(IN)[0]
    room = dial[0]
    assert dial.get("hangupOnStar") == "true"
    assert room.get("statusCallback") == f"{BASE}/twilio/conference"
    assert {"start", "end", "join", "leave"} <= set((room.get("statusCallbackEvent") or "").split())
    assert (room.get("endConferenceOnExit"), room.get("startConferenceOnEnter")) == ("false", "false")
    assert room.get("waitUrl") == f"{BASE}/twilio/voice/wait?leg=CA1"


def test_states_are_safe_in_an_address() -> None:
    assert to("ring-people", "host", "a/b ü", tried="1,2") == "ring-people/host/a%2Fb%20%C3%BC?tried=1%2C2"
    assert to("bye") == "bye"
