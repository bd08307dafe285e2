"""How many segments a text takes, and which characters make it dearer.

A text goes out in the GSM 03.38 alphabet (160 characters, or 153 in each part of a longer one) unless one
character of it is missing there; then all of it goes as UCS-2 (70, or 67 a part). Sources: 3GPP TS 23.038
(alphabet and extension table) and TS 23.040 (the six-octet header that joins parts).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")
"""Reached through an escape, so each takes two units."""

_GSM_ALONE, _GSM_PART = 160, 153
_UCS_ALONE, _UCS_PART = 70, 67


def _each(characters: str, plain: str) -> dict[str, str]:
    return dict.fromkeys(characters, plain)


LOOK_ALIKES: dict[str, str] = {
    **_each("‘’‚‛′‹›ʻʼʹˈ`´＇", "'"),
    **_each("“”„‟″«»ʺ＂〝〞", '"'),
    **_each("‐‑‒–—―−⁃﹣－•●▪·", "-"),
    **_each("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " "),
    **_each("\u200b\u2060\ufeff\u00ad", ""),  # not U+200D: it holds an emoji family together
    **_each("\u2028\u2029\v\x85", "\n"),
    **_each("⁄∕", "/"),
    "…": "...", "‥": "..", "․": ".",
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
    "ˆ": "^", "˜": "~", "∗": "*", "：": ":", "！": "!", "？": "?", "，": ",", "‼": "!!",
}  # fmt: skip
"""What looks the same in the GSM alphabet; going out, each is replaced without asking."""

_IN_WORDS = {"™": "(TM)", "®": "(R)", "©": "(c)", "→": "->", "←": "<-", "×": "x", "÷": "/", "°": " degrees",
             "≤": "<=", "≥": ">=", "½": "1/2", "¼": "1/4", "¾": "3/4", "¢": "c", "№": "No."}  # fmt: skip
_TRANSLATION = str.maketrans(LOOK_ALIKES)


@dataclass(frozen=True)
class Segments:
    """`count` is what is paid for; `units` are septets (GSM-7) or 16-bit units (UCS-2) without padding;
    `forcing` are the characters that are not in the GSM alphabet, each once, in order of appearance."""

    count: int
    encoding: Literal["GSM-7", "UCS-2"]
    units: int
    forcing: tuple[str, ...]


def count_segments(text: str) -> Segments:
    """Measure `text` as it is: call `plain` first for what really goes out. No text is no segment."""
    forcing = tuple(dict.fromkeys(char for char in text if char not in BASIC and char not in EXTENDED))
    if forcing:
        widths = [2 if ord(char) > 0xFFFF else 1 for char in text]
        return Segments(_parts(widths, _UCS_ALONE, _UCS_PART), "UCS-2", sum(widths), forcing)
    widths = [2 if char in EXTENDED else 1 for char in text]
    return Segments(_parts(widths, _GSM_ALONE, _GSM_PART), "GSM-7", sum(widths), ())


def _parts(widths: Iterable[int], alone: int, part: int) -> int:
    """How many parts: a two-unit character is never cut in half, it moves to the next part whole."""
    sizes = list(widths)
    if sum(sizes) <= alone:
        return 1 if sizes else 0
    count, used = 1, 0
    for size in sizes:
        if used + size > part:
            count, used = count + 1, 0
        used += size
    return count


def plain(text: str) -> str:
    """`text` with look-alikes in GSM-7 letters; real letters and emoji stay, whatever they cost."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").translate(_TRANSLATION)


def replacement(char: str) -> str | None:
    """What a manager could write instead of a character that forces UCS-2; None: nothing but leaving it out."""
    if char in LOOK_ALIKES:
        return LOOK_ALIKES[char]
    if char in _IN_WORDS:
        return _IN_WORDS[char]
    bare = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    return bare if bare and all(c in BASIC for c in bare) else None
