"""Values of what has dates: a moment on the wall, an address on the web."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from engine.language.parsing.choices import choices
from engine.language.parsing.phrases import wall_moment
from engine.language.parsing.reading import Reader, Reading
from engine.language.parsing.values import single
from engine.language.source.nodes import Pair


def _moment(pair: Pair, reading: Reading) -> datetime | None:
    """``2026-12-05 9am``, as the clock on the wall says it where it takes place."""
    found = single(pair, reading)
    return wall_moment(found, reading) if found else None


def _address(pair: Pair, reading: Reading) -> str | None:
    found = single(pair, reading)
    if found is None:
        return None
    said = found.text.strip()
    parts = urlsplit(said)
    if parts.scheme in ("http", "https") and "." in parts.netloc and " " not in said:
        return said
    guess = f"https://{said}" if not parts.scheme and "." in said and " " not in said else None
    message = f'"{said}" is not an address on the web, like https://example.org/room.'
    reading.report.error(found.place, message, rule="web-address", guess=guess)
    return None


DATED_VALUES: dict[str, Reader] = {
    "wall moment": _moment,
    "web address": _address,
    "choices": choices,
}
