"""From SendGrid's parts to one letter: words in their own charset, headers, envelope, names of attachments."""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser, HeaderParser
from email.utils import parseaddr
from typing import Any

from engine.pictures import picture_type
from engine.pictures.kinds import HEAD
from handlers.mail.parts import Parts

_MOST_ATTACHMENTS = 50
_MOST_PICTURES = 10
_SMALLEST_PICTURE, _LARGEST_PICTURE = 20_000, 12 * 1024 * 1024  # bytes
_Read = tuple[dict[str, str], str, str, list[tuple[str, str, bytes]]]
# Codecs of Python's that no mail is written in and that a hostile one could make us labour with.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape"})


@dataclass(frozen=True)
class Letter:
    """One mail. ``sender`` is the From address in lower case; ``envelope_to`` is who it was really delivered to."""

    headers: Mapping[str, str]
    sender: str
    subject: str
    text: str
    html: str
    envelope_from: str
    envelope_to: tuple[str, ...]
    spf: str
    dkim: str
    attachments: tuple[str, ...]
    pictures: tuple[bytes, ...] = ()


def read_letter(parts: Parts) -> Letter:
    """Both of SendGrid's forms: fields of a parsed mail, or the whole mail in ``email``."""
    charsets = _json_object(parts.fields.get("charsets", b""))
    fields = {
        name: _decoded(data, charsets.get(name)) for name, data in parts.fields.items() if name != "email"
    }
    envelope = _json_object(parts.fields.get("envelope", b""))
    raw = parts.fields.get("email")
    headers, text, html, files = _whole(raw) if raw is not None else _parsed(fields, parts)
    attached = [f"{name or 'unnamed'} ({kind}, {len(data):,} bytes)" for name, kind, data in files]
    return Letter(
        headers=headers,
        sender=parseaddr(headers.get("From") or fields.get("from", ""))[1].strip().lower(),
        subject=(fields.get("subject") or headers.get("Subject", "")).strip(),
        text=text,
        html=html,
        envelope_from=str(envelope.get("from") or "").strip().lower(),
        envelope_to=_recipients(envelope.get("to"), fields.get("to", "")),
        spf=fields.get("SPF", "").strip().lower(),
        dkim=fields.get("dkim", "").strip().lower(),
        attachments=tuple(attached[:_MOST_ATTACHMENTS]),
        pictures=tuple(data for _, _, data in files if _is_picture(data))[:_MOST_PICTURES],
    )


def _parsed(fields: Mapping[str, str], parts: Parts) -> _Read:
    message = HeaderParser(policy=policy.compat32).parsestr(fields.get("headers", ""))
    headers = {name: str(value) for name, value in reversed(message.items())}
    return headers, fields.get("text", ""), fields.get("html", ""), parts.files


def _whole(raw: bytes) -> _Read:
    message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(raw)
    headers = {name: str(value) for name, value in reversed(message.items())}
    files = [
        (part.get_filename() or "", part.get_content_type(), _bytes_of(part))
        for part in message.iter_attachments()
    ]
    return headers, _body(message, "plain"), _body(message, "html"), files


def _bytes_of(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _is_picture(data: bytes) -> bool:
    """A photo, by its bytes; the small ones are logos and smileys under a signature."""
    return _SMALLEST_PICTURE <= len(data) <= _LARGEST_PICTURE and picture_type(data[:HEAD]) is not None


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    data = part.get_payload(decode=True)
    return _decoded(data, part.get_content_charset()) if isinstance(data, bytes) else ""


def _decoded(data: bytes, charset: Any) -> str:
    """Words by the charset that was named; where it is unknown or does not fit, by what mail programs mean."""
    for name in (str(charset or "utf-8"), "utf-8", "windows-1252"):
        try:
            if codecs.lookup(name).name not in _NO_CHARSETS:
                return data.decode(name)
        except (LookupError, ValueError):
            continue
    return data.decode("latin-1")


def _json_object(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data.decode("utf-8", "replace") or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _recipients(envelope_to: Any, header_to: str) -> tuple[str, ...]:
    """The envelope's, which the sender's mail program cannot dress up; the header's where there is none."""
    if isinstance(envelope_to, list) and envelope_to:
        return tuple(str(one).strip().lower() for one in envelope_to)
    return (parseaddr(header_to)[1].strip().lower(),)
