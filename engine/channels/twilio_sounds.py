"""Recordings at Twilio, as MP3."""

from __future__ import annotations

import re

from engine.channels.audio import HEAD, audio_type
from engine.channels.sounds import Audio, SoundError
from engine.channels.twilio_media import TwilioMedia, Wanted
from engine.settings import Settings

LARGEST = 100 * 1024 * 1024  # four hours of a recorded call
LONGEST = 120.0  # seconds
_HAS_SUFFIX = re.compile(r"\.(?:mp3|wav)$")


class TwilioSounds:
    """One per process; threads share it."""

    def __init__(self, settings: Settings, *, largest: int = LARGEST, longest: float = LONGEST) -> None:
        wanted = Wanted("sound", audio_type, HEAD, largest, longest, SoundError)
        self._media = TwilioMedia(settings, wanted)

    def fetch(self, url: str) -> Audio:
        """The recording at ``url`` as MP3, which every phone and browser plays. Raises SoundError."""
        return Audio(*self._media.fetch(url if _HAS_SUFFIX.search(url) else f"{url}.mp3"))
