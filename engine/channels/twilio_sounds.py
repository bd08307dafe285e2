"""Recordings at Twilio, fetched as Twilio wants it (with our key) and from nowhere else.

The address of a recording comes to us in a form. It is signed, and still only Twilio's own hosts are asked, never
over an open line, and a redirect is followed only to there: our key must not travel anywhere else, nor may anybody
make us fetch from inside our own network.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from engine.channels.audio import HEAD, audio_type
from engine.channels.sounds import Audio, SoundError
from engine.settings import Settings

if TYPE_CHECKING:
    from requests import Response

LARGEST = 100 * 1024 * 1024  # four hours of a recorded call
LONGEST = 120.0  # seconds for one sound, however slowly it drips
MOST_HOPS = 4
_CHUNK = 64 * 1024
_REDIRECTS = (301, 302, 303, 307, 308)

# Everything but these characters is refused, so that no two readers of an address can read it differently.
_AT_TWILIO = re.compile(
    r"https://(?:[a-z0-9-]+\.)+twilio\.com(?::443)?(?P<rest>/[\w.~%/-]*(?:\?[\w.~%&=+-]*)?)", re.ASCII
)
_REST = re.compile(r"/[\w.~%/-]*(?:\?[\w.~%&=+-]*)?", re.ASCII)
_HAS_SUFFIX = re.compile(r"\.(?:mp3|wav)$")


class TwilioSounds:
    """Fetches with the account's key. One per process; threads share it."""

    def __init__(self, settings: Settings, *, largest: int = LARGEST, longest: float = LONGEST) -> None:
        self._settings = settings
        self._largest = largest
        self._longest = longest

    def fetch(self, url: str) -> Audio:
        """The recording at ``url`` as MP3, which every phone and browser plays. Raises SoundError."""
        import requests  # here, because a web process never fetches

        at = url if _HAS_SUFFIX.search(url) else f"{url}.mp3"
        until = time.monotonic() + self._longest
        try:
            for _ in range(MOST_HOPS):
                with self._get(at) as answer:
                    if answer.status_code not in _REDIRECTS:
                        return self._audio(answer, until)
                    at = urljoin(at, answer.headers.get("Location", ""))
        except requests.RequestException as error:
            raise SoundError(f"Twilio gave no sound: {type(error).__name__}", permanent=False) from error
        raise SoundError("Twilio sends us from one place to the next.", permanent=False)

    def _get(self, url: str) -> Response:
        import requests  # as above

        if not self._is_theirs(url):
            raise SoundError("The recording is said to be somewhere that is not Twilio's.", permanent=True)
        key = (self._settings.twilio_account_sid, self._settings.twilio_auth_token)
        limit = self._settings.provider_timeout
        return requests.get(url, auth=key, stream=True, allow_redirects=False, timeout=(limit, limit))

    def _is_theirs(self, url: str) -> bool:
        """Whether the address is Twilio's; with a stand-in for Twilio, whether it is that very one."""
        base = self._settings.twilio_api_url
        if _AT_TWILIO.fullmatch(f"{base}/"):
            return _AT_TWILIO.fullmatch(url) is not None
        return url.startswith(f"{base}/") and _REST.fullmatch(url[len(base) :]) is not None

    def _audio(self, answer: Response, until: float) -> Audio:
        """The body of the last answer, taken in piece by piece and given up at the first sign that it is none."""
        if answer.status_code != 200:
            raise SoundError(f"Twilio answered {answer.status_code}.", permanent=False)
        body, kind = bytearray(), None
        for piece in self._pieces(answer):
            body += piece
            if len(body) > self._largest:
                raise SoundError(f"The sound is larger than {self._largest} bytes.", permanent=True)
            if time.monotonic() > until:
                raise SoundError("The sound came too slowly.", permanent=False)
            if kind is None and len(body) >= HEAD:
                kind = audio_type(bytes(body[:HEAD]))
                if kind is None:
                    break
        if kind is None:
            # Not for ever: a proxy's error page may stand where the sound will be in a minute.
            raise SoundError("What came is no sound.", permanent=False)
        return Audio(bytes(body), kind)

    def _pieces(self, answer: Response) -> Iterator[bytes]:
        said = answer.headers.get("Content-Length", "")
        if said.isdecimal() and int(said) > self._largest:
            raise SoundError(f"The sound is larger than {self._largest} bytes.", permanent=True)
        while piece := _next_piece(answer):
            yield piece


def _next_piece(answer: Response) -> bytes:
    """Whatever has come, and not a full piece: a slow sound must not keep us from looking at the time."""
    try:
        piece: bytes = answer.raw.read1(_CHUNK, decode_content=True)
    except Exception as error:
        raise SoundError(f"The sound broke off: {type(error).__name__}", permanent=False) from error
    return piece
