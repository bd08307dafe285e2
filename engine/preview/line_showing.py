"""A previewed phone call in lines for a terminal, and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from engine.preview.phone_line import CallPreview
from engine.preview.showing import WIDTH, Line
from engine.preview.timeline import Tone
from engine.times import say_when

TONES: dict[str, tuple[str, Tone]] = {
    "says": ("  | ", "words"),
    "plays": ("  plays ", "sent"),
    "keys": ("  keys: ", "plain"),
    "press": ("they press ", "said"),
    "speak": ("", "said"),
    "nothing": ("", "held"),
    "rings": ("  ", "sent"),
    "room": ("  ", "sent"),
    "ends": ("  ", "day"),
    "unused": ("", "held"),
}


def line_lines(seen: CallPreview) -> Iterator[Line]:
    """The call from its first word to its end."""
    yield Line(f"The phone line: {seen.line.about}" if seen.line.about else "The phone line", "title")
    yield Line(f"{seen.caller} rings us on {say_when(seen.start, seen.zone)}, in their own time")
    yield Line("")
    for one in seen.heard:
        before, tone = TONES[one.kind]
        indent = before if one.kind == "says" else " " * max(len(before), 2)
        for row in textwrap.wrap(f"{before}{one.words}", WIDTH, subsequent_indent=indent):
            yield Line(row, tone)


def line_as_json(seen: CallPreview) -> dict[str, Any]:
    return {
        "workflow": "phone-line",
        "caller": seen.caller,
        "timezone": seen.zone,
        "at": seen.start.isoformat(),
        "heard": [{"kind": one.kind, "words": one.words} for one in seen.heard],
    }
