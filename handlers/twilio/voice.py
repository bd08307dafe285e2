"""``POST /twilio/voice`` and what follows it: members do ring the number that texts them.

It greets, says when the next call is and where to ring, plays the newest recording or one by its number, and
takes a message for the host. Who presses nothing hears the newest recording: no menu has to be understood.
"""

from __future__ import annotations

from flask import Blueprint, Response, request
from twilio.twiml.voice_response import VoiceResponse

from engine.inbound import receive
from engine.inbound.phone_line import newest_recording, next_call, recording_by_extension
from engine.inbound.received import who_wrote
from engine.links import Links
from engine.models import Recording
from engine.models.db import connection
from engine.published import NothingPublished, live
from engine.times.zones import say_day, say_time
from handlers.doors import doors
from handlers.proofs import TWILIO, proven_by
from handlers.twilio.forms import call_received, number, xml
from handlers.twilio.spoken import digits, spoken, voice

blueprint = Blueprint("twilio_voice", __name__)

SECONDS_TO_PRESS = 6
LONGEST_MESSAGE = 180
MESSAGE = ":message"


class _Line:
    """One answer on the line, in the caller's language and zone."""

    def __init__(self) -> None:
        self.now = doors().now()
        self.caller = who_wrote("phone", number("From"))
        self.twiml = VoiceResponse()
        try:
            community = live().community
            self.community, self.host, language = community.name, community.host, community.language
        except NothingPublished:
            self.community, self.host, language = "Kindling", None, "en"
        self.language = self.caller.language if self.caller else language

    def say(self, key: str, **values: str) -> None:
        host = self.host or spoken("somebody", self.language)
        words = spoken(key, self.language, host=host, **values)
        self.twiml.say(words, language=voice(self.language))

    def play(self, recording: Recording) -> None:
        settings = doors().settings
        self.twiml.play(
            Links(settings.secret_key, settings.public_url).listen(recording.public_id) + "/audio"
        )

    def answer(self) -> Response:
        return xml(self.twiml)


def _at(path: str) -> str:
    return f"{doors().settings.public_url}/twilio/voice{path}"


@blueprint.post("/twilio/voice")
@proven_by(TWILIO)
def somebody_rings() -> Response:
    """Record the call first: whoever rings has been heard from, whatever they do next."""
    if receive(call_received(), doors().now()):
        doors().ring("inbound")
    with connection():
        line = _Line()
        line.say("hello", community=line.community)
        _say_next_call(line)
        _offer(line)
    return line.answer()


@blueprint.post("/twilio/voice/menu")
@proven_by(TWILIO)
def pressed() -> Response:
    """``0`` leaves a message, ``1`` or nothing plays the newest recording, another number that recording."""
    digits = request.form.get("Digits", "").strip("#*")
    with connection():
        line = _Line()
        if digits == "0":
            _take_message(line)
            return line.answer()
        chosen = _chosen(digits, line)
        if chosen is not None:
            line.play(chosen)
        elif digits:
            line.say("unknown")
        if chosen is None and not digits:
            line.say("goodbye")
            line.twiml.hangup()
        else:
            _offer(line, then="/bye")
    return line.answer()


@blueprint.post("/twilio/voice/bye")
@proven_by(TWILIO)
def nothing_pressed() -> Response:
    with connection():
        line = _Line()
        line.say("goodbye")
        line.twiml.hangup()
    return line.answer()


@blueprint.post("/twilio/voice/message")
@proven_by(TWILIO)
def message_left() -> Response:
    """The recording may still be on its way to Twilio's store: its address is what we keep."""
    url, seconds = request.form.get("RecordingUrl", ""), request.form.get("RecordingDuration", "0")
    with connection():
        line = _Line()
        if not url or not seconds.isdecimal() or not int(seconds[:6]):
            line.say("nothing")
        else:
            left = call_received(suffix=MESSAGE, recording=url[:500], seconds=seconds[:6])
            if receive(left, line.now):
                doors().ring("inbound")
            line.say("kept")
        line.twiml.hangup()
    return line.answer()


def _say_next_call(line: _Line) -> None:
    coming = next_call(line.now)
    if coming is None:
        return
    zone = line.caller.timezone if line.caller else coming.zone
    day = say_day(coming.starts_at, zone, line.language)
    line.say("next", day=day, time=say_time(coming.starts_at, zone))
    if coming.number:
        line.say("ring_there", number=digits(coming.number))
    else:
        line.say("ring_here")
    if coming.code:
        line.say("code", code=digits(coming.code))


def _offer(line: _Line, then: str = "/menu") -> None:
    """Wait for digits; where none come, go on at ``then``."""
    gather = line.twiml.gather(
        input="dtmf", action=_at("/menu"), method="POST", timeout=SECONDS_TO_PRESS, finish_on_key="#"
    )
    key = "menu" if newest_recording(line.now) else "menu_empty"
    host = line.host or spoken("somebody", line.language)
    gather.say(spoken(key, line.language, host=host), language=voice(line.language))
    line.twiml.redirect(_at(then), method="POST")


def _take_message(line: _Line) -> None:
    line.say("leave")
    line.twiml.record(
        action=_at("/message"), method="POST", max_length=LONGEST_MESSAGE, timeout=6, finish_on_key="#"
    )
    line.say("nothing")
    line.twiml.hangup()


def _chosen(digits: str, line: _Line) -> Recording | None:
    if digits in ("", "1"):
        return newest_recording(line.now)
    return recording_by_extension(int(digits), line.now) if digits.isdecimal() and len(digits) < 7 else None
