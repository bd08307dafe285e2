"""The life of a mail after 202, as SendGrid's Event Webhook tells it."""

from __future__ import annotations

import base64
import json
import sqlite3
import uuid
from typing import Any

from sandbox.clock import machine_ms
from sandbox.courier import queue_webhook
from sandbox.faults import schedule
from sandbox.magic import mail_fate
from sandbox.settings import SandboxSettings

PHONE_BROWSER = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15"

DETAILS: dict[str, dict[str, Any]] = {
    "processed": {},
    "deferred": {"response": "450 4.2.1 mailbox busy, try again later", "attempt": "1"},
    "delivered": {"response": "250 2.0.0 OK"},
    "bounce": {
        "type": "bounce", "reason": "550 5.1.1 The email account does not exist", "status": "5.1.1",
        "bounce_classification": "Invalid Address",
    },
    "blocked": {
        "event": "bounce", "type": "blocked", "reason": "554 5.7.1 message refused by policy", "status": "5.7.1",
        "bounce_classification": "Content",
    },
    "late-bounce": {"event": "bounce", "type": "bounce", "reason": "550 mailbox disabled"},
    "dropped": {"reason": "Bounced Address", "status": "5.0.0"},
    "dropped-unsubscribed": {"event": "dropped", "reason": "Unsubscribed Address", "status": "5.0.0"},
    "spamreport": {},
    "unsubscribe": {},
    "open": {"useragent": PHONE_BROWSER, "ip": "127.0.0.1", "sg_machine_open": False},
    "machine-open": {"event": "open", "useragent": "Mozilla/5.0", "ip": "127.0.0.1", "sg_machine_open": True},
    "click": {"url": "http://127.0.0.1/", "url_offset": {"index": 0, "type": "html"}, "useragent": PHONE_BROWSER,
              "ip": "127.0.0.1"},
}  # fmt: skip
WITHOUT_MESSAGE_ID = {"late-bounce"}
"""SendGrid leaves `sg_message_id` out of bounces that come back later."""


def plan_events(connection: sqlite3.Connection, settings: SandboxSettings, row: dict[str, Any]) -> None:
    """Queue the events of one mail, within the caller's transaction. A doubled event keeps its id."""
    url = settings.web("/sendgrid/events")
    made: dict[int, bytes] = {}
    fate = mail_fate(row["mailbox"])
    names = [f"{at}:{name}" for at, name in enumerate(fate)]
    for stage in schedule(settings, f"{row['mailbox']} {row['subject']}", names):
        position, _, name = stage.name.partition(":")
        body = made.setdefault(int(position), _event(row, name, stage.after_ms))
        queue_webhook(
            connection, machine_ms() + stage.after_ms, kind="event", subject=row["x_message_id"], status_after=name,
            title=f"{name} · {row['mailbox']}", url=url, content_type="application/json", body=body,
        )  # fmt: skip


def _event(row: dict[str, Any], name: str, after_ms: int) -> bytes:
    event = {
        "email": row["recipient"],
        "timestamp": (machine_ms() + after_ms) // 1000,
        "smtp-id": json.loads(row["headers"])["Message-ID"],
        "event": name,
        "sg_event_id": base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("="),
        **DETAILS[name],
        **json.loads(row["custom_args"]),
    }
    if name not in WITHOUT_MESSAGE_ID:
        event["sg_message_id"] = f"{row['x_message_id']}.recvd-sandbox-1-{uuid.uuid4().hex[:8]}.0"
    return json.dumps(event).encode()
