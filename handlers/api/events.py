"""``POST /api/v1/events``: something happened to a member, as another program knows."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Blueprint, Response, request

from engine import runner
from engine.models import Member
from handlers.api.bodies import Wrong, json_object, mapping, word
from handlers.api.buying import PURCHASE, buyer
from handlers.api.finding import member_of
from handlers.api.once import HEADER, once
from handlers.doors import doors
from handlers.proofs import API_KEY, proven_by

blueprint = Blueprint("api_events", __name__)

LONGEST_NAME = 100


@blueprint.post("/api/v1/events")
@proven_by(API_KEY)
def event_happened() -> Response:
    """202 with the event's id, also for a member who stopped: it is recorded, and the gate keeps us silent."""
    response = _report()
    if response.status_code == 202:
        doors().ring("advance")
    return response


@once
def _report() -> tuple[dict[str, Any], int]:
    body = json_object()
    name = word(body, "event")
    if not name or len(name) > LONGEST_NAME:
        raise Wrong(422, "Which event?", f"event must be a name of 1 to {LONGEST_NAME} characters.")
    member, more = _whom(body, name)
    key = request.headers.get(HEADER, "").strip() or secrets.token_hex(16)
    event = runner.report(member, name, f"api:{key}", doors().now(), data=mapping(body, "data"), by="api")
    return {"id": event.public_id, "member": member.public_id, "event": event.name, **more}, 202


def _whom(body: dict[str, Any], name: str) -> tuple[Member, dict[str, Any]]:
    """Whom it happened to; who bought and is not known is put in."""
    try:
        return member_of(body), {}
    except Wrong as wrong:
        if wrong.status != 404 or name.casefold() != PURCHASE:
            raise
    return buyer(body)
