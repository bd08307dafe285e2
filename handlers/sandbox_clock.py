"""``GET/POST /sandbox/clock``: the community's time, and the wish to move it. There is none of it in real use.

A wish is stored and the bell rung; the journey to it, stopping wherever something is due, is a worker's.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, abort, request

from engine.models import Instance
from engine.models.db import connection, transaction
from engine.models.instance import instance
from engine.published import NothingPublished, live
from handlers.doors import doors
from handlers.proofs import SANDBOX_KEY, proven_by

blueprint = Blueprint("sandbox_clock", __name__)

FARTHEST = timedelta(days=400)


@blueprint.get("/sandbox/clock")
@proven_by(SANDBOX_KEY)
def read() -> dict[str, Any]:
    with connection():
        return _reading()


@blueprint.post("/sandbox/clock")
@proven_by(SANDBOX_KEY)
def move() -> tuple[dict[str, Any], int]:
    """``{"to": ISO}`` or ``{"by_seconds": n}``: forward only, and 400 days at most in one go."""
    wish = request.get_json(silent=True)
    with transaction():
        target = _target(wish if isinstance(wish, dict) else {}, doors().now())
        Instance.update(target=target).where(Instance.id == instance().id).execute()
    doors().ring("advance")
    with connection():
        return _reading(), 202


def _reading() -> dict[str, Any]:
    target = instance().target
    now = doors().now()
    try:
        zone = live().community.timezone
    except NothingPublished:
        zone = "UTC"
    moving = target is not None and target > now
    said = target.isoformat() if moving and target else None
    return {"now": now.isoformat(), "timezone": zone, "moving": moving, "target": said}


def _target(wish: dict[str, Any], now: datetime) -> datetime:
    try:
        target = _at(wish, now)
    except (KeyError, TypeError, ValueError, OverflowError):
        abort(400, 'Give {"to": "2026-12-01T10:00:00-06:00"} or {"by_seconds": 3600}.')
    if not now < target <= now + FARTHEST:
        abort(400, "Time moves forward, by 400 days at most.")
    return target


def _at(wish: dict[str, Any], now: datetime) -> datetime:
    if "by_seconds" in wish:
        return now + timedelta(seconds=float(wish["by_seconds"]))
    target = datetime.fromisoformat(wish["to"])
    if target.tzinfo is None:
        raise ValueError("no zone")
    return target.astimezone(UTC)
