"""A store of sounds in the test's own hands, and a community with a recorded call."""

from __future__ import annotations

from collections.abc import Callable

from engine.channels import Audio, SoundError
from engine.models import Sound

MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x23TSSE music"
CALL = b"""title: Tuesday call
start:
  call:
    every: tuesday 7pm
    timezone: America/Chicago
    lasts: 45 minutes
    record: yes
steps:
  - at: 1 hour after the end
    send: soon
"""
FILES = {
    "workflows/community.yaml": b"name: The Tuesday Team\nhost: Rosa\ntimezone: America/Chicago\n",
    "workflows/tuesday-call.yaml": CALL,
    "messages/soon.txt": b"Soon.\n",
}


class Shelf:
    """Sounds by address; an exception in the place of one is raised."""

    def __init__(self) -> None:
        self.has: dict[str, bytes | Exception] = {}
        self.asked: list[str] = []

    def fetch(self, url: str) -> Audio:
        self.asked.append(url)
        found = self.has.get(url, SoundError("Twilio answered 404.", permanent=False))
        if isinstance(found, Exception):
            raise found
        return Audio(found, "audio/mpeg")


Taken = Callable[..., Sound]
