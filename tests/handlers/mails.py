"""Mails as SendGrid posts them, for the tests."""

from __future__ import annotations

import json
from typing import Any

from urllib3.filepost import encode_multipart_formdata


def mail(
    text: str = "Hello",
    *,
    sender: str = "amy@example.com",
    to: str = "hello@reply.example.org",
    charset: str = "UTF-8",
    headers: str = "",
    message_id: str = "<one@example.com>",
    spf: str = "pass",
    **more: Any,
) -> tuple[bytes, str]:
    """Body and content type of a mail in SendGrid's default form; ``text`` is encoded in ``charset``."""
    known = f"From: Amy Lee <{sender}>\nTo: {to}\nSubject: Hi\nMessage-ID: {message_id}\n"
    fields: dict[str, Any] = {
        "headers": known + headers,
        "to": to,
        "from": f"Amy Lee <{sender}>",
        "subject": "Hi",
        "text": text.encode(charset, "replace"),
        "envelope": json.dumps({"to": [to], "from": sender}),
        "charsets": json.dumps({"to": "UTF-8", "from": "UTF-8", "subject": "UTF-8", "text": charset}),
        "SPF": spf,
        "dkim": "none",
        "attachments": "0",
        **more,
    }
    return encode_multipart_formdata(fields)
