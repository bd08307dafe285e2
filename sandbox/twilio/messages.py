"""Taking a text from the app: Twilio's checks in Twilio's order, then the phone has it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from werkzeug.datastructures import MultiDict

from sandbox.carrier import Carrier
from sandbox.clock import from_ms, machine_ms, machine_now
from sandbox.courier import queue_webhook
from sandbox.faults import schedule
from sandbox.magic import FAILED_BEFORE_SENDING, REFUSED_NUMBERS, late_failure
from sandbox.store import insert
from sandbox.twilio.errors import Refused
from sandbox.twilio.segments import segments
from sandbox.twilio.sids import E164, SERVICE, new_sid

LONGEST_BODY = 1600
MOST_MEDIA = 10
FORM = "application/x-www-form-urlencoded"
NOT_YET_SENT = ("queued", "accepted")


@dataclass(frozen=True)
class Wish:
    """A checked request to send one text. `sender` is the number that the phone will show."""

    sender: str
    recipient: str
    service_sid: str | None
    body: str
    media: tuple[str, ...]
    callback: str


def read_wish(carrier: Carrier, form: MultiDict[str, str]) -> Wish:
    """Check the form as Twilio does. Raises Refused with Twilio's code."""
    recipient, service = form.get("To", ""), form.get("MessagingServiceSid") or None
    if not recipient:
        raise Refused(21604)
    sender = _checked_sender(carrier, form.get("From", ""), service)
    media = tuple(form.getlist("MediaUrl"))
    _check_content(form.get("Body", ""), media)
    _check_recipient(recipient)
    if is_blocked(carrier, sender, recipient):
        raise Refused(21610)
    callback = form.get("StatusCallback", "")
    if callback and not _good_url(callback):
        raise Refused(21609, callback)
    return Wish(sender, recipient, service, form.get("Body", ""), media, callback)


def _checked_sender(carrier: Carrier, sender: str, service: str | None) -> str:
    if service is not None:
        if not SERVICE.match(service):
            raise Refused(21701, service)
        return sender or carrier.settings.twilio_number
    if not sender:
        raise Refused(21603)
    if not E164.match(sender):
        raise Refused(21212, sender)
    if sender not in carrier.settings.numbers:
        raise Refused(21606, sender)
    return sender


def _check_content(body: str, media: tuple[str, ...]) -> None:
    if not body and not media:
        raise Refused(21602)
    if len(body) > LONGEST_BODY:
        raise Refused(21617)
    if len(media) > MOST_MEDIA:
        raise Refused(21623)
    for url in media:
        if not _good_url(url):
            raise Refused(21620, url)


def _check_recipient(recipient: str) -> None:
    if recipient in REFUSED_NUMBERS:
        raise Refused(REFUSED_NUMBERS[recipient], recipient)
    if not E164.match(recipient):
        raise Refused(21211, recipient)


def _good_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://[" and the like
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "_" not in (parts.hostname or "")


def is_blocked(carrier: Carrier, sender: str, recipient: str) -> bool:
    """Whether `recipient` has stopped texts from our number `sender`."""
    sql = "SELECT 1 FROM blocks WHERE sender = ? AND recipient = ?"
    return carrier.store.row(sql, sender, recipient) is not None


def accept(carrier: Carrier, wish: Wish, direction: str = "outbound-api") -> str:
    """Keep the text, plan its status reports, and return its SID. One transaction."""
    sid = new_sid("MM" if wish.media else "SM")
    code = late_failure(wish.recipient)
    community_at, now = carrier.community_at(), machine_ms()
    with carrier.store.write() as connection:
        insert(
            connection, "texts", sid=sid, direction=direction, sender=wish.sender, recipient=wish.recipient,
            phone=wish.recipient, service_sid=wish.service_sid, body=wish.body, media=json.dumps(wish.media),
            segments=segments(wish.body), status="accepted" if wish.service_sid else "queued", error_code=code,
            callback=wish.callback, created_ms=now, updated_ms=now, community_at=community_at,
        )  # fmt: skip
        _plan_reports(connection, carrier, wish, sid, code)
    carrier.courier.ring()
    return sid


def _plan_reports(
    connection: sqlite3.Connection, carrier: Carrier, wish: Wish, sid: str, code: int | None
) -> None:
    for stage in schedule(carrier.settings, _subject(wish), _life(wish, code)):
        fields = _report(carrier, wish, sid, stage.name, code)
        queue_webhook(
            connection, machine_ms() + stage.after_ms, kind="status", subject=sid, status_after=stage.name,
            title=f"{stage.name} · {wish.recipient}", url=wish.callback, content_type=FORM,
            body=urlencode(fields).encode(),
        )  # fmt: skip


def _subject(wish: Wish) -> str:
    """What the seed is mixed with: the same text to the same phone fares the same in every run."""
    return f"{wish.recipient} {wish.body}"


def _life(wish: Wish, code: int | None) -> Sequence[str]:
    """The statuses after the first one; Twilio reports no callback for that."""
    before = ["queued"] if wish.service_sid else []
    if code in FAILED_BEFORE_SENDING:
        return [*before, "failed"]
    return [*before, "sent", "undelivered" if code else "delivered"]


def _report(carrier: Carrier, wish: Wish, sid: str, status: str, code: int | None) -> dict[str, str]:
    fields = {
        "SmsSid": sid,
        "SmsStatus": status,
        "MessageSid": sid,
        "MessageStatus": status,
        "To": wish.recipient,
        "From": wish.sender,
        "AccountSid": carrier.settings.account_sid,
        "ApiVersion": "2010-04-01",
    }
    if wish.service_sid:
        fields["MessagingServiceSid"] = wish.service_sid
    if code and status in ("failed", "undelivered"):
        fields["ErrorCode"] = str(code)
    if status in ("delivered", "undelivered"):
        fields["RawDlrDoneDate"] = machine_now().strftime("%y%m%d%H%M")
    return fields


def message_json(carrier: Carrier, row: sqlite3.Row, fresh: bool = False) -> dict[str, Any]:
    """A text as the API shows it; `fresh` is the 201 answer, before a service has chosen its number."""
    account, service = carrier.settings.account_sid, row["service_sid"]
    undecided = fresh and service
    media = json.loads(row["media"])
    failed = row["status"] in ("failed", "undelivered")
    sent = None if row["status"] in NOT_YET_SENT else _rfc2822(row["created_ms"])
    uri = f"/2010-04-01/Accounts/{account}/Messages/{row['sid']}"
    return {
        "sid": row["sid"],
        "account_sid": account,
        "messaging_service_sid": service,
        "to": row["recipient"],
        "from": None if undecided else row["sender"],
        "body": row["body"],
        "status": row["status"],
        "num_segments": "0" if undecided else str(row["segments"]),
        "num_media": str(len(media)),
        "direction": row["direction"],
        "api_version": "2010-04-01",
        "price": None,
        "price_unit": "USD",
        "error_code": row["error_code"] if failed else None,
        "error_message": None,
        "date_created": _rfc2822(row["created_ms"]),
        "date_updated": _rfc2822(row["updated_ms"]),
        "date_sent": sent,
        "uri": f"{uri}.json",
        "subresource_uris": {"media": f"{uri}/Media.json"},
    }


def _rfc2822(ms: int) -> str:
    return format_datetime(from_ms(ms).replace(microsecond=0))


def messages_json(carrier: Carrier) -> list[dict[str, Any]]:
    """Every text either way, oldest first, for tests and scripts; times are machine and community time."""
    columns = "sid, direction, sender, recipient, body, status, error_code, created_ms, community_at, note"
    rows = carrier.store.rows(f"SELECT {columns}, media FROM texts ORDER BY id")
    return [{**dict(row), "media": json.loads(row["media"])} for row in rows]
