"""What Twilio keeps for us, fetched as Twilio wants it (with our key) and from nowhere else.

The address comes to us in a form. It is signed, and still only Twilio's own hosts are asked, never over an open
line, and a redirect is followed only to there or to the one store that Twilio names: our key goes with the first
question alone, and nobody can make us fetch from inside our own network.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from engine.channels.media import MediaError
from engine.settings import Settings

if TYPE_CHECKING:
    from requests import PreparedRequest, Response

MOST_HOPS = 4
_CHUNK = 64 * 1024
_REDIRECTS = (301, 302, 303, 307, 308)

# Everything but these characters is refused, so that no two readers of an address can read it differently.
_PATH = r"/[\w.~%/-]*(?:\?[\w.~%&=+-]*)?"
_AT_TWILIO = re.compile(rf"https://(?:[a-z0-9-]+\.)+twilio\.com(?::443)?{_PATH}", re.ASCII)
_AT_ITS_STORE = re.compile(
    r"https://(?:(?:mms|media)\.twiliocdn\.com(?::443)?|s3-external-1\.amazonaws\.com(?::443)?/media\.twiliocdn\.com)"
    + _PATH,
    re.ASCII,
)
_REST = re.compile(_PATH, re.ASCII)
_CLIMBS = re.compile(r"(?:\.|%2e){2}", re.IGNORECASE)  # out of the store's own folder


@dataclass(frozen=True)
class Wanted:
    """What is fetched: told from anything else by ``kind_of`` its first ``head`` bytes, and bounded in size (bytes)
    and time (seconds, however slowly it drips). ``error`` is raised."""

    noun: str
    kind_of: Callable[[bytes], str | None]
    head: int
    largest: int
    longest: float
    error: type[MediaError]


class TwilioMedia:
    """Fetches with the account's key. One per process; threads share it."""

    def __init__(self, settings: Settings, wanted: Wanted) -> None:
        self._settings = settings
        self._wanted = wanted

    def fetch(self, url: str) -> tuple[bytes, str]:
        """The bytes at ``url`` and their media type. Raises the error that was named."""
        import requests  # here, because a web process never fetches

        wanted, at = self._wanted, url
        until = time.monotonic() + wanted.longest
        try:
            for hop in range(MOST_HOPS):
                with self._get(at, first=hop == 0) as answer:
                    if answer.status_code not in _REDIRECTS:
                        return self._taken(answer, until)
                    at = urljoin(at, answer.headers.get("Location", ""))
        except requests.RequestException as error:
            raise self._no(f"Twilio gave no {wanted.noun}: {type(error).__name__}") from error
        raise self._no("Twilio sends us from one place to the next.")

    def _no(self, why: str, *, permanent: bool = False) -> MediaError:
        return self._wanted.error(why, permanent=permanent)

    def _get(self, url: str, *, first: bool) -> Response:
        import requests  # as above

        if not self._is_theirs(url, first=first):
            raise self._no(
                f"The {self._wanted.noun} is said to be somewhere that is not Twilio's.", permanent=True
            )
        key = (self._settings.twilio_account_sid, self._settings.twilio_auth_token) if first else _nobody
        limit = self._settings.provider_timeout
        return requests.get(url, auth=key, stream=True, allow_redirects=False, timeout=(limit, limit))

    def _is_theirs(self, url: str, *, first: bool) -> bool:
        """Whether the address is Twilio's, or after the first that of its store; with a stand-in for Twilio, whether
        it is that very one."""
        base = self._settings.twilio_api_url
        if _CLIMBS.search(url):
            return False
        if _AT_TWILIO.fullmatch(f"{base}/"):
            theirs = (_AT_TWILIO,) if first else (_AT_TWILIO, _AT_ITS_STORE)
            return any(one.fullmatch(url) for one in theirs)
        return url.startswith(f"{base}/") and _REST.fullmatch(url[len(base) :]) is not None

    def _taken(self, answer: Response, until: float) -> tuple[bytes, str]:
        """The body of the last answer, taken in piece by piece and given up at the first sign that it is none."""
        wanted = self._wanted
        if answer.status_code != 200:
            raise self._no(f"Twilio answered {answer.status_code}.")
        body, kind = bytearray(), None
        for piece in self._pieces(answer):
            body += piece
            if len(body) > wanted.largest:
                raise self._too_large()
            if time.monotonic() > until:
                raise self._no(f"The {wanted.noun} came too slowly.")
            if kind is None and len(body) >= wanted.head:
                kind = wanted.kind_of(bytes(body[: wanted.head]))
                if kind is None:
                    break
        if kind is None:
            # Not for ever: a proxy's error page may stand where it will be in a minute.
            raise self._no(f"What came is no {wanted.noun}.")
        return bytes(body), kind

    def _pieces(self, answer: Response) -> Iterator[bytes]:
        said = answer.headers.get("Content-Length", "")
        if said.isdecimal() and int(said) > self._wanted.largest:
            raise self._too_large()
        while piece := self._next_piece(answer):
            yield piece

    def _too_large(self) -> MediaError:
        return self._no(
            f"The {self._wanted.noun} is larger than {self._wanted.largest} bytes.", permanent=True
        )

    def _next_piece(self, answer: Response) -> bytes:
        """Whatever has come, and not a full piece: what is slow must not keep us from looking at the time."""
        try:
            piece: bytes = answer.raw.read1(_CHUNK, decode_content=True)
        except Exception as error:
            raise self._no(f"The {self._wanted.noun} broke off: {type(error).__name__}") from error
        return piece


def _nobody(request: PreparedRequest) -> PreparedRequest:
    """No key at all, not even one that this machine keeps for that host in a file of its own."""
    return request
