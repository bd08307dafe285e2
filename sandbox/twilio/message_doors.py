"""Messages.json: create, fetch, and the list by number and date that settles what is in doubt."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request

from sandbox.breaking import break_down, first_time
from sandbox.carrier import Carrier
from sandbox.magic import BROKEN_NUMBERS
from sandbox.twilio.account import API, guard
from sandbox.twilio.errors import Refused, error_page, refused_page, status_page
from sandbox.twilio.listing import Filter, listed
from sandbox.twilio.messages import accept, message_json, read_wish


def messages_blueprint(carrier: Carrier) -> Blueprint:
    """The three doors of the Messages resource."""
    doors = Blueprint("twilio_messages", __name__)
    doors.register_error_handler(Refused, refused_page)

    @doors.post(f"{API}/<account>/Messages.json")
    def create(account: str) -> Response:
        guard(carrier, account)
        return _create(carrier)

    @doors.get(f"{API}/<account>/Messages.json")
    def listing(account: str) -> Response:
        guard(carrier, account)
        return _list(carrier)

    @doors.get(f"{API}/<account>/Messages/<sid>.json")
    def fetch(account: str, sid: str) -> Response:
        guard(carrier, account)
        row = carrier.store.row("SELECT * FROM texts WHERE sid = ?", sid)
        return jsonify(message_json(carrier, row)) if row else error_page(20404, request.path)

    return doors


def _create(carrier: Carrier) -> Response:
    wish = read_wish(carrier, request.form)
    broken = BROKEN_NUMBERS.get(wish.recipient)
    if broken and not first_time(carrier, f"text {wish.recipient} {wish.body}"):
        broken = None
    if broken and not broken.accepted:
        return break_down(carrier, broken, status_page)
    sid = accept(carrier, wish)
    if broken:
        return break_down(carrier, broken, status_page)
    answer = jsonify(message_json(carrier, _row(carrier, sid), fresh=True))
    answer.status_code = 201
    answer.headers["Twilio-Concurrent-Requests"] = "1"
    return answer


def _row(carrier: Carrier, sid: str) -> Any:
    return carrier.store.row("SELECT * FROM texts WHERE sid = ?", sid)


def _list(carrier: Carrier) -> Response:
    """The time of sending is the time of acceptance here."""
    chosen = Filter().equal(To="recipient", From="sender").within("DateSent", "created_ms")
    return listed(
        carrier,
        "messages",
        "texts",
        chosen,
        lambda row: message_json(carrier, row),
        "created_ms DESC, id DESC",
    )
