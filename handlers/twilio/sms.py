"""``POST /twilio/sms``: a text came. It is recorded, the bell rung, and Twilio answered with silence."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from twilio.twiml.messaging_response import MessagingResponse

from engine.entries import Photo
from engine.inbound import Received, receive
from handlers.doors import doors
from handlers.proofs import TWILIO, proven_by
from handlers.twilio.forms import number, sid, xml

blueprint = Blueprint("twilio_sms", __name__)

_OPT_OUTS = ("STOP", "START", "HELP")
_MOST_MEDIA = 10
_NOUNS = {"video": "a video", "audio": "a sound", "text": "a contact or a note"}


@blueprint.post("/twilio/sms")
@proven_by(TWILIO)
def text_came() -> Response:
    """Commit first, then ring: the answer never waits for anything but the database."""
    here = doors()
    if receive(_received(), here.now()):
        here.ring("inbound")
    return xml(MessagingResponse())


def _received() -> Received:
    opt_out = request.form.get("OptOutType", "").upper()
    return Received(
        provider="twilio",
        provider_id=sid("MessageSid", "SM", "MM"),
        channel="text",
        from_value=number("From"),
        to_value=number("To"),
        text=request.form.get("Body", ""),
        opt_out_type=opt_out if opt_out in _OPT_OUTS else "",
        raw=_raw(),
        photos=_photos(),
    )


def _raw() -> dict[str, Any]:
    """Where it came from, and what came with it that is no picture: that can be seen at Twilio alone."""
    form = request.form
    raw: dict[str, Any] = {
        name: form[name] for name in ("FromState", "FromCountry", "MessagingServiceSid") if name in form
    }
    others = [kind.partition("/")[0].lower() for _, _, kind in _media() if not _is_picture(kind)]
    if others:
        at = f"to be seen at Twilio: {form.get('MessageSid', '')}"
        raw["media"] = [f"{_NOUNS.get(kind, 'a file')}, {at}" for kind in others]
    return raw


def _photos() -> list[Photo]:
    """The pictures among it, by what Twilio says they are: a worker looks at the bytes before it believes that."""
    return [Photo(at, url) for at, url, kind in _media() if _is_picture(kind)]


def _is_picture(kind: str) -> bool:
    return kind.lower().startswith("image/")


def _media() -> list[tuple[int, str, str]]:
    """Which one, its address and its type."""
    form = request.form
    count = form.get("NumMedia", "0")
    if not count.isdecimal() or not int(count[:3]):
        return []
    there = (at for at in range(_MOST_MEDIA) if f"MediaUrl{at}" in form)
    return [(at, form[f"MediaUrl{at}"], form.get(f"MediaContentType{at}", "")) for at in there]
