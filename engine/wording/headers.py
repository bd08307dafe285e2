"""Headers that let a mail program thread a conversation and end it with one click.

SendGrid's list of refused headers names neither Message-ID nor In-Reply-To nor References, but does not promise
to keep a Message-ID of ours. So nothing rests on it: replies find their thread by the reply-to token, and
References always begins with the thread's own root, which mail programs group by even where nobody ever
received a message of that id.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

_MESSAGE_ID = re.compile(r"<[^<>\s@]+@[^<>\s@]+>")
_UNSAFE = re.compile(r"[\s<>\x00-\x20\x7f]")
_MOST_REFERENCES = 20
"""RFC 5322 sets no bound, but a header of kilobytes gets mail refused; first and latest ids suffice to thread."""


def list_unsubscribe(url: str, mailto: str | None = None) -> dict[str, str]:
    """The two headers of RFC 8058: one click by POST to `url`; `mailto` (an address) for older programs.

    Raises ValueError for what would break the header; `url` is ours, so that is a fault and not bad input.
    """
    ways = [url, *([f"mailto:{mailto.removeprefix('mailto:')}"] if mailto else [])]
    if urlsplit(url).scheme not in ("https", "http") or any(_UNSAFE.search(way) for way in ways):
        raise ValueError(f"not an address for List-Unsubscribe: {ways!r}")
    return {
        "List-Unsubscribe": ", ".join(f"<{way}>" for way in ways),
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def message_id(seed: str, domain: str) -> str:
    """The same id for the same `seed`, so that a repeated attempt is the same message to a mail program."""
    return f"<{hashlib.sha256(seed.encode()).hexdigest()[:32]}@{domain}>"


def threading(
    message_id_seed: str,
    in_reply_to: str | None = None,
    references: Sequence[str] | str = (),
    *,
    root_seed: str | None = None,
    domain: str = "kindling.invalid",
) -> dict[str, str]:
    """Message-ID, In-Reply-To and References of one email.

    `in_reply_to` and `references` come from mail and are taken only as far as they are well-formed ids;
    `root_seed` names the thread, and `domain` is the one replies go to.
    """
    given = references if isinstance(references, str) else " ".join(references)
    root = [message_id(root_seed, domain)] if root_seed else []
    answered = _MESSAGE_ID.findall(in_reply_to or "")[:1]
    chain = list(dict.fromkeys([*root, *_MESSAGE_ID.findall(given), *answered]))
    if len(chain) > _MOST_REFERENCES:
        chain = [chain[0], *chain[1 - _MOST_REFERENCES :]]
    headers = {"Message-ID": message_id(message_id_seed, domain)}
    if answered:
        headers["In-Reply-To"] = answered[0]
    if chain:
        headers["References"] = " ".join(chain)
    return headers
