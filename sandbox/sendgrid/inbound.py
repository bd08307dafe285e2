"""A mailbox writes back: the multipart post of SendGrid's Inbound Parse, in its default mode."""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from urllib3.filepost import encode_multipart_formdata

from sandbox.carrier import Carrier
from sandbox.clock import machine_ms, machine_now
from sandbox.courier import Posted
from sandbox.sendgrid.mailbox import mail_by_id
from sandbox.store import insert


@dataclass(frozen=True)
class Attachment:
    """A file sent along with a mail."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """A mail from a person to us. `charset` is how its text is encoded on the wire."""

    sender: str
    sender_name: str
    recipient: str
    subject: str
    text: str
    html: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    charset: str = "UTF-8"
    attachments: Sequence[Attachment] = ()
    envelope_from: str | None = None


def reply_to_mail(
    carrier: Carrier,
    mail_id: int,
    words: str,
    sender: str | None = None,
    attachments: Sequence[Attachment] = (),
) -> Posted:
    """Answer a mail the way a mail program does: threaded, quoted below. Raises NoSuchMail."""
    mail = mail_by_id(carrier, mail_id)
    message_id = mail["headers"]["Message-ID"]
    references = f"{mail['headers'].get('References', '')} {message_id}".strip()
    subject = mail["subject"] if mail["subject"].lower().startswith("re:") else f"Re: {mail['subject']}"
    row = carrier.store.row("SELECT name FROM mailboxes WHERE address = ?", mail["mailbox"])
    letter = Letter(
        sender or mail["mailbox"],
        row["name"] if row and not sender else "",
        mail["reply_to"],
        subject,
        f"{words}\n\n{_quoted(mail['sender_name'] or mail['sender'], mail['community_at'], mail['text'])}",
        headers={"In-Reply-To": message_id, "References": references},
        attachments=attachments,
    )
    return deliver_letter(carrier, letter, words)


def _quoted(who: str, when: str, text: str) -> str:
    lines = "\n".join(f"> {line}".rstrip() for line in text.splitlines())
    return f"On {when[:10]} at {when[11:16]}, {who} wrote:\n{lines}\n"


def deliver_letter(carrier: Carrier, letter: Letter, shown: str | None = None) -> Posted:
    """Keep a letter in its sender's mailbox (as `shown`) and post it to the app; retried later on a 5xx."""
    headers = _headers(letter)
    key = _keep(carrier, letter, headers, letter.text if shown is None else shown)
    body, content_type = _multipart(letter, headers)
    row = {
        "kind": "mail",
        "subject": f"mail {key}",
        "title": f"mail from {letter.sender}",
        "url": carrier.settings.web("/sendgrid/inbound"),
        "content_type": content_type,
        "body": body,
    }
    posted = carrier.courier.post_now(row)
    carrier.courier.ring()
    return posted


def _headers(letter: Letter) -> dict[str, str]:
    domain = letter.sender.rpartition("@")[2]
    return {
        "Date": format_datetime(machine_now()),
        "Message-ID": f"<{uuid.uuid4().hex}@{domain}>",
        "From": formataddr((letter.sender_name, letter.sender)),
        "To": letter.recipient,
        "Subject": letter.subject,
        "MIME-Version": "1.0",
        "Content-Type": f'text/plain; charset="{letter.charset}"',
        **letter.headers,
    }


def _keep(carrier: Carrier, letter: Letter, headers: dict[str, str], shown: str) -> int:
    community_at = carrier.community_at()
    with carrier.store.write() as connection:
        return insert(
            connection, "mails", x_message_id="", direction="in", mailbox=letter.sender.lower(), sender=letter.sender,
            sender_name=letter.sender_name, recipient=letter.recipient, reply_to=letter.sender,
            subject=letter.subject, text=shown, html=letter.html, headers=json.dumps(headers), custom_args="{}",
            attachments=_kept(letter.attachments), status="sent", created_ms=machine_ms(), community_at=community_at,
        )  # fmt: skip


def _kept(attachments: Sequence[Attachment]) -> str:
    """As a mail of ours keeps them, so that the page shows both alike."""
    return json.dumps(
        [
            {
                "filename": one.filename,
                "type": one.content_type,
                "content": base64.b64encode(one.content).decode(),
            }
            for one in attachments
        ]
    )


def _multipart(letter: Letter, headers: dict[str, str]) -> tuple[bytes, str]:
    """The fields SendGrid posts; `text` and `html` in the letter's own charset, as `charsets` says."""
    envelope_from = letter.sender if letter.envelope_from is None else letter.envelope_from
    charsets = {"to": "UTF-8", "from": "UTF-8", "subject": "UTF-8", "text": letter.charset}
    fields: dict[str, str | bytes | tuple[str, bytes, str]] = {
        "headers": _raw_headers(headers),
        "dkim": f"{{@{letter.sender.rpartition('@')[2]} : pass}}",
        "to": letter.recipient,
        "from": headers["From"],
        "subject": letter.subject,
        "text": letter.text.encode(letter.charset, "replace"),
        "sender_ip": "127.0.0.1",
        "envelope": json.dumps({"to": [letter.recipient], "from": envelope_from}),
        "attachments": str(len(letter.attachments)),
        "SPF": "pass",
        "spam_score": "0.1",
    }
    if letter.html:
        fields["html"] = letter.html.encode(letter.charset, "replace")
        charsets["html"] = letter.charset
    if letter.attachments:
        names = [f"attachment{at}" for at in range(1, len(letter.attachments) + 1)]
        files = dict(zip(names, letter.attachments, strict=True))
        fields["attachment-info"] = json.dumps(
            {
                n: {"filename": f.filename, "name": f.filename, "type": f.content_type}
                for n, f in files.items()
            }
        )
        fields |= {n: (f.filename, f.content, f.content_type) for n, f in files.items()}
    fields["charsets"] = json.dumps(charsets)
    return encode_multipart_formdata(fields)


def _raw_headers(headers: dict[str, str]) -> str:
    message = EmailMessage()
    for name, value in headers.items():
        message[name] = value
    return message.as_string().rstrip("\n") + "\n"
