"""Pictures by their links: for the host who is asked, and for others once they may be shown."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine.entries.showing import keep_private
from engine.links import Links
from engine.models import Blob, Entry, Inbound, Member, Occurrence, Picture, Revision, Thread
from engine.publishing import publish
from tests.engine.entries.conftest import FILES, drawn

JPEG = drawn(1)


@pytest.fixture
def links(web: Any) -> Links:
    return Links(web.settings.secret_key, "")


@pytest.fixture
def picture(web: Any, cast: SimpleNamespace, now: datetime) -> Picture:
    """Amy's, which counts and waits for a host's yes."""
    publish({name: words.encode() for name, words in FILES.items()}, now, "the test")
    run = Occurrence.create(
        kind="challenge", workflow="selfies", revision=Revision.get(Revision.workflow == "selfies"),
        key="2026-11-01", starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=7),
    )  # fmt: skip
    entry = Entry.create(occurrence=run, member=cast.amy, key="k", how="text", words="<b>me</b>", at=now)
    Entry.update(batch=entry.id).execute()
    blob = Blob.create(sha256="a" * 64, body=JPEG, media_type="image/jpeg")
    made: Picture = Picture.create(entry=entry, state="kept", blob=blob)
    return made


def test_a_host_sees_what_they_are_asked_about(web: Any, links: Links, picture: Picture) -> None:
    path = links.pictures(picture.entry.public_id)
    page = web.client.get(path)
    assert "Amy" in page.text
    assert "&lt;b&gt;me" in page.text
    assert "Lee" not in page.text
    image = web.client.get(f"{path}/1")
    assert (image.data, image.headers["Content-Type"]) == (JPEG, "image/jpeg")
    assert image.headers["Cache-Control"] == "private, max-age=300"
    assert image.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "img-src 'self'" in page.headers["Content-Security-Policy"]
    assert web.client.get(f"{path}/2").status_code == 404


def test_others_see_it_only_while_it_may_be_shown(web: Any, links: Links, picture: Picture) -> None:
    path = links.picture(picture.public_id)
    assert web.client.get(path).status_code == 404  # nobody has said yes
    Entry.update(state="approved").execute()
    assert web.client.get(path).data == JPEG
    keep_private(Member.get_by_id(picture.entry.member_id))
    assert web.client.get(path).status_code == 404
    assert web.client.get(links.pictures(picture.entry.public_id)).status_code == 404


def test_no_other_link_opens_one(web: Any, links: Links, picture: Picture) -> None:
    Entry.update(state="approved").execute()
    mine = links.picture(picture.public_id).rpartition("/")[2]
    others = (
        mine[:-1],
        f"{mine}x",
        links.listen(picture.public_id).rpartition("/")[2],
        picture.public_id,
        "..%2f",
    )
    assert {web.client.get(f"/picture/{other}").status_code for other in others} == {404}
    assert web.client.get(f"/pictures/{mine}").status_code == 404
    assert web.client.post(f"/picture/{mine}").status_code == 405


def test_the_wall_shows_it_to_members_and_the_board_of_those_who_agreed(
    web: Any, links: Links, picture: Picture, cast: SimpleNamespace
) -> None:
    mine, wall = links.picture(picture.public_id), links.wall(cast.bob.public_id)
    page = web.client.get(wall).text
    assert "1 of 3 selfies" in page
    assert mine not in page
    assert "Out in front" not in page
    Entry.update(state="approved", amount=3).execute()
    Member.update(board_yes=True).where(Member.id == cast.amy.id).execute()
    page = web.client.get(wall).text
    assert mine in page
    assert "We did it! 1 of us took part." in page
    assert re.search(r"Out in front: Amy <span class=\"small\">3</span>", page)
    keep_private(Member.get_by_id(cast.amy.id))
    assert mine not in web.client.get(wall).text


def test_whoever_has_the_conversation_sees_what_came_with_its_words(
    web: Any, links: Links, cast: SimpleNamespace, now: datetime
) -> None:
    publish({name: words.encode() for name, words in FILES.items()}, now, "the test")
    dates = {"opened_at": now, "last_at": now, "quiet_after": now}
    thread = Thread.create(member=cast.amy, owner=cast.rosa, code=1, **dates)
    words = Inbound.create(
        provider="twilio",
        provider_id="MM1",
        channel="text",
        from_value="+13125550142",
        member=cast.amy,
        received_at=now,
    )
    blob = Blob.create(sha256="a" * 64, body=JPEG, media_type="image/jpeg")
    for at, more in enumerate(
        ({"blob": blob, "state": "kept"}, {"state": "waiting"}, {"state": "unreadable", "error": "HEIC"})
    ):
        Picture.create(inbound=words, position=at, **more)
    path = links.sent(words.public_id)
    assert web.client.get(path).status_code == 404, "it is with nobody"
    Inbound.update(thread_id=thread.id).execute()
    page = web.client.get(path)
    assert "From Amy" in page.text
    assert "Lee" not in page.text
    assert "It is on its way." in page.text
    assert "It can not be opened: HEIC." in page.text
    assert page.text.count("<img") == 1
    assert page.headers["X-Robots-Tag"] == "noindex"
    image = web.client.get(f"{path}/1")
    assert (image.data, image.headers["Content-Type"]) == (JPEG, "image/jpeg")
    assert image.headers["Cache-Control"] == "private, max-age=300"
    assert {web.client.get(f"{path}/{number}").status_code for number in (0, 2, 3, 4)} == {404}
    token = path.rpartition("/")[2]
    for other in (f"/sent/{token}x", f"/pictures/{token}", f"/picture/{token}", f"/sent/{words.public_id}"):
        assert web.client.get(other).status_code == 404
    Picture.delete().execute()
    assert web.client.get(path).status_code == 404
