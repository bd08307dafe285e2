"""A community with challenges that go on, and texts with pictures that come in."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from PIL import Image, ImageFilter

from engine import entries
from engine.channels import Carriers, Kit, Photo, PictureError
from engine.clock.ticking import make_due
from engine.inbound import Received, drain, receive
from engine.links import Links
from engine.models import Address, Delivery, Inbound, Member
from engine.publishing import publish
from engine.settings import Settings

OURS = "+13125550199"
FILES = {
    "workflows/community.yaml": "name: The Tuesday Team\nhost: Rosa\ntimezone: America/Chicago\n",
    "workflows/selfies.yaml": """title: Selfies
start:
  challenge:
    goal: 3 selfies
    from: 2026-11-01
    until: 2026-11-30
    words: [SELFIE]
    counts: photos
    board: those who agreed
steps:
  - at: at the start
    send: begins
""",
    "messages/begins.txt": "{{ challenge.how_far }}. Text {{ challenge.word }} and a photo!",
}
SOLD = """title: Sales
start:
  challenge:
    goal: 50 sales
    every: month on the 1st at 9am
    lasts: 4 weeks
    words: [SOLD]
    counts: amounts
    each: 2 a day
steps:
  - at: at the end
    send: begins
"""


def drawn(seed: int, *, kind: str = "JPEG", size: tuple[int, int] = (640, 480), exif: bytes = b"") -> bytes:
    """A picture like no other seed's."""
    dice = random.Random(seed)
    spots = bytes(dice.randrange(256) for _ in range(12 * 9))
    image = Image.frombytes("L", (12, 9), spots).resize(size, Image.Resampling.BICUBIC).convert("RGB")
    body = io.BytesIO()
    more = {"exif": exif} if exif else {}
    image.filter(ImageFilter.GaussianBlur(2)).save(body, kind, **more)
    return body.getvalue()


class Album:
    """Pictures by address; an exception in the place of one is raised."""

    def __init__(self) -> None:
        self.has: dict[str, bytes | Exception] = {}

    def fetch(self, url: str) -> Photo:
        found = self.has.get(url, PictureError("Twilio answered 404.", permanent=False))
        if isinstance(found, Exception):
            raise found
        return Photo(found, "image/jpeg")


@dataclass
class Town:
    """``text`` returns what the words were understood as; ``fetch`` takes in the pictures that are due."""

    kit: Kit
    album: Album
    now: datetime
    counted: int = 0
    results: list[str] = field(default_factory=list)

    def text(self, who: Member, words: str, *pictures: bytes | Exception, sid: str = "") -> str:
        self.counted += 1
        urls = [f"https://api.twilio.com/{self.counted}/{at}" for at in range(len(pictures))]
        self.album.has |= dict(zip(urls, pictures, strict=True))
        photos = [entries.Photo(at, url) for at, url in enumerate(urls)]
        number = Address.get((Address.member == who) & (Address.channel == "phone")).value
        return self.came(sid or f"SM{self.counted:032x}", "text", number, words, photos)

    def mail(self, who: Member, words: str, *pictures: bytes) -> str:
        self.counted += 1
        box = Address.get((Address.member == who) & (Address.channel == "email")).value
        photos = [entries.Photo(at, body=body) for at, body in enumerate(pictures)]
        return self.came(f"mail-{self.counted}", "email", box, words, photos)

    def came(
        self, sid: str, channel: str, from_value: str, words: str, photos: Sequence[entries.Photo]
    ) -> str:
        provider = "sendgrid" if channel == "email" else "twilio"
        received = Received(
            provider=provider,
            provider_id=sid,
            channel=channel,
            from_value=from_value,
            text=words,
            photos=photos,
        )
        row = receive(received, self.now)
        drain(self.kit, self.now)
        return "" if row is None else str(Inbound.get_by_id(row.id).understood_as)

    def fetch(self) -> int:
        done = entries.drain(self.kit, self.now).handled
        make_due(self.now, self.kit)
        return done

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)
        make_due(self.now, self.kit)

    def told(self, member: Member) -> list[str]:
        """What is queued for a member, oldest first; a manager's message by its name."""
        rows = Delivery.select().where(Delivery.member == member.id).order_by(Delivery.id)
        return [row.message or row.body for row in rows]


@pytest.fixture
def make_town(db: str, now: datetime) -> Callable[..., Town]:
    def make(**files: str) -> Town:
        album = Album()
        settings = Settings(
            twilio_from=OURS, secret_key="s" * 40, twilio_api_url="http://localhost:9",
            sendgrid_api_url="http://localhost:9",
        )  # fmt: skip
        kit = Kit(settings, Carriers(pictures=album), Links("s" * 40, "http://localhost:8000"))
        found = publish({name: words.encode() for name, words in {**FILES, **files}.items()}, now, "the test")
        assert not [one for one in found.findings if one.level == "error"], found.findings
        make_due(now, kit)
        return Town(kit, album, now + timedelta(minutes=1))

    return make


@pytest.fixture
def town(make_town: Callable[..., Town]) -> Town:
    return make_town()
