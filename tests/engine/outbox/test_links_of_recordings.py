"""A recording's link names its reader where it must: for a group's recording, and where plays count by member."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace

import pytest

from engine.links import Links, Listen
from engine.models import Blob, Member, Recording
from engine.outbox.fields import recording_fields
from engine.outbox.week import look_back, week_fields
from engine.published import live
from engine.publishing import publish
from engine.sounds.takes import tagged

LINKS = Links("k" * 48, "https://kindling.example")
FILES = {"workflows/community.yaml": b"name: The Tuesday Team\ntimezone: America/Chicago\n"}


@pytest.fixture
def recordings(db: str, now: datetime) -> list[Recording]:
    """One for everybody, one for the leaders."""
    publish(FILES, now, "the test")
    blob = Blob.create(sha256="f" * 64, body=b"ID3", media_type="audio/mpeg")
    return [
        Recording.create(
            name=f"r{number}", number=number, title=f"R{number}", blob=blob, media_type="audio/mpeg",
            published_at=now, audience=audience,
        )
        for number, audience in ((1, None), (2, tagged("leader")))
    ]  # fmt: skip


def named(recording: Recording, reader: Member, *, by_member: bool = False) -> str | None:
    published = live()
    published = replace(published, community=replace(published.community, plays_by_member=by_member))
    link = recording_fields(recording, LINKS, "+13125550199", reader, published)["link"]
    found = LINKS.read_listen(link.rpartition("/")[2])
    assert found == Listen(recording.public_id, found.member if found else None)
    return found.member if found else None


def test_only_where_it_must(recordings: list[Recording], cast: SimpleNamespace) -> None:
    everybodys, leaders = recordings
    assert named(everybodys, cast.amy) is None
    assert named(leaders, cast.bob) == cast.bob.public_id
    assert named(everybodys, cast.amy, by_member=True) == cast.amy.public_id


def test_a_newsletter_has_the_recordings_its_reader_may_hear(
    recordings: list[Recording], cast: SimpleNamespace, now: datetime
) -> None:
    week = look_back(now, "friend")
    for reader, titles in ((cast.amy, ["R1"]), (cast.bob, ["R1", "R2"])):
        fields = week_fields(week, reader, LINKS, "", "en", live(), now)
        assert [one["title"] for one in fields["recordings"]] == titles
