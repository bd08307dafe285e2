"""A kit whose sounds are on a shelf, and a community that is published."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from engine.channels import Carriers, Kit
from engine.links import Links
from engine.models import Occurrence, Revision, Sound
from engine.publishing import publish
from engine.settings import Settings
from engine.sounds import NewSound, take
from tests.engine.sounds.shelf import FILES, MP3, Shelf, Taken


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def kit(db: str, shelf: Shelf) -> Kit:
    settings = Settings(
        twilio_api_url="http://localhost:9", sendgrid_api_url="http://localhost:9", secret_key="k" * 48
    )
    return Kit(settings, Carriers(sounds=shelf), Links("k" * 48, "http://localhost:8000"))


@pytest.fixture
def community(db: str, now: datetime) -> None:
    publish(FILES, now, "the test")


@pytest.fixture
def tuesday(community: None, now: datetime) -> Occurrence:
    starts = now + timedelta(days=1, hours=4)  # seven in the evening in Chicago
    return Occurrence.create(
        workflow="tuesday-call", revision=Revision.get(), key="2026-11-24", starts_at=starts,
        ends_at=starts + timedelta(minutes=45), zone="America/Chicago",
    )  # fmt: skip


@pytest.fixture
def taken(db: str, shelf: Shelf, now: datetime) -> Taken:
    """Take one in: ``taken("call", 1, body=…, detail=…)``; without a body there is nothing at its address yet."""

    def make(kind: str, number: int, *, body: bytes | Exception | None = MP3, **more: object) -> Sound:
        sid = f"RE{number:032x}"
        url = f"https://api.twilio.com/Recordings/{sid}"
        if body is not None:
            shelf.has[url] = body
        return take(NewSound(sid=sid, kind=kind, url=url, seconds=60, **more), now)  # type: ignore[arg-type]

    return make
