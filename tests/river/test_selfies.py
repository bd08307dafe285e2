"""A challenge from its first day to its last, through the real clients: photos by text and mail, a host's yes, an end."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from engine.challenges import shown
from engine.models import Blob, Entry, Occurrence
from sandbox.sendgrid.inbound import Attachment
from tests.engine.entries.conftest import drawn
from tests.river.conftest import River

AMY, BOB, CARLA, ROSA = "+13125550142", "+13035550101", "+12125550103", "+13125550100"


def photo(river: River, phone: str, picture: bytes, words: str = "") -> str:
    """The last text that reached the phone after it had sent a picture."""
    assert river.sandbox.photo(phone, picture, words) == 200
    river.settle()
    return river.texts(phone)[-1]


def test_a_challenge_from_its_first_day_to_its_last(river: River, cast: SimpleNamespace) -> None:
    river.wait(days=8, hours=4)
    assert any("Send yours right here" in words for words in river.texts(AMY))
    first = photo(river, AMY, drawn(1), "SELFIE with my mug")
    assert first.startswith("Got it, thank you! 1 of 60 selfies, 21 days left. Rosa looks at it")
    assert photo(river, BOB, drawn(1)).startswith("We have that picture already")
    assert photo(river, CARLA, drawn(3)).startswith("¡Recibido, gracias! 2 de 60 selfies, hasta el 22.")
    (mail, *_) = reversed(river.mails("tom@example.com"))
    attached = [Attachment("me.jpg", "image/jpeg", drawn(4, size=(1600, 1200)))]
    assert river.sandbox.reply_mail(int(str(mail["id"])), "Me in Tokyo", attachments=attached) == 200
    river.settle()
    assert "3 of 60 selfies" in str(river.mails("tom@example.com")[-1]["text"])

    run = Occurrence.get(Occurrence.kind == "challenge", Occurrence.starts_at < river.now)
    river.wait(
        hours=16
    )  # her evening has its own questions, too, and which of them came last is the machine's affair
    assert any("A new picture for Sixty selfies, of Amy: http" in words for words in river.texts(ROSA))
    river.text(ROSA, "yes")
    assert "2 new pictures for Sixty selfies, of Carla and Tom: http" in river.texts(ROSA)[-1]
    river.text(ROSA, "yes")
    assert sorted(row.entry.member.name for row in shown(run.id, approval=True)) == [
        "Amy Lee", "Carla Ruiz", "Tom Sato",
    ]  # fmt: skip
    river.text(CARLA, "STOP")
    assert len(list(shown(run.id, approval=True))) == 2

    river.until(run.ends_at + timedelta(hours=3))
    thanked = [phone for phone in (AMY, BOB) if any("selfies it is" in words for words in river.texts(phone))]
    assert thanked == [AMY]  # Bob had none that counts, and hears nothing of it
    assert any("3 of 60 selfies" in words for words in river.texts(BOB))
    media = [one for one in river.sandbox.captured() if "/Media/" in one["path"]]
    assert len(media) == 3
    assert all("Authorization" in one["headers"] for one in media)
    assert Entry.select().where(Entry.state == "same").count() == 1
    assert Blob.select().where(Blob.media_type == "image/jpeg").count() == 3
