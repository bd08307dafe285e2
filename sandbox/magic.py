"""Numbers and addresses that always fail in a known way. The table of `sandbox/README.md` is made of these.

Twilio's own test numbers (twilio.com/docs/iam/test-credentials) keep their meaning; the rest is ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["refuse", "break"]
Break = Literal["status", "hang", "reset"]

REFUSED_NUMBERS = {
    "+15005550001": 21211,
    "+15005550002": 21612,
    "+15005550003": 21408,
    "+15005550004": 21610,
    "+15005550009": 21614,
}
_LATE_FAILURE = re.compile(r"\+15005553(\d{3})\Z")
FAILED_BEFORE_SENDING = {30001, 30002, 30023, 30027}


@dataclass(frozen=True)
class Breakdown:
    """One broken call: `accepted` says whether the message was taken before things went wrong.

    Happens on the first attempt for each recipient and text only, so that a correct retry gets through.
    """

    how: Break
    accepted: bool
    http_status: int = 0


BROKEN_NUMBERS = {
    "+15005554290": Breakdown("status", accepted=False, http_status=429),
    "+15005555000": Breakdown("status", accepted=True, http_status=500),
    "+15005555001": Breakdown("status", accepted=False, http_status=500),
    "+15005555003": Breakdown("status", accepted=False, http_status=503),
    "+15005555040": Breakdown("hang", accepted=True),
    "+15005555041": Breakdown("hang", accepted=False),
    "+15005555050": Breakdown("reset", accepted=True),
    "+15005555051": Breakdown("reset", accepted=False),
}

REFUSED_CALLS = {
    "+15005550001": 21217,
    "+15005550002": 21214,
    "+15005550003": 21215,
    "+15005550004": 21216,
}
CALL_FATES = {
    "+15005552001": "busy",
    "+15005552002": "no-answer",
    "+15005552003": "failed",
    "+15005552004": "machine",
    "+15005552005": "machine_end_silence",
    "+15005552006": "fax",
    "+15005552007": "human",
}
"""What a call to these numbers meets by itself, a moment after it rings."""

BROKEN_MAILBOXES = {
    "429": Breakdown("status", accepted=False, http_status=429),
    "500": Breakdown("status", accepted=True, http_status=500),
    "503": Breakdown("status", accepted=False, http_status=503),
    "timeout": Breakdown("hang", accepted=True),
    "timeout-lost": Breakdown("hang", accepted=False),
    "reset": Breakdown("reset", accepted=True),
    "reset-lost": Breakdown("reset", accepted=False),
}

MAIL_FATES: dict[str, tuple[str, ...]] = {
    "bounce": ("processed", "bounce"),
    "blocked": ("processed", "blocked"),
    "late-bounce": ("processed", "delivered", "late-bounce"),
    "dropped": ("dropped",),
    "unsubscribed": ("dropped-unsubscribed",),
    "spam": ("processed", "delivered", "spamreport"),
    "slow": ("processed", "deferred", "deferred", "delivered"),
    "opens": ("processed", "delivered", "open", "click"),
    "machine-open": ("processed", "delivered", "machine-open"),
    "leaves": ("processed", "delivered", "unsubscribe"),
}
DELIVERED: tuple[str, ...] = ("processed", "delivered")
MAGIC_DOMAIN = "magic.example"


def late_failure(number: str) -> int | None:
    """The error code that a text to `number` ends with, after it was accepted: +1 500 555 3NNN gives 30NNN."""
    found = _LATE_FAILURE.match(number)
    return 30000 + int(found[1]) if found else None


def magic_word(address: str) -> str:
    """What an address at magic.example asks for: its plus tag (`ana+bounce@`) or its whole local part."""
    local, _, domain = address.lower().rpartition("@")
    return local.rpartition("+")[2] if domain == MAGIC_DOMAIN else ""


def mail_fate(address: str) -> tuple[str, ...]:
    """The events that a mail to `address` ends with."""
    return MAIL_FATES.get(magic_word(address), DELIVERED)
