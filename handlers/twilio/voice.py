"""``POST /twilio/voice`` answers a call; what follows it in the same call lives below that path.

The doors only prove, read and render: what a caller hears is decided in ``engine.phone``.
"""

from __future__ import annotations

import logging
import re

from flask import Blueprint, Response, request
from twilio.twiml.voice_response import VoiceResponse
from werkzeug.exceptions import HTTPException

from engine.inbound.cleaning import clean
from engine.models.db import connection
from engine.outbox.line import our_line
from engine.phone.call import PROVEN, Call, Turn, call_at_hand, proven_before
from engine.phone.states import respond
from handlers.doors import doors
from handlers.proofs import TWILIO, proven_by
from handlers.twilio.forms import UNNAMED, caller, sid, xml
from handlers.twilio.twiml import render

blueprint = Blueprint("twilio_voice", __name__)
log = logging.getLogger(__name__)

_LONGEST = 500
_RECORDING = re.compile(r"RE[0-9a-fA-F]{32}")
SORRY = (
    ("en-US", "We are sorry, our line has a problem right now. Please call again in five minutes."),
    (
        "es-US",
        "Lo sentimos, nuestra línea tiene un problema en este momento. Llama otra vez en cinco minutos, por favor.",
    ),
)


@blueprint.post("/twilio/voice")
@proven_by(TWILIO)
def somebody_rings() -> Response:
    return _turn("")


@blueprint.post("/twilio/voice/<path:state>")
@proven_by(TWILIO)
def the_call_goes_on(state: str) -> Response:
    return _turn(state)


def _turn(path: str) -> Response:
    """One turn of a call. Whatever goes wrong on our side, the caller hears a sentence and not the provider's."""
    try:
        here = doors()
        with connection():
            call = _call()
            script = respond(call, _read(path))
        for bell in call.bells:
            here.ring(bell)
        return xml(render(script, here.settings.public_url))
    except HTTPException:
        raise
    except Exception:
        log.exception("The line could not answer at %r", path)
        return xml(_sorry())


def _call() -> Call:
    here = doors()
    call_sid, ringing, rung = sid("CallSid", "CA"), caller("From"), caller("To")
    told = request.form.get("StirVerstat", "")
    return call_at_hand(
        call_sid=call_sid,
        from_value=ringing,
        to_value=our_line(here.settings) if rung == UNNAMED else rung,
        direction=request.form.get("Direction", "inbound")[:_LONGEST],
        attested=told == PROVEN if told else proven_before(call_sid, ringing),
        settings=here.settings,
        now=here.now(),
    )


def _read(path: str) -> Turn:
    first, *rest = path.strip("/").split("/")
    seconds = _field("RecordingDuration")
    url = _field("RecordingUrl")
    return Turn(
        state=first,
        rest=tuple(rest),
        args=clean(request.args.to_dict()),
        digits=_field("Digits"),
        speech=_field("SpeechResult"),
        recording_url=url,
        recording_sid=_recording(_field("RecordingSid") or url.rpartition("/")[2]),
        seconds=int(seconds[:6]) if seconds.isascii() and seconds.isdigit() else 0,
        dial_status=_field("DialCallStatus"),
        answered_by=_field("AnsweredBy"),
        form=request.form.to_dict(),
    )


def _recording(value: str) -> str:
    return value if _RECORDING.fullmatch(value) else ""


def _field(name: str) -> str:
    return str(clean(request.form.get(name, ""))).strip()[:_LONGEST]


def _sorry() -> VoiceResponse:
    response = VoiceResponse()
    for language, words in SORRY:
        response.say(words, language=language)
    response.hangup()
    return response
