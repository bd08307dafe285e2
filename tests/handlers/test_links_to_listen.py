"""Links to what was recorded: for everybody, for a group, for the one person whom a message was left for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine.audience import stored
from engine.language.conditions import Condition, Conditions
from engine.language.place import Place
from engine.links import Links
from engine.models import Blob, Play, Recording, Sound, Tag
from engine.publishing import publish

SOUND = bytes(range(256)) * 40
LEADERS = stored(Conditions((Condition("tagged", Place("", 0), ("leader",)),)))
COMMUNITY = b"name: The Tuesday Team\ntimezone: America/Chicago\n"


@pytest.fixture
def links(web: Any) -> Links:
    return Links(web.settings.secret_key, "")


@pytest.fixture
def record(web: Any, now: Any) -> Callable[..., Recording]:
    blob = Blob.create(sha256="f" * 64, body=SOUND, media_type="audio/mpeg")

    def make(**more: Any) -> Recording:
        values = {"name": "first", "number": 7, "title": "The first one", "published_at": now, **more}
        return Recording.create(blob=blob, media_type="audio/mpeg", **values)

    return make


def test_the_page_says_how_to_hear_it_by_phone(
    web: Any, links: Links, record: Callable[..., Recording]
) -> None:
    page = web.client.get(links.listen(record().public_id)).text
    assert "press 4, then 7 and the pound key" in page


def test_a_deeper_key_is_said_with_those_before_it(
    web: Any, links: Links, record: Callable[..., Recording], now: Any
) -> None:
    line = b"keys:\n  5:\n    keys:\n      2: {listen: by number}\n  9: leave\n"
    publish({"workflows/community.yaml": COMMUNITY, "workflows/phone-line.yaml": line}, now, "the test")
    page = web.client.get(links.listen(record().public_id)).text
    assert "press 5, then 2, then 7 and the pound key" in page


def test_a_line_that_asks_for_no_number_is_not_named(
    web: Any, links: Links, record: Callable[..., Recording], now: Any
) -> None:
    line = b"keys:\n  9: leave\n"
    publish({"workflows/community.yaml": COMMUNITY, "workflows/phone-line.yaml": line}, now, "the test")
    assert "By phone" not in web.client.get(links.listen(record().public_id)).text


@pytest.mark.parametrize("more", [{"published_at": 1}, {"withdrawn_at": 0}])
def test_what_is_not_out_is_not_there(
    web: Any, links: Links, record: Callable[..., Recording], now: Any, more: dict[str, int]
) -> None:
    made = record(**{name: now + timedelta(hours=hours) for name, hours in more.items()})
    for link in (links.listen(made.public_id), links.listen(made.public_id) + "/audio"):
        assert web.client.get(link).status_code == 404


def test_a_groups_recording_plays_for_its_people_alone(
    web: Any, links: Links, record: Callable[..., Recording], cast: SimpleNamespace
) -> None:
    made = record(audience=LEADERS)
    for member in (None, cast.amy):
        link = links.listen(made.public_id, member.public_id if member else None)
        assert web.client.get(link).status_code == 404
        assert web.client.get(f"{link}/audio").status_code == 404
        assert web.client.get(f"{link}/audio?by=phone").status_code == 404
    bobs = links.listen(made.public_id, cast.bob.public_id)
    assert web.client.get(f"{bobs}/audio").data == SOUND
    Tag.delete().execute()
    assert web.client.get(bobs).status_code == 404


@pytest.mark.parametrize("by_member", [True, False])
def test_who_played_it_is_kept_only_where_members_are_told(
    web: Any,
    links: Links,
    record: Callable[..., Recording],
    cast: SimpleNamespace,
    now: Any,
    by_member: bool,
) -> None:
    plays = b"plays: by member\n" if by_member else b""
    publish({"workflows/community.yaml": COMMUNITY + plays}, now, "the test")
    link = links.listen(record().public_id, cast.amy.public_id)
    web.client.get(f"{link}/audio")
    assert (Recording.get().plays, Play.get().how) == (1, "link")
    assert Play.get().member_id == (cast.amy.id if by_member else None)
    assert ("which recordings you have played" in web.client.get("/privacy").text) is by_member


def test_what_the_phone_line_plays_it_counts_itself(
    web: Any, links: Links, record: Callable[..., Recording]
) -> None:
    assert web.client.get(links.listen(record().public_id) + "/audio?by=phone").data == SOUND
    assert Recording.get().plays == Play.select().count() == 0


@pytest.fixture
def left(web: Any, now: Any) -> Sound:
    return Sound.create(
        provider_sid="RE" + "1" * 32, kind="message", url="https://x", created_at=now, due_at=now
    )


def test_a_message_is_on_its_way_and_then_plays(web: Any, links: Links, left: Sound) -> None:
    link = links.sound(left.public_id)
    assert "on its way" in web.client.get(link).text
    assert web.client.get(f"{link}/audio").status_code == 404
    left.blob = Blob.create(sha256="f" * 64, body=SOUND, media_type="audio/mpeg")
    left.state, left.media_type = "kept", "audio/mpeg"
    left.save()
    assert "<audio controls" in web.client.get(link).text
    part = web.client.get(f"{link}/audio", headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.data) == (206, SOUND[100:200])


def test_a_message_that_never_came_is_said_so(web: Any, links: Links, left: Sound) -> None:
    Sound.update(state="failed").execute()
    assert "There is no sound for it" in web.client.get(links.sound(left.public_id)).text


def test_a_message_plays_only_by_its_own_link(
    web: Any, links: Links, left: Sound, record: Callable[..., Recording]
) -> None:
    foreign = links.listen(record().public_id).removeprefix("/listen/")
    own = links.sound(left.public_id).removeprefix("/listen/message/")
    for path in (f"/listen/message/{foreign}", f"/listen/{own}", f"/listen/message/{own[:-1]}"):
        assert web.client.get(path).status_code == 404
