"""Signed links that are short enough for a text.

A token is the id it speaks of (128 random bits as 22 URL-safe characters) and a signature of 80 bits (14
characters): an HMAC-SHA256 cut short, which no one can guess online, at a third of the length that signing
libraries choose by default. Every purpose has its own key, so a token for listening never unsubscribes.
Nothing expires: the mail with the link may be opened years later, and the law wants its link to work.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass, field
from urllib.parse import urlencode

from itsdangerous import BadSignature, Signer
from itsdangerous.signer import SigningAlgorithm

SIGNATURE_BYTES = 10
_ID_BYTES = 16
_ID_LENGTH = 22  # of 16 bytes in base64 without padding


class _ShortHMAC(SigningAlgorithm):
    """HMAC-SHA256, its first 80 bits (RFC 2104, section 5, allows half the digest or 80 bits at least)."""

    def get_signature(self, key: bytes, value: bytes) -> bytes:
        return hmac.digest(key, value, hashlib.sha256)[:SIGNATURE_BYTES]


@dataclass(frozen=True)
class Listen:
    """What a listening link names: a recording's public id and, where it was sent to one, the member's."""

    recording: str
    member: str | None = None


@dataclass(frozen=True)
class Links:
    """Makes and reads our links. `secret` signs, `public_url` is our address without a slash at the end."""

    secret: str = field(repr=False)
    public_url: str

    def unsubscribe(self, address: str) -> str:
        """The link that ends mail to the address with this public id."""
        return f"{self.public_url}/u/{self._token('unsubscribe', address)}"

    def read_unsubscribe(self, token: str) -> str | None:
        """The public id of the address, or None where the token is not ours."""
        ids = self._read("unsubscribe", token)
        return ids[0] if ids and len(ids) == 1 else None

    def listen(self, recording: str, member: str | None = None) -> str:
        """The link to a recording's page; with `member` it also says who was sent it (22 characters more)."""
        ids = (recording, member) if member else (recording,)
        return f"{self.public_url}/listen/{self._token('listen', *ids)}"

    def read_listen(self, token: str) -> Listen | None:
        """What the token names, or None where it is not ours."""
        ids = self._read("listen", token)
        if not ids or len(ids) > 2:
            return None
        return Listen(ids[0], ids[1] if len(ids) == 2 else None)

    def sound(self, sound: str) -> str:
        """The link to something that was said on the phone, for the person it was said to."""
        return f"{self.public_url}/listen/message/{self._token('sound', sound)}"

    def read_sound(self, token: str) -> str | None:
        """The public id of the sound, or None where the token is not ours."""
        ids = self._read("sound", token)
        return ids[0] if ids and len(ids) == 1 else None

    def letter(self, occurrence: str, member: str) -> str:
        """The link to one newsletter as this member reads it."""
        return f"{self.public_url}/letter/{self._token('letter', occurrence, member)}"

    def read_letter(self, token: str) -> tuple[str, str] | None:
        """The public ids of the newsletter and its reader, or None where the token is not ours."""
        ids = self._read("letter", token)
        return (ids[0], ids[1]) if ids and len(ids) == 2 else None

    def wall(self, member: str) -> str:
        """The link by which the member with this public id sees the wall."""
        return f"{self.public_url}/wall/{self._token('wall', member)}"

    def read_wall(self, token: str) -> str | None:
        """The public id of the member, or None where the token is not ours."""
        ids = self._read("wall", token)
        return ids[0] if ids and len(ids) == 1 else None

    def pictures(self, entry: str) -> str:
        """The link to pictures that a host is asked about, named by the public id of the first one's entry."""
        return f"{self.public_url}/pictures/{self._token('pictures', entry)}"

    def read_pictures(self, token: str) -> str | None:
        """The public id of the entry, or None where the token is not ours."""
        ids = self._read("pictures", token)
        return ids[0] if ids and len(ids) == 1 else None

    def picture(self, picture: str) -> str:
        """The link to one picture that may be shown."""
        return f"{self.public_url}/picture/{self._token('picture', picture)}"

    def read_picture(self, token: str) -> str | None:
        """The public id of the picture, or None where the token is not ours."""
        ids = self._read("picture", token)
        return ids[0] if ids and len(ids) == 1 else None

    def sent(self, inbound: str) -> str:
        """The link to the pictures that came with a member's words, for the person who has the conversation."""
        return f"{self.public_url}/sent/{self._token('sent', inbound)}"

    def read_sent(self, token: str) -> str | None:
        """The public id of those words, or None where the token is not ours."""
        ids = self._read("sent", token)
        return ids[0] if ids and len(ids) == 1 else None

    def join(self, code: str) -> str:
        """The page that shows a member's word to whoever they invite. Not signed: the word is public."""
        return f"{self.public_url}/join/{code}"

    def poster(self, member: str) -> str:
        """The page to be printed with a member's word as a picture that telephones read."""
        return f"{self.public_url}/poster/{self._token('poster', member)}"

    def read_poster(self, token: str) -> str | None:
        """The public id of the member, or None where the token is not ours."""
        ids = self._read("poster", token)
        return ids[0] if ids and len(ids) == 1 else None

    def status_callback(self, attempt_token: str) -> str:
        """Where Twilio reports on one attempt. Not signed by us: Twilio signs the whole address."""
        return f"{self.public_url}/twilio/status?{urlencode({'t': attempt_token})}"

    def ringing(self, attempt_token: str) -> str:
        """Where Twilio asks what a call of ours says to whoever answers. Not signed by us, either."""
        return f"{self.public_url}/twilio/voice/ringing?{urlencode({'t': attempt_token})}"

    def _token(self, purpose: str, *ids: str) -> str:
        value = "".join(_short(one) for one in ids)
        return self._signer(purpose).sign(value).decode("ascii")

    def _read(self, purpose: str, token: str) -> tuple[str, ...] | None:
        try:
            value = self._signer(purpose).unsign(token).decode("ascii")
            return tuple(_long(value[at : at + _ID_LENGTH]) for at in range(0, len(value), _ID_LENGTH))
        except (BadSignature, UnicodeError, binascii.Error):
            return None

    def _signer(self, purpose: str) -> Signer:
        return Signer(
            self.secret, salt=f"kindling.{purpose}", digest_method=hashlib.sha256, algorithm=_ShortHMAC()
        )


def _short(public_id: str) -> str:
    raw = bytes.fromhex(public_id)
    if len(raw) != _ID_BYTES:
        raise ValueError(f"{public_id!r} is no public id")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _long(short: str) -> str:
    return base64.urlsafe_b64decode(short + "==").hex()
