"""``POST /twilio/recording``: what was recorded is there, or nothing was. Written down, and fetched soon after.

No bell is rung: a sound may take minutes to come, so it is fetched beside the clock and not by those who answer.
``kind`` and what else is known of it stand in the address, which is ours and signed.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from engine import sounds
from engine.inbound.cleaning import clean
from handlers.doors import doors
from handlers.proofs import TWILIO, proven_by
from handlers.twilio.forms import sid

blueprint = Blueprint("twilio_recording", __name__)

COMPLETED, NOTHING = "completed", ("absent", "failed")
_LONGEST_URL, _LONGEST = 500, 64
_WITH_IT = ("about", "occurrence")  # what our address may say of it beside its kind


@blueprint.post("/twilio/recording")
@proven_by(TWILIO)
def recording_changed() -> Response:
    """The report comes twice, late, or before the call says what was recorded: it is one sound all the same."""
    here, recording = doors(), sid("RecordingSid", "RE")
    status = request.form.get("RecordingStatus", COMPLETED)
    if status == COMPLETED:
        sounds.take(_sound(recording), here.now(), there=True)
    elif status in NOTHING:
        sounds.nothing_there(recording)
    return Response(status=204)


def _sound(recording: str) -> sounds.NewSound:
    kind = request.args.get("kind", sounds.MESSAGE)
    if kind not in sounds.KINDS:
        abort(400, "kind is none of ours")
    url, seconds = request.form.get("RecordingUrl", ""), request.form.get("RecordingDuration", "")
    if not url or len(url) > _LONGEST_URL:
        abort(400, "RecordingUrl is missing or too long")
    told = {name: request.args[name][:_LONGEST] for name in _WITH_IT if name in request.args}
    if "ConferenceSid" in request.form:
        told[sounds.CONFERENCE] = sid("ConferenceSid", "CF")
    return sounds.NewSound(
        sid=recording,
        kind=kind,
        url=clean(url),
        call_sid=sid("CallSid", "CA") if request.form.get("CallSid") else "",
        seconds=int(seconds[:6]) if seconds.isascii() and seconds.isdigit() else 0,
        detail=clean(told),
    )
