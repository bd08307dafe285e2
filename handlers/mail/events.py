"""``POST /sendgrid/events``: what became of our mail, as a batch of events. What we don't know is skipped."""

from __future__ import annotations

import json
import re
from typing import Any

from flask import Blueprint, Response, abort, request

from engine.channels.sendgrid import TOKEN_ARG
from engine.inbound import take_receipts
from engine.inbound.cleaning import clean
from engine.outbox import NewReceipt
from handlers.doors import doors
from handlers.proofs import SENDGRID_EVENTS, proven_by

blueprint = Blueprint("sendgrid_events", __name__)

KNOWN = frozenset(
    {
        "processed",
        "deferred",
        "delivered",
        "bounce",
        "dropped",
        "spamreport",
        "unsubscribe",
        "group_unsubscribe",
        "open",
        "click",
    }
)
_TOKEN = re.compile(r"[0-9a-f]{32}-\d{1,4}")  # a delivery and its attempt
_KEPT = (
    "email",
    "timestamp",
    "type",
    "reason",
    "response",
    "bounce_classification",
    "attempt",
    "sg_machine_open",
)
_LONGEST = 500
_MOST = 10_000


@blueprint.post("/sendgrid/events")
@proven_by(SENDGRID_EVENTS)
def mail_events() -> Response:
    """Each event counts once, by its ``sg_event_id``; SendGrid repeats and shuffles them."""
    receipts = [receipt for event in _batch() if (receipt := _receipt(event)) is not None]
    here = doors()
    if take_receipts(receipts, here.now()):
        here.ring("advance")
    return Response(status=204)


def _batch() -> list[Any]:
    try:
        found = json.loads(request.get_data())
    except (ValueError, RecursionError):
        abort(400, "The body is not JSON")
    if not isinstance(found, list) or len(found) > _MOST:
        abort(400, "The body is not a list of events")
    return found


def _receipt(event: Any) -> NewReceipt | None:
    """None for what is no event of a mail of ours, or of a kind that we don't know."""
    if not isinstance(event, dict) or _word(event, "event") not in KNOWN:
        return None
    event_id = _word(event, "sg_event_id")[:100]
    if not event_id:
        return None
    token = _word(event, TOKEN_ARG)
    return NewReceipt(
        provider="sendgrid",
        provider_event=event_id,
        attempt_token=token if _TOKEN.fullmatch(token) else "",
        provider_id=_word(event, "sg_message_id").partition(".")[0][:100],
        status=str(event["event"]),
        error=(_word(event, "reason") or _word(event, "response"))[:_LONGEST],
        raw={name: _word(event, name)[:_LONGEST] for name in _KEPT if name in event},
    )


def _word(event: dict[str, Any], name: str) -> str:
    value = event.get(name)
    return clean(str(value)) if isinstance(value, str | int | float | bool) else ""
