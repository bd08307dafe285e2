"""How many parts a text is billed as: GSM-7 160 then 153 each, UCS-2 70 then 67 each."""

from __future__ import annotations

_BASIC = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = set("^{}\\[~]|€\f")


def segments(body: str) -> int:
    """Segments of `body`; an empty one (a picture alone) counts as one."""
    if all(c in _BASIC or c in _EXTENDED for c in body):
        units, single, several = len(body) + sum(c in _EXTENDED for c in body), 160, 153
    else:
        units, single, several = len(body.encode("utf-16-le")) // 2, 70, 67
    return 1 if units <= single else -(-units // several)
