"""POST /v3/mail/send: one mail for each recipient into its mailbox, and the events it will cause."""

from __future__ import annotations

import hmac
import json
import uuid
from typing import Any

from flask import Blueprint, Response, jsonify, request

from sandbox.breaking import break_down, first_time
from sandbox.carrier import Carrier
from sandbox.clock import machine_ms, machine_now
from sandbox.magic import BROKEN_MAILBOXES, Breakdown, magic_word, mail_fate
from sandbox.sendgrid.checks import BIGGEST_MAIL, problems, recipients
from sandbox.sendgrid.events import plan_events
from sandbox.store import insert

UNAUTHORIZED = "The provided authorization grant is invalid, expired, or revoked"


def error_page(status: int, text: str = "") -> Response:
    """SendGrid's error JSON with an HTTP status."""
    answer = jsonify(errors=[{"message": text or "internal error", "field": None, "help": None}])
    answer.status_code = status
    if status == 429:
        answer.headers["X-RateLimit-Reset"] = str(int(machine_now().timestamp()) + 1)
        answer.headers["X-RateLimit-Remaining"] = "0"
    return answer


def _known(carrier: Carrier) -> bool:
    """Whether the request brings the key."""
    expected = f"Bearer {carrier.settings.sendgrid_key}"
    return hmac.compare_digest(request.headers.get("Authorization", "").encode(), expected.encode())


def send_blueprint(carrier: Carrier) -> Blueprint:
    """The door of mail/send, and that of what a key may do."""
    doors = Blueprint("sendgrid_send", __name__)

    @doors.get("/v3/scopes")
    def scopes() -> Response:
        """What a key may do; ours may send mail, as the key of a real service should and no more."""
        carrier.capture.keep(request)
        if not _known(carrier):
            return error_page(401, UNAUTHORIZED)
        return jsonify(scopes=["mail.send"])

    @doors.post("/v3/mail/send")
    def send() -> Response:
        carrier.capture.keep(request)
        if not _known(carrier):
            return error_page(401, UNAUTHORIZED)
        if len(request.get_data()) > BIGGEST_MAIL:
            return error_page(413, "The JSON payload you have included in your request is too large.")
        return _send(carrier, request.get_json(silent=True))

    return doors


def _send(carrier: Carrier, mail: Any) -> Response:
    wrong = problems(mail)
    if wrong:
        answer = jsonify(errors=wrong)
        answer.status_code = 400
        return answer
    broken = _breakdown(carrier, mail)
    if broken and not broken.accepted:
        return break_down(carrier, broken, error_page)
    if (mail.get("mail_settings") or {}).get("sandbox_mode", {}).get("enable"):
        return Response(status=200)
    x_message_id = _accept(carrier, mail)
    if broken:
        return break_down(carrier, broken, error_page)
    return Response(status=202, headers={"X-Message-Id": x_message_id})


def _breakdown(carrier: Carrier, mail: dict[str, Any]) -> Breakdown | None:
    """What the first magic address in the mail asks for, on its first attempt."""
    for person in mail["personalizations"]:
        for one in recipients(person):
            broken = BROKEN_MAILBOXES.get(magic_word(one["email"]))
            subject = person.get("subject") or mail.get("subject") or ""
            if broken and first_time(carrier, f"mail {one['email']} {subject}"):
                return broken
    return None


def _accept(carrier: Carrier, mail: dict[str, Any]) -> str:
    x_message_id = uuid.uuid4().hex[:22]
    community_at, now = carrier.community_at(), machine_ms()
    with carrier.store.write() as connection:
        at = 0
        for person in mail["personalizations"]:
            for one in recipients(person):
                row = _row(mail, person, one, x_message_id, at)
                insert(connection, "mails", **row, created_ms=now, community_at=community_at)
                plan_events(connection, carrier.settings, row)
                at += 1
    carrier.courier.ring()
    return x_message_id


def _row(
    mail: dict[str, Any], person: dict[str, Any], one: dict[str, Any], x_id: str, at: int
) -> dict[str, Any]:
    sender = person.get("from") or mail["from"]
    reply_to = mail.get("reply_to") or (mail.get("reply_to_list") or [{}])[0]
    parts = {part["type"]: part["value"] for part in mail.get("content") or []}
    message_id = f"<{x_id}.{at}@geopod-ismtpd-1>"
    return {
        "x_message_id": x_id,
        "direction": "out",
        "mailbox": one["email"].lower(),
        "sender": sender["email"],
        "sender_name": sender.get("name") or "",
        "recipient": one["email"],
        "reply_to": reply_to.get("email") or sender["email"],
        "subject": person.get("subject") or mail.get("subject") or "",
        "text": parts.get("text/plain", ""),
        "html": parts.get("text/html", ""),
        "headers": json.dumps(
            {"Message-ID": message_id, **(mail.get("headers") or {}), **(person.get("headers") or {})}
        ),
        "custom_args": json.dumps(
            {**(mail.get("custom_args") or {}), **(person.get("custom_args") or {}), **_categories(mail)}
        ),
        "attachments": json.dumps(mail.get("attachments") or []),
        "status": _ends(one["email"]),
    }


def _ends(address: str) -> str:
    """What became of the mail, for the page: delivered, or the event that kept it from its mailbox."""
    failures = [
        name for name in mail_fate(address) if name.startswith(("bounce", "blocked", "dropped", "late"))
    ]
    return failures[0] if failures else "delivered"


def _categories(mail: dict[str, Any]) -> dict[str, Any]:
    return {"category": mail["categories"]} if mail.get("categories") else {}
