"""Twilio's identifiers: two letters and 32 hexadecimal digits."""

from __future__ import annotations

import hashlib
import re
import uuid

E164 = re.compile(r"\+[1-9]\d{6,14}\Z")
SERVICE = re.compile(r"MG[0-9a-f]{32}\Z")


def new_sid(prefix: str) -> str:
    """A fresh identifier, such as `SM…` for a text or `CA…` for a call."""
    return prefix + uuid.uuid4().hex


def number_sid(number: str) -> str:
    """The lasting identifier of one of our own numbers."""
    return "PN" + hashlib.md5(number.encode(), usedforsecurity=False).hexdigest()
