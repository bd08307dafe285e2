"""One file being read: its report, and everything it names that other files must know of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from engine.language.key import Key
from engine.language.place import Place
from engine.language.report import Report, commented, one_of
from engine.language.source.nodes import Node, Pair, Pairs, Text, plain_key
from engine.times.guesses import nearest

Kind = Literal[
    "message", "recording", "workflow", "tag set", "tag", "role", "field set", "field",
    "date", "keyword", "way", "stage", "outcome", "story",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """A name and where it stands. ``detail`` is a message's ``by`` (or what mentions it)."""

    kind: Kind
    name: str
    place: Place
    detail: str = ""


@dataclass(slots=True)
class Reading:
    """What is known while one file is read. ``dated`` is what it is a workflow of: a call, or "" where it has no dates."""

    report: Report
    name: str = ""
    dated: str = ""
    mentions: list[Mention] = field(default_factory=list)
    keys: Counter[str] = field(default_factory=Counter)

    def mention(self, kind: Kind, name: str, place: Place, detail: str = "") -> None:
        self.mentions.append(Mention(kind, name, place, detail))


Reader = Callable[[Pair, Reading], Any]
"""Reads the value of one key. None means that it could not be used and that this was reported."""


def read_keys(
    node: Node,
    keys: Sequence[Key],
    readers: Mapping[str, Reader],
    reading: Reading,
    where: str,
    at: Place | None = None,
) -> dict[str, Any] | None:
    """The values of a group of keys, by attribute; what could not be used is left out, and reported.

    None where ``node`` is no group of keys at all. ``where`` completes "is not known in …".
    """
    if not isinstance(node, Pairs):
        names = ", ".join(key.name for key in keys[:3])
        message = f'{where[:1].upper()}{where[1:]} is lines of "key: value" ({names}).'
        reading.report.error(node.place, message, rule="shape")
        return None
    found, meant = _sorted(node, {plain_key(key.name): key for key in keys}, reading, where)
    for key in keys:
        if key.required and key.name not in found and key.name not in meant:
            _missing(key, node, reading, where, at or node.place)
    values = {key.attribute: readers[key.kind](found[key.name], reading) for key in keys if key.name in found}
    return {attribute: value for attribute, value in values.items() if value is not None}


def _sorted(
    node: Pairs, keys: Mapping[str, Key], reading: Reading, where: str
) -> tuple[dict[str, Pair], set[str | None]]:
    """The pairs by their keys' names, and the names that unknown keys were most likely meant to be."""
    found: dict[str, Pair] = {}
    meant: set[str | None] = set()
    for pair in node.pairs:
        key = keys.get(plain_key(pair.key.text))
        if key is None:
            meant.add(unknown_key(pair.key, [known.name for known in keys.values()], reading, where))
        elif key.name in found:
            message = f'"{key.name}" is already there, in line {found[key.name].key.place.line}. Take one of them out.'
            repair = commented(reading.report.line(pair.key.place.line))
            reading.report.error(pair.key.place, message, rule="duplicate-key", repair=repair)
        else:
            found[key.name] = pair
    return found, meant


def _missing(key: Key, node: Pairs, reading: Reading, where: str, place: Place) -> None:
    """A key that has to be there: the repair is the line to add."""
    column = node.pairs[0].key.place.column if node.pairs else 1
    repair = f"{' ' * (column - 1)}{key.name}: {key.example}" if key.example else None
    message = f'"{key.name}:" is missing in {where}. {key.help}.'
    reading.report.error(place, message, rule="missing-key", repair=repair)


def unknown_key(key: Text, known: Iterable[str], reading: Reading, where: str) -> str | None:
    """Report a key that does not exist; gives the one that was most likely meant."""
    names = list(known)
    guess = nearest(plain_key(key.text), sorted(names))
    message = f'"{key.text}" is not known in {where}.'
    if guess is None:
        message += f" Known are {one_of(names, 'and')}."
    repair = commented(reading.report.line(key.place.line)) if guess is None else None
    reading.report.error(key.place, message, rule="unknown-key", guess=guess, repair=repair)
    return guess


def complete(values: Mapping[str, Any], keys: Sequence[Key]) -> bool:
    """Whether every required key has a usable value."""
    return all(key.attribute in values for key in keys if key.required)
