"""Pictures at Twilio, which keeps what came with a text."""

from __future__ import annotations

from engine.channels.media import Photo, PictureError
from engine.channels.twilio_media import TwilioMedia, Wanted
from engine.pictures import picture_type
from engine.pictures.kinds import HEAD
from engine.settings import Settings

LARGEST = 12 * 1024 * 1024  # more than any carrier lets through
LONGEST = 30.0  # seconds


class TwilioPictures:
    """One per process; threads share it."""

    def __init__(self, settings: Settings, *, largest: int = LARGEST, longest: float = LONGEST) -> None:
        self._media = TwilioMedia(
            settings, Wanted("picture", picture_type, HEAD, largest, longest, PictureError)
        )

    def fetch(self, url: str) -> Photo:
        """The picture at ``url`` as it came. Raises PictureError."""
        return Photo(*self._media.fetch(url))
