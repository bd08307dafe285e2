"""Calls.json: placing a call, looking at calls, ending them or sending them elsewhere."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.datastructures import MultiDict

from sandbox.carrier import Carrier
from sandbox.magic import REFUSED_CALLS
from sandbox.phonebook import remember_phone
from sandbox.twilio.account import API, guard
from sandbox.twilio.errors import Refused, error_page, refused_page
from sandbox.twilio.grammar import address, is_whole_address
from sandbox.twilio.listing import Filter, listed
from sandbox.twilio.reports import maybe_rfc2822, rfc2822
from sandbox.twilio.ringing import ring_out
from sandbox.twilio.session import NoSuchCall, Session, begin, load_session, session_of
from sandbox.twilio.sids import E164
from sandbox.twilio.switchboard import end_call, redirect_call

LONGEST_TWIML = 4000
TIMEOUTS = range(5, 601)
DIGITS = re.compile(r"[0-9*#wW]*\Z")
MODES = ("Enable", "DetectMessageEnd")
EVENTS = {"initiated", "ringing", "answered", "completed"}
BEFORE_ANSWER = ("queued", "ringing")


def calls_blueprint(carrier: Carrier) -> Blueprint:
    """Create, list, fetch and update calls."""
    doors = Blueprint("twilio_calls", __name__)
    doors.register_error_handler(Refused, refused_page)
    doors.register_error_handler(NoSuchCall, lambda error: error_page(20404, request.path))

    @doors.post(f"{API}/<account>/Calls.json")
    def create(account: str) -> Response:
        guard(carrier, account)
        call = place(carrier, request.form)
        carrier.errands.send(ring_out, carrier, call.sid)
        answer = jsonify(call_json(carrier, call))
        answer.status_code = 201
        return answer

    @doors.get(f"{API}/<account>/Calls.json")
    def listing(account: str) -> Response:
        guard(carrier, account)
        chosen = Filter().equal(To="recipient", From="sender", Status="status", ParentCallSid="parent_sid")
        chosen.within("StartTime", "created_ms").within("EndTime", "ended_ms")
        return listed(carrier, "calls", "calls", chosen, lambda row: _row_json(carrier, row), "id DESC")

    @doors.route(f"{API}/<account>/Calls/<sid>.json", methods=["GET", "POST"])
    def one(account: str, sid: str) -> Response:
        guard(carrier, account)
        call = load_session(carrier, sid)
        return jsonify(call_json(carrier, _update(carrier, call) if request.method == "POST" else call))

    return doors


def place(carrier: Carrier, form: MultiDict[str, str], **more: Any) -> Session:
    """Check the wish for a call as Twilio does, and keep the call; it does not ring yet. Raises Refused."""
    recipient, sender = form.get("To", ""), form.get("From", "")
    _check_numbers(carrier, recipient, sender)
    document, url = form.get("Twiml", ""), form.get("Url", "")
    if not document and not _good(url) and "document" not in more:
        raise Refused(21205, url)
    if len(document) > LONGEST_TWIML:
        raise Refused(21218, f"Twiml of {len(document)} characters")
    options = _options(form)
    if recipient not in carrier.settings.numbers:
        remember_phone(carrier, recipient)
    ring = {"kind": "ring", "url": url, "method": form.get("Method", "POST"), "document": document, **more}
    return begin(
        carrier, direction="outbound-api", sender=sender, recipient=recipient, phone=recipient, status="queued",
        callback=form.get("StatusCallback", ""), fallback_url=form.get("FallbackUrl", ""), options=options,
        events=" ".join(form.getlist("StatusCallbackEvent")) or "completed", waiting=ring,
    )  # fmt: skip


def _check_numbers(carrier: Carrier, recipient: str, sender: str) -> None:
    if not recipient:
        raise Refused(21201)
    if recipient in REFUSED_CALLS:
        raise Refused(REFUSED_CALLS[recipient], recipient)
    if not E164.match(recipient):
        raise Refused(21211, recipient)
    if sender not in carrier.settings.numbers:
        raise Refused(21210, sender) if sender else Refused(21213)


def _options(form: MultiDict[str, str]) -> dict[str, str]:
    mode, digits, timeout = (
        form.get("MachineDetection", ""),
        form.get("SendDigits", ""),
        form.get("Timeout", "60"),
    )
    if mode and mode not in MODES:
        raise Refused(21207, mode)
    if not DIGITS.match(digits):
        raise Refused(21206, digits)
    if not timeout.isdecimal() or int(timeout) not in TIMEOUTS:
        raise Refused(21208, timeout)
    for name in ("StatusCallback", "FallbackUrl", "AsyncAmdStatusCallback", "RecordingStatusCallback"):
        if form.get(name) and not _good(form[name]):
            raise Refused(21609, form[name])
    events = {word for value in form.getlist("StatusCallbackEvent") for word in value.split()}
    if not events <= EVENTS:
        raise Refused(20001, f"StatusCallbackEvent {' '.join(sorted(events - EVENTS))}")
    asynchronous = form.get("AsyncAmd") == "true"
    return {
        "machine": mode,
        "digits": digits,
        "timeout": timeout,
        "async_url": form.get("AsyncAmdStatusCallback", "") if asynchronous else "",
    }


def _good(url: str) -> bool:
    return bool(url) and address(url) and is_whole_address(url)


def _update(carrier: Carrier, call: Session) -> Session:
    form = request.form
    status, url, document = form.get("Status"), form.get("Url", ""), form.get("Twiml", "")
    if status is not None:
        return _end(carrier, call, status)
    if not url and not document:
        return call
    if call.ended or call.status in BEFORE_ANSWER:
        raise Refused(21220, "Cannot redirect.")
    if url and not _good(url):
        raise Refused(21205, url)
    if len(document) > LONGEST_TWIML:
        raise Refused(21218, f"Twiml of {len(document)} characters")
    return redirect_call(carrier, call.sid, url, document, form.get("Method", "POST"))


def _end(carrier: Carrier, call: Session, status: str) -> Session:
    """`canceled` takes back what has not been answered, `completed` ends whatever it is."""
    if status not in ("canceled", "completed"):
        raise Refused(20001, f"Status {status}")
    if status == "canceled" and not call.ended and call.status not in BEFORE_ANSWER:
        raise Refused(21220, "Cannot be canceled.")
    over = "canceled" if call.status in BEFORE_ANSWER else "completed"
    return end_call(carrier, call.sid, over, "the other side hung up")


def _row_json(carrier: Carrier, row: sqlite3.Row) -> dict[str, Any]:
    return call_json(carrier, session_of(row))


def call_json(carrier: Carrier, call: Session) -> dict[str, Any]:
    """A call as the API shows it."""
    account = carrier.settings.account_sid
    uri = f"{API}/{account}/Calls/{call.sid}"
    return {
        "sid": call.sid,
        "account_sid": account,
        "to": call.recipient,
        "to_formatted": call.recipient,
        "from": call.sender,
        "from_formatted": call.sender,
        "phone_number_sid": None,
        "status": call.status,
        "direction": call.direction,
        "duration": str(call.seconds) if call.ended else None,
        "date_created": rfc2822(call.created_ms),
        "date_updated": rfc2822(call.ended_ms or call.answered_ms or call.created_ms),
        "start_time": maybe_rfc2822(call.answered_ms or (call.created_ms if call.ended else None)),
        "end_time": maybe_rfc2822(call.ended_ms),
        "answered_by": call.answered_by or None,
        "parent_call_sid": call.parent_sid or None,
        "caller_name": None,
        "forwarded_from": None,
        "group_sid": None,
        "queue_time": "0",
        "trunk_sid": None,
        "price": None,
        "price_unit": "USD",
        "api_version": "2010-04-01",
        "uri": f"{uri}.json",
        "subresource_uris": {"recordings": f"{uri}/Recordings.json"},
    }
