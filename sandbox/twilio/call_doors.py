"""Calls.json and Recordings: placing a call to a phone of the page, looking at it, hearing what was left."""

from __future__ import annotations

import io
import wave
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, request

from sandbox.carrier import Carrier
from sandbox.clock import from_ms
from sandbox.phonebook import remember_phone
from sandbox.twilio.account import API, guard, page_fields
from sandbox.twilio.errors import Refused, error_page, refused_page
from sandbox.twilio.session import NoSuchCall, Session, begin, load_session, save, session_of
from sandbox.twilio.sids import E164
from sandbox.twilio.voice import hang_up, report_call

SAMPLE_RATE = 8000


def calls_blueprint(carrier: Carrier) -> Blueprint:
    """Create, list, fetch and update calls; the audio of a recording."""
    doors = Blueprint("twilio_calls", __name__)
    doors.register_error_handler(Refused, refused_page)
    doors.register_error_handler(NoSuchCall, lambda error: error_page(20404, request.path))

    @doors.post(f"{API}/<account>/Calls.json")
    def create(account: str) -> Response:
        guard(carrier, account)
        answer = jsonify(call_json(carrier, _place(carrier)))
        answer.status_code = 201
        return answer

    @doors.get(f"{API}/<account>/Calls.json")
    def listing(account: str) -> Response:
        guard(carrier, account)
        calls = [call_json(carrier, call) for call in _matching(carrier)]
        return jsonify(
            calls=calls, **page_fields(f"{API}/{account}/Calls.json?PageSize=50&Page=0", len(calls))
        )

    @doors.route(f"{API}/<account>/Calls/<sid>.json", methods=["GET", "POST"])
    def one(account: str, sid: str) -> Response:
        guard(carrier, account)
        call = load_session(carrier, sid)
        if request.form.get("Status") in ("completed", "canceled"):
            call = hang_up(carrier, sid)
        return jsonify(call_json(carrier, call))

    @doors.get(f"{API}/<account>/Recordings/<sid>")
    @doors.get(f"{API}/<account>/Recordings/<sid>.wav")
    def audio(account: str, sid: str) -> Response:
        row = carrier.store.row("SELECT seconds FROM recordings WHERE sid = ?", sid)
        return (
            Response(_silence(row["seconds"]), mimetype="audio/wav")
            if row
            else error_page(20404, request.path)
        )

    return doors


def _place(carrier: Carrier) -> Session:
    form = request.form
    recipient, sender, url = form.get("To", ""), form.get("From", ""), form.get("Url", "")
    if not recipient:
        raise Refused(21201)
    if not E164.match(recipient):
        raise Refused(21211, recipient)
    if sender not in carrier.settings.numbers:
        raise Refused(21210, sender) if sender else Refused(21213)
    if not form.get("Twiml") and urlsplit(url).scheme not in ("http", "https"):
        raise Refused(21205, url)
    remember_phone(carrier, recipient)
    call = begin(
        carrier, direction="outbound-api", sender=sender, recipient=recipient, phone=recipient, status="ringing",
        document=form.get("Twiml", ""), callback=form.get("StatusCallback", ""),
        waiting={"kind": "ring", "url": url},
    )  # fmt: skip
    if "ringing" in form.getlist("StatusCallbackEvent"):
        report_call(carrier, call, "ringing")
        save(carrier, call)
    return call


def _matching(carrier: Carrier) -> list[Session]:
    where, values = ["1 = 1"], []
    for name, column in (("To", "recipient"), ("From", "sender"), ("Status", "status")):
        if name in request.args:
            where.append(f"{column} = ?")
            values.append(request.args[name])
    sql = f"SELECT * FROM calls WHERE {' AND '.join(where)} ORDER BY id DESC LIMIT 1000"
    return [session_of(dict(row)) for row in carrier.store.rows(sql, *values)]


def call_json(carrier: Carrier, call: Session) -> dict[str, Any]:
    """A call as the API shows it."""
    account = carrier.settings.account_sid
    begun = format_datetime(from_ms(call.created_ms).replace(microsecond=0))
    ended = format_datetime(from_ms(call.ended_ms).replace(microsecond=0)) if call.ended_ms else None
    return {
        "sid": call.sid,
        "account_sid": account,
        "to": call.recipient,
        "from": call.sender,
        "status": call.status,
        "direction": call.direction,
        "duration": str((call.ended_ms - call.created_ms) // 1000) if call.ended_ms else None,
        "date_created": begun,
        "date_updated": ended or begun,
        "start_time": begun,
        "end_time": ended,
        "answered_by": None,
        "parent_call_sid": None,
        "price": None,
        "price_unit": "USD",
        "api_version": "2010-04-01",
        "uri": f"{API}/{account}/Calls/{call.sid}.json",
        "subresource_uris": {},
    }


def _silence(seconds: int) -> bytes:
    """A WAV of nothing: the phones of the page have no microphone, but what they leave must be playable."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(bytes(2 * SAMPLE_RATE * seconds))
    return out.getvalue()
