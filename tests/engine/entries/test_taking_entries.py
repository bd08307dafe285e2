"""Entries by text, with a picture and without: taken once, counted once, answered in one line."""

from __future__ import annotations

import io
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PIL import Image

from engine.channels import PictureError
from engine.community.forgetting import forget
from engine.inbound import Received, drain, receive
from engine.models import Blob, Entry, Event, Picture, Thread
from tests.engine.entries.conftest import FILES, SOLD, Town, drawn


def states() -> list[str]:
    return [row.state for row in Entry.select().order_by(Entry.id)]


def test_a_picture_is_an_entry_with_the_word_and_without(town: Town, cast: SimpleNamespace) -> None:
    assert town.text(cast.amy, "SELFIE on the porch", drawn(1)) == "entry"
    assert town.told(cast.amy) == []  # not before it is here
    assert town.fetch() == 1
    assert town.told(cast.amy) == [
        "Got it, thank you! 1 of 3 selfies, 7 days left. Rosa looks at it before others see it. "
        "Text PRIVATE to keep yours off."
    ]
    assert town.text(cast.carla, "", drawn(2)) == "entry"
    town.fetch()
    assert town.told(cast.carla)[0].startswith(
        "¡Recibido, gracias! 2 de 3 selfies, hasta el 30. Rosa la mira"
    )
    assert town.text(cast.amy, "", drawn(3)) == "entry"
    town.fetch()
    assert town.told(cast.amy)[1] == (
        "Got it, thank you! 3 of 3 selfies, 7 days left. Want your first name on the leaders' board? Text BOARD."
    )
    assert [(row.words, row.state) for row in Entry.select().order_by(Entry.id)] == [
        ("on the porch", "counted"), ("", "counted"), ("", "counted"),
    ]  # fmt: skip
    assert {row.member_id for row in Event.select().where(Event.name == "challenge-reached")} == {
        cast.amy.id, cast.carla.id,
    }  # fmt: skip


def test_it_is_counted_once_however_often_it_comes(town: Town, cast: SimpleNamespace) -> None:
    town.text(cast.amy, "", drawn(1), sid="MM" + "1" * 32)
    town.text(cast.amy, "", drawn(1), sid="MM" + "1" * 32)
    town.fetch()
    assert town.fetch() == 0
    assert states() == ["counted"]
    assert len(town.told(cast.amy)) == 1


def test_the_same_picture_again_is_seen_whoever_sends_it(town: Town, cast: SimpleNamespace) -> None:
    town.text(cast.amy, "", drawn(1))
    town.fetch()
    again = io.BytesIO()
    Image.open(io.BytesIO(drawn(1))).resize((320, 240)).save(again, "JPEG", quality=40)
    for body in (drawn(1), again.getvalue(), drawn(1, kind="PNG")):
        town.text(cast.bob, "SELFIE", body)
        town.fetch()
    assert states() == ["counted", "same", "same", "same"]
    assert town.told(cast.bob)[-1] == (
        "We have that picture already, so it counts once. 1 of 3 selfies, 7 days left."
    )
    assert Blob.select().where(Blob.media_type == "image/jpeg").count() == 1  # a double is not kept


def test_two_pictures_of_one_text_are_answered_once(town: Town, cast: SimpleNamespace) -> None:
    town.text(cast.amy, "", drawn(1), drawn(2))
    town.fetch()
    assert [line[:30] for line in town.told(cast.amy)] == ["Got all 2, thank you! 2 of 3 s"]


def test_what_does_not_come_is_tried_again_and_then_said(town: Town, cast: SimpleNamespace) -> None:
    town.text(cast.amy, "", PictureError("Twilio answered 404.", permanent=False))
    for _ in range(7):
        assert town.fetch() == 1
        assert town.fetch() == 0  # not before its time
        town.later(hours=7)
    assert states() == ["lost"]
    assert town.told(cast.amy) == ["Your picture did not come through. Please send it once more."]
    assert town.told(cast.rosa)[-1].startswith("A picture of Amy could not be taken in: Twilio answered 404.")


@pytest.mark.parametrize("body", [b"\x00\x00\x00\x18ftypheic" + b"0" * 40, drawn(1)[:300], b"<html>"])
def test_what_cannot_be_opened_is_said_kindly_and_a_person_hears_of_it(
    town: Town, cast: SimpleNamespace, body: bytes
) -> None:
    town.text(cast.amy, "", body)
    town.fetch()
    assert states() == ["lost"]
    assert town.told(cast.amy)[0].startswith("We could not open your picture.")
    assert len(town.told(cast.rosa)) == 1


def test_grave_words_and_conversations_come_first(town: Town, cast: SimpleNamespace) -> None:
    assert town.text(cast.amy, "I want to kill myself", drawn(1)) == "grave"
    assert town.text(cast.amy, "this is my kitchen", drawn(2)) == "person"  # she is with a person
    assert Entry.select().count() == 0
    assert town.text(cast.amy, "SELFIE", drawn(2)) == "entry"  # her own word says what it is


def test_a_question_with_a_picture_reaches_a_person_and_counts(town: Town, cast: SimpleNamespace) -> None:
    assert town.text(cast.amy, "Does this colour suit me?", drawn(1)) == "entry"
    town.fetch()
    assert states() == ["counted"]
    assert Thread.select().where(Thread.member == cast.amy.id).exists()


def test_words_without_a_picture(town: Town, cast: SimpleNamespace) -> None:
    assert town.text(cast.amy, "selfie!") == "challenge"
    assert town.told(cast.amy) == ["0 of 3 selfies, 7 days left. Send your photo right here."]
    assert town.text(cast.amy, "Selfie did not go through") == "person"
    assert town.text(cast.bob, "how far are we?") == "challenge"
    assert town.told(cast.bob) == ["0 of 3 selfies, 7 days left."]
    assert town.text(cast.bob, "how far is it from the station to you") == "person"


def test_a_mail_with_a_picture(town: Town, cast: SimpleNamespace) -> None:
    assert town.mail(cast.amy, "Here I am", drawn(1)) == "entry"
    assert Picture.get().came is not None
    town.fetch()
    assert (Picture.get().came, states()) == (None, ["counted"])


def test_over_and_before_it_is_for_a_person(town: Town, cast: SimpleNamespace) -> None:
    town.later(days=8)
    assert town.text(cast.amy, "", drawn(1)) == "person"
    assert town.text(cast.amy, "how far") == "challenge"  # still news
    assert town.told(cast.amy)[-1] == "0 of 3 selfies, and it is over."
    assert not Entry.select().exists()


def test_amounts(make_town: Callable[..., Town], cast: SimpleNamespace) -> None:
    town = make_town(**{"workflows/sales.yaml": SOLD})
    town.later(days=7, hours=20)
    for words in ("SOLD 5", "3 sold", "sold two today"):
        assert town.text(cast.amy, words) == "entry"
    assert [(row.amount, row.state) for row in Entry.select().order_by(Entry.id)] == [
        (5, "counted"), (3, "counted"), (2, "over"),
    ]  # fmt: skip
    assert town.told(cast.amy)[1:] == [
        "Got it, thank you! 8 of 50 sales, 28 days left.",
        "You have had your turn for today, so this one waits for another day. Thank you! 8 of 50 sales, 28 days left.",
    ]
    assert town.text(cast.bob, "SOLD") == "challenge"
    assert town.told(cast.bob)[-1].endswith("Text SOLD and a number, like SOLD 3.")
    assert town.text(cast.bob, "sold out, need 20 more by friday please") == "person"


def test_the_board_is_of_those_who_said_so(town: Town, cast: SimpleNamespace) -> None:
    town.text(cast.amy, "", drawn(1))
    town.fetch()
    assert town.text(cast.amy, "Board") == "challenge"
    assert cast.amy.__class__.get_by_id(cast.amy.id).board_yes is True
    assert town.text(cast.amy, "board off") == "challenge"
    assert cast.amy.__class__.get_by_id(cast.amy.id).board_yes is False
    assert town.text(cast.carla, "tabla") == "challenge"
    assert town.told(cast.carla) == ["Tu nombre ya sale en la tabla. TABLA NO lo quita."]


def test_private_keeps_pictures_from_everybody(town: Town, cast: SimpleNamespace) -> None:
    assert town.text(cast.amy, "private") == "person"  # of nothing
    town.text(cast.amy, "SELFIE", drawn(1))
    town.fetch()
    assert town.text(cast.amy, "Private") == "challenge"
    assert states() == ["hidden"]
    assert town.text(cast.amy, "how far") == "challenge"
    assert town.told(cast.amy)[-1] == "1 of 3 selfies, 7 days left."  # it counts all the same


def test_forgetting_takes_the_pictures_along(town: Town, cast: SimpleNamespace) -> None:
    town.text(cast.amy, "me", drawn(1))
    town.fetch()
    town.text(cast.amy, "me again", drawn(2))  # not here yet
    forget(cast.amy, town.now, by="the test")
    assert town.fetch() == 0
    assert Entry.select().count() == Picture.select().count() == 0
    assert not Blob.select().where(Blob.media_type == "image/jpeg").exists()


def test_by_phone_a_person_hears_it_and_it_counts(
    make_town: Callable[..., Town], cast: SimpleNamespace
) -> None:
    walks = FILES["workflows/selfies.yaml"].replace("SELFIE", "WALK").replace("photos", "entries")
    town = make_town(**{"workflows/selfies.yaml": walks})
    for at, verified in enumerate(("TN-Validation-Passed-A", "")):
        row = receive(
            Received(
                provider="twilio", provider_id=f"CA{at}:RE{at}", channel="phone", from_value="+13125550142",
                raw={"about": "entry", "recording": "https://x", "listen": "https://y", "verified": verified},
            ),
            town.now,
        )  # fmt: skip
        assert row is not None
        drain(town.kit, town.now)
    assert [(entry.how, entry.state) for entry in Entry.select()] == [("phone", "counted")]
    assert town.told(cast.amy)[0].startswith("Got it, thank you! 1 of 3 selfies")
    assert "https://y" in " ".join(town.told(cast.rosa))
    assert town.text(cast.amy, "walk") == "entry"
    assert town.text(cast.amy, "Walk: to the lake and back") == "entry"
    assert [entry.words for entry in Entry.select().order_by(Entry.id)][1:] == ["", "to the lake and back"]
