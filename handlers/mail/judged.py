"""What a letter is to us: whose reply it is, whether its sender is proven, whether a machine wrote it."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from engine.entries import Photo
from engine.inbound import Received
from engine.wording.replies import is_automatic, strip_reply
from handlers.mail.letter import Letter

_TOKEN = re.compile(r"r\+([a-z0-9]{20,32})")
_LONGEST_ID = 250
MOST_TEXT, MOST_HTML = 200_000, 1_000_000  # characters read; more is a quoted book or an attack


def judge(letter: Letter, body: bytes, *, signed: bool, reply_domain: str) -> Received:
    """The letter as it is recorded. ``signed``: whether SendGrid's signature proved that the post is theirs."""
    raw: dict[str, Any] = {
        "headers": {
            name: letter.headers[name] for name in ("References", "In-Reply-To") if name in letter.headers
        },
        "message_id": letter.headers.get("Message-ID", ""),
        "attachments": list(letter.attachments),
    }
    return Received(
        provider="sendgrid",
        provider_id=_identity(letter, body),
        channel="email",
        from_value=letter.sender[:320],
        to_value=", ".join(letter.envelope_to)[:1000],
        text=strip_reply(letter.text[:MOST_TEXT], letter.html[:MOST_HTML] or None),
        subject=" ".join(letter.subject.split())[:998],
        proven=signed and sender_is_proven(letter),
        automatic=is_automatic(letter.headers, letter.envelope_from) or "",
        reply_token=reply_token(letter.envelope_to, reply_domain),
        raw=raw,
        photos=[Photo(at, body=data) for at, data in enumerate(letter.pictures)],
    )


def reply_token(recipients: tuple[str, ...], reply_domain: str) -> str:
    """The token of ``r+TOKEN@REPLY_DOMAIN`` among the recipients; empty where there is none."""
    for recipient in recipients:
        local, _, domain = recipient.rpartition("@")
        found = _TOKEN.fullmatch(local)
        if found and domain == reply_domain.lower():
            return found[1]
    return ""


def sender_is_proven(letter: Letter) -> bool:
    """Whether From is who sent it: SPF passed for a sender of the same domain, or that domain signed it (DKIM)."""
    domain = letter.sender.rpartition("@")[2]
    if not domain:
        return False
    spf = letter.spf == "pass" and letter.envelope_from.rpartition("@")[2] == domain
    return spf or re.search(rf"@{re.escape(domain)}\s*:\s*pass\b", letter.dkim) is not None


def _identity(letter: Letter, body: bytes) -> str:
    """The Message-ID with its sender, for a stranger may copy another's id; else the hash of all that came."""
    message_id = letter.headers.get("Message-ID", "").strip()
    if not message_id or len(message_id) > _LONGEST_ID:
        return body_identity(body)
    recipients = ",".join(sorted(letter.envelope_to))
    return f"{message_id} {hashlib.sha256(f'{letter.sender} {recipients}'.encode()).hexdigest()[:16]}"


def body_identity(body: bytes) -> str:
    return f"sha256:{hashlib.sha256(body).hexdigest()}"
