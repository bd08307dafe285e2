"""``/healthz``: alive. ``/readyz``: able to serve, and what waits for a person. ``/metrics``: counts as plain text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import peewee
from flask import Blueprint, Response

from engine import threads
from engine.models import Delivery, Event, Inbound, Member
from engine.models import sending as states
from engine.models.db import connection
from engine.models.instance import instance
from engine.now import machine_now
from engine.published import NothingPublished, live
from handlers import attention
from handlers.doors import doors
from handlers.proofs import anyone, proven_by

blueprint = Blueprint("health", __name__)

LATE = timedelta(minutes=2)  # without a look of the clock: nothing due would be noticed


@blueprint.get("/healthz")
@proven_by(anyone("it says only that the process answers"))
def alive() -> Response:
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/readyz")
@proven_by(anyone("it names parts that work or don't, and counts; nobody's name or words"))
def ready() -> Response:
    """200 where everything works, else 503; ``waiting`` is for a person and makes nothing unready."""
    checks: dict[str, str] = {"redis": _redis()}
    waiting: dict[str, Any] = {}
    try:
        with connection():
            checks |= {"database": "ok", "published": _published(), "clock": _clock()}
            waiting = _waiting()
    except peewee.PeeweeException:
        checks["database"] = "does not answer"
    good = all(said == "ok" for said in checks.values())
    body = {"ready": good, **checks, "waiting": waiting}
    return Response(json.dumps(body), 200 if good else 503, content_type="application/json")


@blueprint.get("/metrics")
@proven_by(anyone("counts alone; nobody's name, number or words"))
def metrics() -> Response:
    with connection():
        lines = [f"{name} {value}" for name, value in _counts()]
    return Response("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def _redis() -> str:
    return "ok" if doors().redis_answers() else "does not answer"


def _published() -> str:
    try:
        live()
    except NothingPublished:
        return "nothing yet: run kindling publish"
    return "ok"


def _clock() -> str:
    beat = instance().clock_beat_at
    if beat is None:
        return "has not run yet"
    behind = machine_now() - beat
    return "ok" if behind < LATE else f"last ran {int(behind.total_seconds())} seconds ago"


def _waiting() -> dict[str, Any]:
    count, seconds = attention.in_doubt()
    return {
        "threads_without_a_person": threads.unowned(doors().now()),
        "complaints_without_a_person": threads.complaints_waiting(),
        "threads_without_an_answer": threads.unanswered(doors().now()),
        "quarantined": attention.set_aside(),
        "in_doubt": {"deliveries": count, "oldest_seconds": seconds},
        "halted": attention.halted(),
    }


def _counts() -> Iterator[tuple[str, Any]]:
    now = doors().now()
    yield "kindling_members", Member.select().where(Member.forgotten_at.is_null()).count()
    yield "kindling_inbound_waiting", Inbound.select().where(Inbound.handled_at.is_null()).count()
    yield "kindling_events_waiting", Event.select().where(Event.handled_at.is_null()).count()
    count = peewee.fn.COUNT(Delivery.id)
    rows: Any = Delivery.select(Delivery.state, count).group_by(Delivery.state).order_by(Delivery.state)
    for state, number in rows.tuples():
        yield f'kindling_deliveries{{state="{state}"}}', number
    due = (Delivery.state == states.QUEUED) & (Delivery.due_at <= now)
    oldest = Delivery.select(peewee.fn.MIN(Delivery.due_at)).where(due).scalar()
    late = (now - oldest).total_seconds() if oldest else 0
    yield "kindling_deliveries_late_seconds", max(0, int(late))
    yield "kindling_threads_without_a_person", threads.unowned(now)
    yield "kindling_threads_without_an_answer", threads.unanswered(now)
    for what, number in attention.set_aside().items():
        yield f'kindling_quarantined{{what="{what}"}}', number
    doubtful, seconds = attention.in_doubt()
    yield "kindling_deliveries_in_doubt", doubtful
    yield "kindling_deliveries_in_doubt_oldest_seconds", seconds
    halted = attention.halted()
    for channel in ("text", "email"):
        yield f'kindling_sender_halted{{channel="{channel}"}}', int(channel in halted)
