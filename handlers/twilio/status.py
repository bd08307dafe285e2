"""``POST /twilio/status``: what became of a text or a call of ours. Recorded at once; what it means is worked out
by the outbox."""

from __future__ import annotations

import re

from flask import Blueprint, Response, abort, request

from engine.inbound import take_receipts
from engine.inbound.cleaning import clean
from engine.outbox import NewReceipt
from handlers.doors import doors
from handlers.proofs import TWILIO, proven_by
from handlers.twilio.forms import sid

blueprint = Blueprint("twilio_status", __name__)

_TOKEN = re.compile(r"[0-9a-f]{32}-\d{1,4}")  # a delivery and its attempt
_KEPT = ("MessageStatus", "ErrorCode", "To", "From", "RawDlrDoneDate")
_KEPT_OF_CALLS = (
    *("CallStatus", "ErrorCode", "To", "From", "AnsweredBy", "CallDuration", "SequenceNumber", "Timestamp"),
    "SipResponseCode",
)
_STATUS = re.compile(r"[a-z_-]{1,24}")


@blueprint.post("/twilio/status")
@proven_by(TWILIO)
def status_changed() -> Response:
    """Statuses come late, twice and out of order: each (message or call, status) counts once."""
    here = doors()
    a_call = "CallSid" in request.form
    named, kept = ("CallStatus", _KEPT_OF_CALLS) if a_call else ("MessageStatus", _KEPT)
    message = sid("CallSid", "CA") if a_call else sid("MessageSid", "SM", "MM")
    status = request.form.get(named, "")
    if not _STATUS.fullmatch(status):
        abort(400, f"{named} is missing or is no status")
    token = request.args.get("t", "")
    receipt = NewReceipt(
        provider="twilio",
        provider_event=f"{message}:{status}",
        attempt_token=token if _TOKEN.fullmatch(token) else "",
        provider_id=message,
        status=status,
        error=clean(request.form.get("ErrorCode", "")[:20]),
        raw={name: clean(request.form[name][:200]) for name in kept if name in request.form},
    )
    take_receipts([receipt], here.now())
    here.ring("advance")
    return Response(status=204)
