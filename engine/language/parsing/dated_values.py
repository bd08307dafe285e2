"""Values of what has dates: a moment on the wall, an address on the web, what is chosen from."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from engine.language.parsing.phrases import wall_moment
from engine.language.parsing.reading import Reader, Reading
from engine.language.parsing.values import listed, single
from engine.language.source.nodes import Pair, Text
from engine.understanding import HELP_WORDS, STOP_WORDS, normal

MEMBERS, LEAST, MOST = "members", 2, 9


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


def _choices(pair: Pair, reading: Reading) -> tuple[str, ...] | None:
    """Two to nine different choices, one for each key of a telephone; none where members are chosen among."""
    if isinstance(pair.value, Text) and pair.value.text.strip().casefold() == MEMBERS:
        return ()
    found = listed(pair, reading)
    if not found:
        return None
    known: dict[str, Text] = {}
    for each in found:
        said = normal(each.text)
        owner = "STOP" if said in STOP_WORDS else "HELP" if said in HELP_WORDS else ""
        if said.isdigit() or not said:
            message = f'"{each.text}" is no choice: each gets a number of its own, so say it in words.'
            reading.report.error(each.place, message, rule="choices")
        elif owner:
            message = f'"{each.text}" belongs to {owner}, so nobody could vote for it by text.'
            reading.report.error(each.place, message, rule="choices")
        elif said in known:
            message = f'"{each.text}" is among the choices already.'
            reading.report.error(each.place, message, rule="choices")
        known.setdefault(said, each)
    if not LEAST <= len(found) <= MOST:
        message = f"A vote has {LEAST} to {MOST} choices, one for each key of a telephone; or: members."
        reading.report.error(found[0].place, message, rule="choices")
        return None
    return tuple(" ".join(each.text.split()) for each in found)


DATED_VALUES: dict[str, Reader] = {
    "wall moment": _moment,
    "web address": _address,
    "choices": _choices,
}
