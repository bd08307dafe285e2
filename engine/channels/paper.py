"""Carriers that only write down what they were given: for previews and rehearsals."""

from __future__ import annotations

import hashlib
import io

from engine.channels.carrier import Absent, Found, Lookup, Outcome, Outgoing, Sighting
from engine.channels.media import Photo
from engine.channels.rooms import CallFacts
from engine.channels.sounds import Audio, SoundError


class PaperCarrier:
    """Accepts everything and keeps it in ``sent``, oldest first."""

    def __init__(self, sender: str, provider: str = "paper") -> None:
        self.provider = provider
        self.sender = sender
        self.sent: list[Outgoing] = []

    def sender_for(self, known: str) -> str:
        return known or self.sender

    def send(self, outgoing: Outgoing) -> Outcome:
        self.sent.append(outgoing)
        return Outcome("accepted", self.provider, provider_id=f"paper-{outgoing.token}", status="sent")

    def find(self, lookup: Lookup) -> Sighting:
        if any(one.token == lookup.token for one in self.sent):
            return Found((f"paper-{lookup.token}",))
        return Absent()


class PaperRooms:
    """Does nothing and keeps every wish in ``asked``, oldest first; there is nobody in any room."""

    def __init__(self, provider: str = "paper") -> None:
        self.provider = provider
        self.asked: list[tuple[str, ...]] = []

    def mute(self, conference_sid: str, call_sid: str, muted: bool) -> Outcome:
        return self._done("mute" if muted else "unmute", conference_sid, call_sid)

    def announce(self, conference_sid: str, url: str, call_sid: str = "") -> Outcome:
        return self._done("announce", conference_sid, url, call_sid)

    def kick(self, conference_sid: str, call_sid: str) -> Outcome:
        return self._done("kick", conference_sid, call_sid)

    def end(self, conference_sid: str) -> Outcome:
        return self._done("end", conference_sid)

    def pause(self, conference_sid: str, paused: bool) -> Outcome:
        return self._done("pause" if paused else "resume", conference_sid)

    def record(self, call_sid: str, callback: str, on: bool) -> Outcome:
        return self._done("record" if on else "stop recording", call_sid, callback)

    def bridge(self, to: str, sender: str, url: str, digits: str, callback: str) -> Outcome:
        return self._done("bridge", to, sender, url, digits, callback)

    def find(self, name: str) -> str:
        return ""

    def present(self, conference_sid: str) -> tuple[str, ...]:
        return ()

    def call(self, call_sid: str) -> CallFacts | None:
        return None

    def _done(self, *wish: str) -> Outcome:
        self.asked.append(wish)
        return Outcome("accepted", self.provider, provider_id=f"paper-{len(self.asked)}")


class PaperSounds:
    """Has no sounds."""

    def fetch(self, url: str) -> Audio:
        raise SoundError("Nothing was recorded: this is only written down.", permanent=True)


class PaperPictures:
    """Has a picture at every address, another one at each."""

    def fetch(self, url: str) -> Photo:
        from PIL import Image  # here, because hardly any preview needs one

        spots = hashlib.sha512(url.encode()).digest()
        drawn = Image.frombytes("L", (8, 8), spots).resize((256, 256), Image.Resampling.NEAREST)
        body = io.BytesIO()
        drawn.save(body, "PNG")
        return Photo(body.getvalue(), "image/png")
