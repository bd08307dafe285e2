"""A published line with its recordings and its call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from engine.models import Blob, Occurrence, Recording, Revision
from engine.publishing import publish
from tests.engine.phone.telephone import FILES, Line


@pytest.fixture
def published(db: str, now: datetime) -> Callable[..., None]:
    """Publish the usual files, with some of them changed; None takes one away."""

    def put(**changed: str | None) -> None:
        files: dict[str, str | None] = {**FILES, **{f"workflows/{n}.yaml": t for n, t in changed.items()}}
        publish({path: text.encode() for path, text in files.items() if text}, now, "the test")

    put()
    return put


@pytest.fixture
def ring(published: Callable[..., None], now: datetime) -> Callable[..., Line]:
    """Ring the line: ``ring(number=..., now=...)``."""

    def make(**how: Any) -> Line:
        return Line(**{"now": now, **how}).rings()

    return make


@pytest.fixture
def shelf(db: str, now: datetime) -> Callable[..., Recording]:
    """Put a recording out: ``shelf("first", number=1, audience=None)``; later ones are newer."""

    def make(name: str, number: int = 1, **values: Any) -> Recording:
        blob, _ = Blob.get_or_create(sha256="f" * 64, defaults={"body": b"ID3", "media_type": "audio/mpeg"})
        known = {"title": name.title(), "published_at": now - timedelta(days=90 - number)}
        return Recording.create(
            **{"name": name, "number": number, "blob": blob, "media_type": "audio/mpeg", **known, **values}
        )

    return make


@pytest.fixture
def tuesday(published: Callable[..., None], now: datetime) -> Occurrence:
    """The call of tomorrow at seven in Chicago."""
    starts = now + timedelta(days=1, hours=4)
    return Occurrence.create(
        workflow="tuesday-call",
        revision=Revision.get(Revision.workflow == "tuesday-call"),
        key="2026-11-24",
        starts_at=starts,
        ends_at=starts + timedelta(minutes=45),
    )
