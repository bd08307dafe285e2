"""Slips of the finger that YAML reads as something else, found line by line before it is read.

Each gives the line as it should be, so that the rest of the file can still be read and checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.language.place import Place
from engine.language.report import Report

HARD_SPACES = "\u00a0\u2007\u202f"
_DOUBLE = "“”„‟"
_SINGLE = "‘’‚‛"
_BEFORE = r"(?P<before>^\s*|[:\-\[,{]\s*)"
_AFTER = r"(?=\s*(?:$|[,\]}:]|\s#))"
_CURLY = re.compile(
    rf"{_BEFORE}(?:[{_DOUBLE}](?P<double>[^{_DOUBLE}\"]*)[{_DOUBLE}]|[{_SINGLE}](?P<single>[^{_SINGLE}\"]*)[{_SINGLE}]){_AFTER}"
)
_BLOCK = re.compile(r"(?:^|[:\-]\s+)[|>][+\-0-9]*\s*$")


def mend(report: Report) -> list[str]:
    """The file's lines with tabs, hard spaces and curly quotes put right, each slip reported."""
    lines = list(report.lines)
    prose = set(_prose(lines))
    step = _tab_width(lines)
    for index, line in enumerate(lines):
        if line.lstrip().startswith("#"):
            continue
        line = _tabs(line, index, step, report)
        line = _hard_spaces(line, index, report)
        lines[index] = line if index in prose else _curly_quotes(line, index, report)
    return lines


def _prose(lines: list[str]) -> Iterator[int]:
    """The lines of block texts (after ``|`` or ``>``), where any character is just a character."""
    depth = -1
    for index, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if depth >= 0 and (not line.strip() or indent > depth):
            yield index
            continue
        depth = indent if _BLOCK.search(line) else -1


def _tab_width(lines: list[str]) -> int:
    """How many spaces one tab was meant to be: as many as this file's own first indent."""
    indents = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip() and line[0] == " "]
    return min(indents, default=2) or 2


def _tabs(line: str, index: int, step: int, report: Report) -> str:
    at = line.find("\t")
    if at < 0:
        return line
    body = line.lstrip(" \t")
    indent = line[: len(line) - len(body)].replace("\t", " " * step)
    mended = indent + re.sub(r"\t+", " ", body.rstrip())
    place = Place(report.file, index + 1, at + 1, len(line[at:]) - len(line[at:].lstrip("\t")))
    report.error(place, "There is a tab here. Only spaces can be used.", rule="tab", repair=mended)
    return mended


def _hard_spaces(line: str, index: int, report: Report) -> str:
    at = next((at for at, char in enumerate(line) if char in HARD_SPACES), -1)
    if at < 0:
        return line
    mended = line.translate(dict.fromkeys(map(ord, HARD_SPACES), " "))
    message = "There is a non-breaking space here: it looks like a space and is none."
    report.error(Place(report.file, index + 1, at + 1), message, rule="hard-space", repair=mended)
    return mended


def _curly_quotes(line: str, index: int, report: Report) -> str:
    match = _CURLY.search(line)
    if match is None:
        return line
    start = match.end("before")
    mended = _CURLY.sub(lambda found: f'{found["before"]}"{found["double"] or found["single"] or ""}"', line)
    place = Place(report.file, index + 1, start + 1, match.end() - start)
    message = "Curly quotes stand around this. Only straight ones can be used, and mostly none are needed."
    report.error(place, message, rule="curly-quotes", repair=mended)
    return mended
