"""``Idempotency-Key``: the same key with the same request gets the same answer, and nothing is done twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from flask import Response, request

from engine.models import IdempotentRequest
from engine.models.db import locked, transaction
from handlers.answers import problem
from handlers.api.bodies import Wrong
from handlers.doors import doors

HEADER = "Idempotency-Key"
LONGEST = 255

Answer = tuple[dict[str, Any], int]


def once(view: Callable[..., Answer]) -> Callable[..., Response]:
    """Run a writing view in one transaction with the record of its answer; ``Wrong`` becomes a problem.

    What is refused is not kept: a corrected request may use its key again.
    """

    @wraps(view)
    def run(**arguments: str) -> Response:
        key = request.headers.get(HEADER, "").strip()
        if len(key) > LONGEST or not key.isprintable():
            return problem(400, "Not usable", f"{HEADER} must be {LONGEST} printable characters at most.")
        try:
            with transaction():
                body, status = (
                    _kept(key, doors().now(), lambda: view(**arguments)) if key else view(**arguments)
                )
        except Wrong as wrong:
            return problem(wrong.status, wrong.title, wrong.detail)
        return Response(json.dumps(body), status, content_type="application/json")

    return run


def _kept(key: str, now: datetime, do: Callable[[], Answer]) -> Answer:
    """The answer given before, or that of doing it now. The row is written first, so a twin waits for it."""
    print_ = _fingerprint()
    IdempotentRequest.insert(key=key, fingerprint=print_, at=now).on_conflict_ignore().execute()
    row = locked(IdempotentRequest.select().where(IdempotentRequest.key == key)).get()
    if row.fingerprint != print_:
        raise Wrong(422, "Key used before", f"This {HEADER} came with another request before.")
    if row.status:
        kept: dict[str, Any] = json.loads(row.body)
        return kept, row.status
    body, status = do()
    row.body, row.status = json.dumps(body), status
    row.save(only=[IdempotentRequest.body, IdempotentRequest.status])
    return body, status


def _fingerprint() -> str:
    whole = f"{request.method} {request.path}\n".encode() + request.get_data()
    return hashlib.sha256(whole).hexdigest()
