"""Messages.json: create, fetch, and the list by number and date that settles what is in doubt."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, request

from sandbox.breaking import break_down, first_time
from sandbox.carrier import Carrier
from sandbox.magic import BROKEN_NUMBERS
from sandbox.twilio.account import API, guard, page_fields
from sandbox.twilio.errors import Refused, error_page, refused_page, status_page
from sandbox.twilio.messages import accept, message_json, read_wish

BIGGEST_PAGE = 1000


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
    where, values = _filters()
    size = max(1, min(_number("PageSize", 50), BIGGEST_PAGE))
    page = _number("Page", 0)
    rows = carrier.store.rows(
        f"SELECT * FROM texts WHERE {where} ORDER BY created_ms DESC, id DESC LIMIT ? OFFSET ?",
        *values, size + 1, page * size,
    )  # fmt: skip
    shown = [message_json(carrier, row) for row in rows[:size]]
    after = _address(page + 1, size) if len(rows) > size else None
    return jsonify(messages=shown, **page_fields(_address(page, size), len(shown), page, size, after))


def _address(page: int, size: int) -> str:
    asked = {k: v for k, v in request.args.items() if k not in ("Page", "PageSize", "PageToken")}
    return f"{request.path}?{urlencode({**asked, 'PageSize': size, 'Page': page})}"


def _number(name: str, default: int) -> int:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() else default


def _filters() -> tuple[str, list[Any]]:
    """SQL for To, From and the DateSent bounds. The time of sending is the time of acceptance here.

    `DateSent>=X` arrives as the key `DateSent>`, `DateSent<=X` as `DateSent<`; both include their bound.
    """
    where: list[str] = ["1 = 1"]
    values: list[Any] = []
    for name, column in (("To", "recipient"), ("From", "sender")):
        if name in request.args:
            where.append(f"{column} = ?")
            values.append(request.args[name])
    for name in ("DateSent", "DateSent>", "DateSent<"):
        if name in request.args:
            first, last = _bounds(request.args[name])
            where += [] if name == "DateSent<" else ["created_ms >= ?"]
            values += [] if name == "DateSent<" else [first]
            where += [] if name == "DateSent>" else ["created_ms < ?"]
            values += [] if name == "DateSent>" else [last]
    return " AND ".join(where), values


def _bounds(text: str) -> tuple[int, int]:
    """First and past-the-last millisecond of a day (a date, or its midnight) or of a second, in UTC."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(20404, request.full_path) from None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    day = at.time() == time()  # the client library writes a bare date as its first second
    long = timedelta(days=1) if day else timedelta(seconds=1)
    return int(at.timestamp() * 1000), int((at + long).timestamp() * 1000)
