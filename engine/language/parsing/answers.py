"""The lines of ``answers:`` and ``press:``: the ways to say it, and the steps that follow."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from engine.language.grammar import ANYTHING_ELSE, NO_ANSWER
from engine.language.parsing.reading import Reading
from engine.language.source.nodes import Items, Node, Pair, Pairs, Text, parts, plain_key
from engine.language.steps import Answer, Step

Hang = Callable[[Node, Reading, str], tuple[Step, ...]]
"""Reads the steps below a line, given the line's name in step keys."""

_KEYS = re.compile(r"[0-8]")
_STOP = "9"  # on every call of ours


@dataclass(frozen=True, slots=True)
class Branches:
    """What ``answers:`` holds. None where a line is not there at all."""

    lines: tuple[Answer, ...]
    anything_else: tuple[Step, ...] | None
    no_answer: tuple[Step, ...] | None


def answers(pair: Pair, reading: Reading, hang: Hang) -> Branches | None:
    """Every answer line. A way in two lines is found when the whole folder is checked, with its own kin."""
    if not _grouped(pair, reading, "yes, good:"):
        return None
    lines: list[Answer] = []
    rest: dict[str, tuple[Step, ...]] = {}
    assert isinstance(pair.value, Pairs)
    for line in pair.value.pairs:
        name = plain_key(line.key.text).casefold()
        below = _below(line, reading)
        if name in (ANYTHING_ELSE, NO_ANSWER):
            rest[name] = hang(below, reading, name)
            continue
        ways = parts(line.key)
        if not ways:
            reading.report.error(line.key.place, "An answer line begins with ways to say it.", rule="answer")
            continue
        names = tuple(" ".join(way.text.split()) for way in ways)
        for way, said in zip(ways, names, strict=True):
            reading.mention("way", said, way.place, detail=f"{pair.key.place.line}:{len(lines)}")
        lines.append(Answer(names, hang(below, reading, names[0].casefold()), line.key.place))
    return Branches(tuple(lines), rest.get(ANYTHING_ELSE), rest.get(NO_ANSWER))


def press(pair: Pair, reading: Reading, hang: Hang) -> tuple[Answer, ...] | None:
    """The keys of a telephone, each with its steps. 9 is no one's to give away: it ends what we start."""
    if not _grouped(pair, reading, "1:"):
        return None
    lines: list[Answer] = []
    taken: set[str] = set()
    assert isinstance(pair.value, Pairs)
    written = {key.text for line in pair.value.pairs for key in parts(line.key)}
    for line in pair.value.pairs:
        keys = parts(line.key)
        for key in keys:
            if not _KEYS.fullmatch(key.text):
                _not_a_key(key, written, reading)
            elif key.text in taken:
                message = f"The key {key.text} is in two lines."
                reading.report.error(key.place, message, rule="way-twice")
            taken.add(key.text)
        names = tuple(key.text for key in keys if _KEYS.fullmatch(key.text))
        if names:
            lines.append(Answer(names, hang(_below(line, reading), reading, names[0]), line.key.place))
    return tuple(lines)


def _not_a_key(key: Text, written: set[str], reading: Reading) -> None:
    why = "9 is how people stop our calls." if key.text == _STOP else f'"{key.text}" is no key to press here.'
    free = next((digit for digit in "123456780" if digit not in written), None)
    written.add(free or "")
    reading.report.error(key.place, f"{why} Take one from 0 to 8.", rule="press", instead=free)


def _grouped(pair: Pair, reading: Reading, example: str) -> bool:
    if isinstance(pair.value, Pairs) and pair.value.pairs:
        return True
    message = f'Below "{pair.key.text}:" stand lines such as "{example}", with steps below each.'
    if isinstance(pair.value, Text) and pair.value.text.strip():
        line = reading.report.line(pair.value.place.line).rstrip()
        message += " A colon is missing at the end of this line."
        reading.report.error(pair.value.place, message, rule="shape", repair=f"{line}:")
        return False
    place = pair.key.place if isinstance(pair.value, Text) else pair.value.place
    reading.report.error(place, message, rule="shape")
    return False


def _below(line: Pair, reading: Reading) -> Node:
    """The steps of a line; words right after its colon are most likely a message to send."""
    if isinstance(line.value, Text) and line.value.text.strip():
        said = line.value.text.strip()
        message = "The steps that follow an answer stand below it, each with a hyphen."
        indent = " " * (line.key.place.column + 1)
        reading.report.error(line.value.place, message, rule="shape", repair=f"{indent}- send: {said}")
        return Items((), line.value.place)
    return line.value
