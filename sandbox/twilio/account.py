"""The account and its numbers: what `doctor` reads, and the webhook addresses it can set."""

from __future__ import annotations

import hmac
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Request, Response, jsonify, request

from sandbox.carrier import Carrier
from sandbox.settings import SandboxSettings
from sandbox.twilio.errors import Refused, error_page, refused_page
from sandbox.twilio.sids import number_sid

API = "/2010-04-01/Accounts"
FIELDS = {
    "SmsUrl": "sms_url",
    "SmsFallbackUrl": "sms_fallback_url",
    "VoiceUrl": "voice_url",
    "VoiceFallbackUrl": "voice_fallback_url",
    "StatusCallback": "status_callback",
}
CREATED = "Mon, 05 Jan 2026 09:00:00 +0000"


def guard(carrier: Carrier, account: str) -> None:
    """Keep the request for the record, then check its key. Raises Refused 20003 or 20404."""
    carrier.capture.keep(request)
    if not _known(carrier.settings, request):
        raise Refused(20003)
    if account != carrier.settings.account_sid:
        raise Refused(20404, request.path)


def _known(settings: SandboxSettings, asked: Request) -> bool:
    auth = asked.authorization
    if auth is None or auth.type != "basic" or not auth.username or not auth.password:
        return False
    name = hmac.compare_digest(auth.username.encode(), settings.account_sid.encode())
    return name and hmac.compare_digest(auth.password.encode(), settings.auth_token.encode())


def webhook_address(carrier: Carrier, number: str, field: str) -> str:
    """Where Twilio would post for `number`: what was set on it, else the web process's own door."""
    row = carrier.store.row("SELECT * FROM numbers WHERE number = ?", number)
    if row is not None and row[field] is not None:
        return str(row[field])
    doors = {"sms_url": "/twilio/sms", "voice_url": "/twilio/voice"}
    return carrier.settings.web(doors[field]) if field in doors else ""


def number_json(carrier: Carrier, number: str) -> dict[str, Any]:
    """An IncomingPhoneNumber as the API shows it."""
    account = carrier.settings.account_sid
    sid = number_sid(number)
    shown = {column: webhook_address(carrier, number, column) for column in FIELDS.values()}
    return {
        "sid": sid,
        "account_sid": account,
        "friendly_name": number,
        "phone_number": number,
        **shown,
        **{f"{kind}_method": "POST" for kind in ("sms", "sms_fallback", "voice", "voice_fallback")},
        "status_callback_method": "POST",
        "capabilities": {"voice": True, "sms": True, "mms": True, "fax": False},
        "status": "in-use",
        "origin": "twilio",
        "beta": False,
        "date_created": CREATED,
        "date_updated": CREATED,
        "api_version": "2010-04-01",
        "uri": f"{API}/{account}/IncomingPhoneNumbers/{sid}.json",
    }


def account_blueprint(carrier: Carrier) -> Blueprint:
    """Account fetch and IncomingPhoneNumbers list, fetch and update."""
    doors = Blueprint("twilio_account", __name__)
    doors.register_error_handler(Refused, refused_page)

    @doors.get(f"{API}/<account>.json")
    def fetch_account(account: str) -> Response:
        guard(carrier, account)
        return jsonify(
            sid=account, friendly_name="Kindling sandbox", status="active", type="Full", owner_account_sid=account,
            date_created=CREATED, date_updated=CREATED, uri=f"{API}/{account}.json", subresource_uris={},
        )  # fmt: skip

    @doors.get(f"{API}/<account>/IncomingPhoneNumbers.json")
    def list_numbers(account: str) -> Response:
        guard(carrier, account)
        wanted = request.args.get("PhoneNumber", "")
        found = [number_json(carrier, n) for n in carrier.settings.numbers if wanted in n]
        here = f"{API}/{account}/IncomingPhoneNumbers.json?PageSize=50&Page=0"
        return jsonify(incoming_phone_numbers=found, **page_fields(here, len(found)))

    @doors.route(f"{API}/<account>/IncomingPhoneNumbers/<sid>.json", methods=["GET", "POST"])
    def one_number(account: str, sid: str) -> Response:
        guard(carrier, account)
        number = next((n for n in carrier.settings.numbers if number_sid(n) == sid), None)
        if number is None:
            return error_page(20404, request.path)
        if request.method == "POST":
            _set_addresses(carrier, number)
        return jsonify(number_json(carrier, number))

    return doors


def _set_addresses(carrier: Carrier, number: str) -> None:
    wanted = {column: request.form[name] for name, column in FIELDS.items() if name in request.form}
    for value in wanted.values():
        if value and urlsplit(value).scheme not in ("http", "https"):
            raise Refused(21205, value)
    with carrier.store.write() as connection:
        connection.execute("INSERT OR IGNORE INTO numbers (number) VALUES (?)", (number,))
        for column, value in wanted.items():
            connection.execute(f"UPDATE numbers SET {column} = ? WHERE number = ?", (value, number))


def page_fields(
    here: str, count: int, page: int = 0, size: int = 50, after: str | None = None
) -> dict[str, Any]:
    """The paging part of a Twilio list: `after` is the next page's address, or None on the last."""
    start = page * size
    return {
        "page": page,
        "page_size": size,
        "start": start,
        "end": start + max(count - 1, 0),
        "uri": here,
        "first_page_uri": here,
        "previous_page_uri": None,
        "next_page_uri": after,
    }
