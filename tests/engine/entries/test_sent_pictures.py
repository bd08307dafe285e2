"""Pictures that are no entry reach a person, by a link of their own, as our own copies."""

from __future__ import annotations

import io
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PIL import Image

from engine.channels import PictureError
from engine.community.forgetting import forget
from engine.models import Blob, Entry, Inbound, Member, Picture, Thread
from tests.engine.entries.conftest import Town, drawn

ASKS = """start: text HELLO
steps:
  - ask: begins
    within: 2 days
    answers:
      yes, great:
        - tag: happy
"""


@pytest.fixture
def quiet(make_town: Callable[..., Town]) -> Town:
    """A community in which no challenge goes on."""
    return make_town(
        **{
            "workflows/selfies.yaml": "start: by hand\nsteps:\n  - send: begins\n",
            "workflows/hello.yaml": ASKS,
            "messages/begins.txt": "How is it going?",
        }
    )


def link_to(inbound: Inbound, town: Town) -> str:
    return town.kit.links.sent(inbound.public_id)


def newest() -> Inbound:
    found: Inbound = Inbound.select().order_by(Inbound.id.desc()).get()
    return found


@pytest.mark.parametrize("words", ["", "look what came today!", "thanks!", "SELFIE"])
def test_a_picture_reaches_a_person_whatever_stands_beside_it(
    quiet: Town, cast: SimpleNamespace, words: str
) -> None:
    assert quiet.text(cast.amy, words, drawn(1), drawn(2)) == "person"
    said = f"{words} (2 pictures: {link_to(newest(), quiet)})".strip()
    assert quiet.told(cast.rosa) == [
        f"Amy (#1): {said}\nJust reply and it goes to them. DONE when you are finished."
    ]
    assert quiet.told(cast.amy) == ["Thanks for writing! Rosa has your message and will get back to you."]
    assert quiet.fetch() == 2
    assert [(row.state, row.entry_id) for row in Picture.select()] == [("kept", None)] * 2
    assert not Entry.select().exists()


def test_our_copy_holds_no_place_and_no_camera(quiet: Town, cast: SimpleNamespace) -> None:
    exif = Image.Exif()
    exif[0x010F] = "A camera of Amy's"
    quiet.text(cast.amy, "my kitchen", drawn(1, exif=exif.tobytes()))
    quiet.fetch()
    with Image.open(io.BytesIO(bytes(Blob.get(Blob.media_type == "image/jpeg").body))) as kept:
        assert not kept.getexif()
    assert Picture.get().came is None


def test_words_that_do_something_do_it_and_a_person_sees_the_picture(
    quiet: Town, cast: SimpleNamespace
) -> None:
    assert quiet.text(cast.amy, "HELLO") == "keyword"
    assert quiet.text(cast.amy, "HELLO", drawn(1)) == "keyword"
    (told,) = quiet.told(cast.rosa)
    assert told.startswith(f"Amy (#1): HELLO (1 picture: {link_to(newest(), quiet)})")
    assert quiet.fetch() == 1


def test_within_a_conversation_they_go_both_ways(quiet: Town, cast: SimpleNamespace) -> None:
    quiet.text(cast.amy, "which shade is this?", drawn(1))
    assert quiet.text(cast.rosa, "This one!", drawn(2)) == "thread"
    assert quiet.told(cast.amy)[-1] == f"Rosa: This one! (1 picture: {link_to(newest(), quiet)})"
    assert quiet.fetch() == 2


@pytest.mark.parametrize("words", ["STOP", "JOIN"])
def test_with_a_stop_nothing_is_kept(quiet: Town, cast: SimpleNamespace, words: str) -> None:
    quiet.text(cast.amy, words, drawn(1))
    assert Picture.select().exists() == (
        words == "JOIN"
    )  # she is in: JOIN says nothing new, and a person looks
    assert Thread.select().exists() == (words == "JOIN")


def test_what_does_not_come_is_said_on_its_page_and_counts_for_nothing(
    quiet: Town, cast: SimpleNamespace
) -> None:
    quiet.text(cast.amy, "see?", PictureError("too large", permanent=True))
    quiet.text(cast.amy, "and this", b"\x00\x00\x00\x18ftypheic")
    before = quiet.told(cast.amy)
    assert quiet.fetch() == 2
    assert [(row.state, row.error) for row in Picture.select().order_by(Picture.id)] == [
        ("failed", "too large"), ("unreadable", "it is in the iPhone's own format (HEIC)"),
    ]  # fmt: skip
    assert quiet.told(cast.amy) == before
    assert quiet.fetch() == 0


def test_a_strangers_picture_reaches_the_host(
    quiet: Town, cast: SimpleNamespace, make_member: Callable[..., Member]
) -> None:
    make_member("", phone="+13125550177", how="stranger", agreed=False)
    stranger = Member.select().order_by(Member.id.desc()).get()
    assert quiet.text(stranger, "is this yours?", drawn(1)) == "stranger"
    assert "(1 picture: " in quiet.told(cast.rosa)[0]
    assert quiet.fetch() == 1


def test_forgetting_takes_them_along(quiet: Town, cast: SimpleNamespace) -> None:
    quiet.text(cast.amy, "my kitchen", drawn(1))
    quiet.fetch()
    quiet.text(cast.amy, "my garden", drawn(2))  # not here yet
    forget(cast.amy, quiet.now, by="the test")
    assert quiet.fetch() == 0
    assert not Picture.select().exists()
    assert not Blob.select().where(Blob.media_type == "image/jpeg").exists()
