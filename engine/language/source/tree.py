"""Builds nodes from YAML's parse events, without recursion, refusing what managers never mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from engine.language.place import Place
from engine.language.report import Report, commented
from engine.language.source.fixers import missing_colon, quoted
from engine.language.source.nodes import Items, Node, Pair, Pairs, Text

DEEPEST = 40
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[0abefvLPN_])")
_COMMENT = re.compile(r"(?P<blank> +)#(?P<words>.*)")


def unprintable(char: str) -> bool:
    """Characters that YAML, a carrier or a database will not take."""
    return (char < " " and char not in "\t\n") or char in "\x7f\ufffe\uffff" or "\x80" <= char <= "\x9f" \
        or "\ud800" <= char <= "\udfff"  # fmt: skip


class Mark(NamedTuple):
    """A spot in the lines, both counted from 0."""

    line: int
    column: int


def spot(mark: Any) -> Mark:
    """PyYAML's own mark without its types, which differ between its two parsers and allow None."""
    return Mark(mark.line, mark.column)


@dataclass
class _Open:
    """A list or a group of pairs being read."""

    start: Mark
    pairs: bool
    items: list[Node] = field(default_factory=list)


class Tree:
    """One file's tree. ``lines`` are those that the events came from."""

    def __init__(self, report: Report, lines: list[str]) -> None:
        self.report = report
        self.lines = lines
        self._open: list[_Open] = []
        self._root: Node | None = None

    def build(self, events: Iterable[yaml.Event]) -> Node | None:
        """The root node; None for an empty file or one nested too deeply (then reported)."""
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._error(
                        spot(event.start_mark), 3, "One file holds one thing: take out this line.", "document"
                    )
                    break
            if (
                isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent))
                and len(self._open) >= DEEPEST
            ):
                self._error(spot(event.start_mark), 1, "This is nested too deeply.", "too-deep")
                return None
            self._take(event)
        return self._root

    def _take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                self._add(self._text(event))
            case yaml.AliasEvent():
                self._add(self._sign(spot(event.start_mark), "*"))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._special(event)
                self._open.append(_Open(spot(event.start_mark), isinstance(event, yaml.MappingStartEvent)))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._close()

    def _text(self, event: yaml.ScalarEvent) -> Text:
        start, end = spot(event.start_mark), spot(event.end_mark)
        special = self._special(event)
        if special is not None:
            return special
        is_quoted = event.style in ("'", '"')
        column, width = start.column + 1, end.column - start.column
        if end.line != start.line:
            width = len(self.lines[start.line].rstrip()) - start.column
        if is_quoted:
            column, width = column + 1, width - 2
        place = Place(self.report.file, start.line + 1, column, max(1, width))
        if is_quoted and any(map(unprintable, event.value)):
            message = "There is an escape here for a character that nobody can read. Take it out."
            self.report.error(
                place, message, rule="control-character", repair=_ESCAPE.sub("", self.lines[start.line])
            )
            return Text("".join(char for char in event.value if not unprintable(char)), place, is_quoted)
        words = event.value if event.style is not None else self._eaten(event, end)
        if event.style is None and end.line > start.line:
            words = self._swallowed(start, end, words)
        return Text(words, place, is_quoted)

    def _eaten(self, event: yaml.ScalarEvent, end: Mark) -> str:
        """The words of a plain text. A single blank before ``#`` makes a comment of what was most likely meant
        as words too, so that is reported."""
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        match = _COMMENT.match(line, end.column)
        if match is None or len(match["blank"]) > 1:
            return event.value
        begun = spot(event.start_mark)
        start = begun.column if begun.line == end.line else end.column
        value = line[start:].strip()
        mended = line[:start] + ("" if line[:start].endswith(" ") else " ") + quoted(value)
        message = "What stands after # is read as a comment and lost. Words with # need quotes."
        if match["words"].startswith(" ") and event.value:
            mended = line[: end.column] + " " + line[end.column :]
            message = "What stands after # is read as a comment. Put two spaces before a comment, or quotes around words."
        hash_at = match.end("blank")
        place = Place(self.report.file, end.line + 1, hash_at + 1, len(line[hash_at:].rstrip()))
        self.report.error(place, message, rule="comment", repair=mended)
        return event.value or value

    def _swallowed(self, start: Mark, end: Mark, words: str) -> str:
        """A line without a colon is read as more of the value above it. After a single word it was hardly meant
        so: the words of the value, and the lines reported."""
        first = self.lines[start.line][start.column :].strip()
        mended = [
            (number, missing_colon(self.lines[number].strip()))
            for number in range(start.line + 1, end.line + 1)
        ]
        if " " in first or not any(line for _, line in mended):
            return words
        for number, line in mended:
            if line:
                own = self.lines[number]
                indent = len(own) - len(own.lstrip())
                key = line.partition(":")[0]
                place = Place(self.report.file, number + 1, indent + 1, len(key))
                message = f'A colon is missing after "{key}".'
                self.report.error(place, message, rule="syntax", repair=own[:indent] + line)
        return first

    def _special(
        self, event: yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.MappingStartEvent
    ) -> Text | None:
        """Anchors (&) and tags (!) have no use here: words that begin with such a sign need quotes."""
        if event.anchor is not None:
            return self._sign(spot(event.start_mark), "&")
        return self._sign(spot(event.start_mark), "!") if event.tag is not None else None

    def _sign(self, mark: Mark, sign: str) -> Text:
        line = self.lines[mark.line]
        value = line[mark.column :].rstrip()
        message = f'"{sign}" at the beginning means something special to YAML. Put quotes around the words.'
        repair = line[: mark.column] + quoted(value)
        place = Place(self.report.file, mark.line + 1, mark.column + 1, max(1, len(value)))
        self.report.error(place, message, rule="special-sign", repair=repair)
        return Text(value, place, quoted=True)

    def _add(self, node: Node) -> None:
        if self._open:
            self._open[-1].items.append(node)
        else:
            self._root = node

    def _close(self) -> None:
        group = self._open.pop()
        place = self._first_line(group.start)
        self._add(
            Pairs(self._paired(group.items), place) if group.pairs else Items(tuple(group.items), place)
        )

    def _first_line(self, mark: Mark) -> Place:
        width = len(self.lines[mark.line].rstrip()) - mark.column if mark.line < len(self.lines) else 1
        return Place(self.report.file, mark.line + 1, mark.column + 1, max(1, width))

    def _paired(self, items: list[Node]) -> tuple[Pair, ...]:
        pairs: list[Pair] = []
        seen: dict[str, int] = {}
        for key, value in zip(items[::2], items[1::2], strict=True):
            if not isinstance(key, Text):
                self.report.error(key.place, "A word is expected before the colon.", rule="key")
            elif key.text in seen:
                message = f'"{key.text}" is already there, in line {seen[key.text]}. Take one of them out.'
                repair = commented(self.report.line(key.place.line))
                self.report.error(key.place, message, rule="duplicate-key", repair=repair)
            else:
                seen[key.text] = key.place.line
                pairs.append(Pair(key, value))
        return tuple(pairs)

    def _error(self, mark: Mark, width: int, message: str, rule: str) -> None:
        self.report.error(Place(self.report.file, mark.line + 1, mark.column + 1, width), message, rule=rule)
