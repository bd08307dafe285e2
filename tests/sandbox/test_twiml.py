"""What Twilio would refuse in a voice document is found, with its code; what it takes passes."""

from __future__ import annotations

import pytest
from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from sandbox.twilio.twiml import problems

GOOD = [
    "",
    "<Say>Hi</Say>",
    '<Say voice="Polly.Joanna" language="es-US" loop="0">Hola</Say>',
    "<Play>/audio.mp3</Play>",
    "<Play>https://example.com/a%20b.wav</Play>",
    '<Play digits="1w2"/>',
    '<Pause length="3"/>',
    '<Gather numDigits="1" finishOnKey="" timeout="6" input="dtmf speech" speechTimeout="auto"><Say>1?</Say>'
    "<Pause/><Play>a.wav</Play></Gather>",
    '<Gather input="speech" speechModel="phone_call" speechTimeout="3" hints="yes,no"/>',
    '<Record action="/kept" maxLength="120" finishOnKey="#" recordingStatusCallbackEvent="completed absent"/>',
    '<Redirect method="POST">/next?a=1&amp;b=2</Redirect>',
    "<Redirect/>",
    "<Hangup/>",
    '<Reject reason="busy"/>',
    "<Dial>312-555-0142</Dial>",
    '<Dial timeout="20" callerId="+13125550100"><Number url="/whisper">+13125550142</Number></Dial>',
    '<Dial hangupOnStar="true" action="/left"><Conference muted="true" beep="onEnter" waitUrl="" '
    'startConferenceOnEnter="false" endConferenceOnExit="false" participantLabel="m 7" maxParticipants="250" '
    'record="record-from-start" statusCallback="/c" statusCallbackEvent="start end join leave mute hold '
    'modify speaker announcement" recordingStatusCallback="/r">Room 1</Conference></Dial>',
]
WRONG = [
    ("<Sms>hi</Sms>", 12200),
    ('<Say colour="red">Hi</Say>', 12200),
    ("<Say></Say>", 13520),
    (f"<Say>{'a' * 4097}</Say>", 13520),
    ('<Say voice="robot">Hi</Say>', 13511),
    ('<Say language="english please">Hi</Say>', 13511),
    ('<Say loop="often">Hi</Say>', 13510),
    ("<Say>Hi<Play>a.mp3</Play></Say>", 12200),
    ("loose words", 12200),
    ("<Play></Play>", 13420),
    ('<Play loop="-1">a.mp3</Play>', 13410),
    ("<Play>ftp://example.com/a.mp3</Play>", 11100),
    ("<Play>http://my_host/a.mp3</Play>", 11100),
    ('<Pause length="long"/>', 13910),
    ('<Gather finishOnKey="##"/>', 13310),
    ('<Gather method="PUT"/>', 13312),
    ('<Gather timeout="-1"/>', 13313),
    ('<Gather numDigits="0"/>', 13314),
    ('<Gather input="keys"/>', 12200),
    ('<Gather action="http://[/"/>', 11100),
    (f'<Gather hints="{"a" * 101}"/>', 12200),
    ('<Gather speechModel="phone_call" speechTimeout="auto"/>', 12200),
    ("<Gather><Redirect>/x</Redirect></Gather>", 13320),
    ("<Gather><Gather/></Gather>", 13320),
    ('<Gather><Say voice="robot">Hi</Say></Gather>', 13511),
    ('<Record method="PUT"/>', 13610),
    ('<Record timeout="x"/>', 13611),
    ('<Record maxLength="0"/>', 13612),
    ('<Record finishOnKey="a"/>', 13613),
    ('<Record transcribe="maybe"/>', 13614),
    ('<Record transcribe="true" maxLength="300"/>', 13615),
    ('<Record playBeep="loud"/>', 13616),
    ('<Record recordingStatusCallbackEvent="done"/>', 12200),
    ("<Record><Say>Hi</Say></Record>", 12200),
    ('<Redirect method="PUT">/x</Redirect>', 13710),
    ("<Dial/>", 13223),
    ("<Dial>nobody</Dial>", 13223),
    ("<Dial><Say>Hi</Say></Dial>", 13215),
    ("<Dial><Conference>a</Conference><Conference>b</Conference></Dial>", 13215),
    ("<Dial><Conference>a</Conference><Number>+13125550142</Number></Dial>", 13215),
    (f"<Dial>{'<Number>+13125550142</Number>' * 11}</Dial>", 13250),
    ('<Dial method="PUT">+13125550142</Dial>', 13210),
    ('<Dial timeout="0">+13125550142</Dial>', 13212),
    ('<Dial hangupOnStar="1">+13125550142</Dial>', 13213),
    ('<Dial callerId="Rosa">+13125550142</Dial>', 13214),
    ('<Dial timeLimit="0">+13125550142</Dial>', 13216),
    ('<Dial record="always">+13125550142</Dial>', 13217),
    ('<Dial><Number method="PUT">+13125550142</Number></Dial>', 13221),
    ('<Dial><Number sendDigits="x">+13125550142</Number></Dial>', 13222),
    ('<Dial><Conference muted="yes">a</Conference></Dial>', 13230),
    ('<Dial><Conference endConferenceOnExit="1">a</Conference></Dial>', 13231),
    ('<Dial><Conference startConferenceOnEnter="no">a</Conference></Dial>', 13232),
    ('<Dial><Conference waitUrl="ftp://x/y">a</Conference></Dial>', 13233),
    ('<Dial><Conference waitMethod="PUT">a</Conference></Dial>', 13234),
    ('<Dial><Conference beep="loud">a</Conference></Dial>', 13235),
    ("<Dial><Conference></Conference></Dial>", 13237),
    ('<Dial><Conference trim="yes">a</Conference></Dial>', 13239),
    ('<Dial><Conference coach="me">a</Conference></Dial>', 13240),
    ('<Dial><Conference maxParticipants="251">a</Conference></Dial>', 16002),
    ('<Dial><Conference statusCallbackEvent="come go">a</Conference></Dial>', 16002),
    ('<Dial><Conference record="yes">a</Conference></Dial>', 16002),
    (f'<Dial><Conference participantLabel="{"a" * 129}">a</Conference></Dial>', 16023),
    (f'<Dial><Conference participantLabel="CA{"0" * 32}">a</Conference></Dial>', 16023),
    ('<Dial><Conference participantLabel="a/b">a</Conference></Dial>', 16023),
]


@pytest.mark.parametrize("inside", GOOD)
def test_what_twilio_takes_passes(inside: str) -> None:
    assert problems(f"<Response>{inside}</Response>") == []


@pytest.mark.parametrize(("inside", "code"), WRONG)
def test_what_twilio_refuses_has_its_code(inside: str, code: int) -> None:
    found = problems(f"<Response>{inside}</Response>")
    assert [problem.code for problem in found] == [code]
    assert found[0].words


@pytest.mark.parametrize(
    ("document", "code"),
    [("", 12100), ("hello", 12100), ("<Response>", 12100), ("<Say>Hi</Say>", 12102),
     (f"<Response>{'<Pause/>' * 9000}</Response>", 11750)],
)  # fmt: skip
def test_a_document_has_to_be_one(document: str, code: int) -> None:
    assert [problem.code for problem in problems(document)] == [code]


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ('<Gather action="/key"/>', 11100),
        ('<Record action="/kept"/>', 11100),
        ('<Record action="http://x/kept" recordingStatusCallback="/r"/>', 13256),
        ("<Redirect>/next</Redirect>", 11100),
        ("<Play>/a.mp3</Play>", 11100),
        ('<Dial><Conference waitUrl="/wait">a</Conference></Dial>', 13233),
    ],
)
def test_a_document_without_an_address_needs_whole_ones(inside: str, code: int) -> None:
    document = f"<Response>{inside}</Response>"
    assert problems(document) == []
    assert [problem.code for problem in problems(document, absolute=True)] == [code]


@pytest.mark.parametrize("verb", ["<Gather/>", "<Record/>", "<Hangup/>", "<Dial>+13125550142</Dial>"])
def test_only_sounds_are_heard_while_waiting(verb: str) -> None:
    document = f"<Response><Say>Soon.</Say>{verb}<Redirect/></Response>"
    assert [problem.code for problem in problems(document, waiting=True)] == [13238]


def test_the_library_writes_what_passes() -> None:
    answer = VoiceResponse()
    gather = Gather(input="dtmf speech", action="http://x.example/menu", finish_on_key="", num_digits=1)
    gather.say("One or two?", language="en-US")
    answer.append(gather)
    dial = Dial(hangup_on_star=True, action="http://x.example/left")
    dial.conference("room", muted=True, wait_url="", status_callback_event="start end", beep="false")
    answer.append(dial)
    answer.record(max_length=60, play_beep=True, recording_status_callback="http://x.example/r")
    assert problems(str(answer), absolute=True) == []
