"""Test files from their nodes to ``Talk``s."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from engine.language.grammar import BROUGHT_KEYS, TALK_KEYS, TALK_LINES
from engine.language.parsing.phrases import wall_moment
from engine.language.parsing.reading import Mention, Reader, Reading, complete, read_keys, unknown_key
from engine.language.parsing.values import SIMPLE, file_name, parsed, single
from engine.language.report import Report
from engine.language.source.nodes import Items, Node, Pair, Pairs, Text, plain_key
from engine.language.source.reader import read
from engine.language.talks import Brought, Line, LineKind, Talk
from engine.times import Duration, TimesError, UntilTime, UntilWeekday, parse_wait

_LINES = {key.name: key for key in TALK_LINES}
BARE_LINES = ("attended", "missed", "photo")
"""Lines that need no words."""
_DATE = re.compile(r"\s*[0-9]{4}-")


@dataclass(frozen=True, slots=True)
class ParsedTalks:
    talks: tuple[Talk, ...]
    report: Report
    mentions: tuple[Mention, ...] = ()


def parse_talks(text: str, file: str, workflow: str) -> ParsedTalks:
    """Read one test file; ``workflow`` is the name it shares with its workflow. Never raises."""
    root, report = read(text, file)
    reading = Reading(report, workflow)
    if root is None:
        return ParsedTalks((), report)
    if not isinstance(root, Items):
        message = 'A test file is a list of tests, each beginning with "- test: what must come out".'
        report.error(root.place, message, rule="shape")
        return ParsedTalks((), report)
    talks = [_talk(item, reading) for item in root.items]
    return ParsedTalks(tuple(talk for talk in talks if talk), report, tuple(reading.mentions))


def _talk(node: Node, reading: Reading) -> Talk | None:
    values = read_keys(node, TALK_KEYS, _READERS, reading, "a test")
    if values is None or not complete(values, TALK_KEYS):
        return None
    place = node.pairs[0].key.place if isinstance(node, Pairs) and node.pairs else node.place
    values.setdefault("member", {})
    return Talk(workflow=reading.name, place=place, **values)


def _talk_lines(pair: Pair, reading: Reading) -> tuple[Line, ...] | None:
    if not isinstance(pair.value, Items):
        reading.report.error(
            pair.key.place, '"talk:" is a list of lines such as "- they: JOIN".', rule="shape"
        )
        return None
    found = [_line(item, reading) for item in pair.value.items]
    return tuple(line for line in found if line) or None


def _line(node: Node, reading: Reading) -> Line | None:
    if isinstance(node, Text) and node.text.strip() in BARE_LINES:
        return Line(cast(LineKind, node.text.strip()), node.place)
    if not isinstance(node, Pairs) or len(node.pairs) != 1:
        message = 'A line of a talk is one key and what it says, such as "they: JOIN".'
        reading.report.error(node.place, message, rule="shape")
        return None
    pair = node.pairs[0]
    key = _LINES.get(plain_key(pair.key.text))
    if key is None:
        unknown_key(pair.key, _LINES, reading, "a talk")
        return None
    value = _READERS[key.kind](pair, reading)
    if value is None:
        return None
    place = pair.value.place if isinstance(pair.value, Text) and pair.value.text else pair.key.place
    line = Line(cast(LineKind, key.name), place)
    if isinstance(value, Duration):
        return replace(line, duration=value)
    if isinstance(value, str):
        return replace(line, text=value)
    return replace(line, moment=value)


def _wall(found: Text, reading: Reading) -> UntilTime | UntilWeekday | datetime | None:
    """``tuesday 10am``, ``10am`` or ``2026-03-08 1am``, on the member's own clock."""
    if _DATE.match(found.text):
        return wall_moment(found, reading)
    until = parsed(found, _without_until, reading)
    if isinstance(until, UntilTime | UntilWeekday):
        return until
    if until is not None:
        message = f'"{found.text.strip()}" is not a time: write it like "tuesday 10am" or "2026-03-08 1am".'
        reading.report.error(found.place, message, rule="time")
    return None


def _without_until(text: str) -> Any:
    """A wait's phrase without its ``until``, with errors placed in the phrase as written."""
    try:
        return parse_wait(f"until {text}")
    except TimesError as error:
        start, end = error.span or (len("until "), len("until ") + len(text))
        span = (max(0, start - len("until ")), max(0, end - len("until ")))
        repair = error.repair.removeprefix("until ") if error.repair else None
        raise TimesError(error.message, text=text, span=span, repair=repair) from None


def _wall_time(pair: Pair, reading: Reading) -> Any:
    found = single(pair, reading)
    return _wall(found, reading) if found else None


def _member(pair: Pair, reading: Reading) -> dict[str, str] | None:
    if not isinstance(pair.value, Pairs):
        message = '"member:" takes keys: {name: Amy Lee, phone: "+13125550142"}.'
        reading.report.error(pair.value.place, message, rule="shape")
        return None
    known: dict[str, str] = {}
    for each in pair.value.pairs:
        name = plain_key(each.key.text).casefold()
        if isinstance(each.value, Items):
            known[name] = ", ".join(item.text for item in each.value.items if isinstance(item, Text))
        elif found := single(each, reading):
            known[name] = found.text.strip()
    if isinstance(pair.value, Pairs):
        _zone(pair.value, reading)
    return known


def _brought(pair: Pair, reading: Reading) -> tuple[Brought, ...] | None:
    if not isinstance(pair.value, Items):
        message = '"brought:" is a list of people: "- {name: Ana Ruiz, joined: 62 days}".'
        reading.report.error(pair.key.place, message, rule="shape")
        return None
    found = [_one_brought(item, reading) for item in pair.value.items]
    return tuple(one for one in found if one) or None


def _one_brought(node: Node, reading: Reading) -> Brought | None:
    values = read_keys(node, BROUGHT_KEYS, _READERS, reading, "somebody brought")
    if values is None or not complete(values, BROUGHT_KEYS):
        return None
    return Brought(place=node.place, **values)


def _zone(node: Pairs, reading: Reading) -> None:
    for pair in node.pairs:
        if plain_key(pair.key.text) == "timezone":
            SIMPLE["zone"](pair, reading)


def _digit(pair: Pair, reading: Reading) -> str | None:
    found = single(pair, reading)
    if found is None or re.fullmatch(r"[0-9*#]", found.text.strip()):
        return found.text.strip() if found else None
    reading.report.error(
        found.place, f'"{found.text}" is not a key of a telephone: 0 to 9, * or #.', rule="press"
    )
    return None


def _workflow_name(pair: Pair, reading: Reading) -> str | None:
    found = file_name(pair, reading)
    if found is None:
        return None
    reading.mention("workflow", found.text, found.place)
    return found.text


def _words_or_none(pair: Pair, reading: Reading) -> str | None:
    """``attended:`` needs no words; some say ``yes``, or for how long. ``photo:`` may come with some."""
    return pair.value.text.strip() if isinstance(pair.value, Text) else ""


_READERS: dict[str, Reader] = {
    **SIMPLE,
    "member": _member,
    "brought": _brought,
    "now": _wall_time,
    "wall time": _wall_time,
    "talk": _talk_lines,
    "digit": _digit,
    "workflow name": _workflow_name,
    "attendance": _words_or_none,
    "words or nothing": _words_or_none,
}
