"""From text to nodes: every scalar is text with a place, and every mistake has a place and a repair.

PyYAML's pure-Python BaseLoader gives the parse events (its words are the same everywhere, unlike the C
one's); everything that YAML would quietly take for something else is an error here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import yaml

from engine.language.place import Place
from engine.language.report import Report
from engine.language.source.fixers import fixes
from engine.language.source.nodes import Node
from engine.language.source.slips import mend
from engine.language.source.tree import Tree, unprintable

MOST_CHARACTERS = 100_000
MOST_REPAIRS = 20
MOST_PARSED = 200_000
"""Characters that may be parsed in search of one repair: a second's work."""
_FAR = 1 << 30


def read(text: str, file: str) -> tuple[Node | None, Report]:
    """The nodes of one file, and the report that goes on collecting. Never raises.

    Where a line is not YAML, its likeliest repair is reported and put in its place, so that the rest is read;
    without a repair there are no nodes.
    """
    report = Report(file, text)
    text = "\n".join(report.lines)
    if len(text) > MOST_CHARACTERS:
        report.error(
            Place(file, 1), f"This file is longer than {MOST_CHARACTERS:,} characters.", rule="too-long"
        )
        return None, report
    control = next((index for index, char in enumerate(text) if unprintable(char)), None)
    if control is not None:
        _control_character(text, control, report)
        return None, report
    lines = _repaired(mend(report), report)
    if lines is None:
        return None, report
    report.as_read = lines
    tree = Tree(report, lines)
    root = tree.build(_events("\n".join(lines)))
    return root, report


def decode(data: bytes, file: str) -> Report:
    """A file's bytes as the lines of a report; what is not UTF-8 is reported with its line."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        report = Report(file, data.decode("utf-8", "replace"))
        message = "There is a character here that is not UTF-8. Save the file as UTF-8."
        report.error(Place(file, line, column), message, rule="encoding")
        return report
    return Report(file, text)


def _control_character(text: str, index: int, report: Report) -> None:
    line = text.count("\n", 0, index) + 1
    column = index - (text.rfind("\n", 0, index) + 1) + 1
    place = Place(report.file, line, column)
    message = "There is an invisible control character here. Take it out."
    report.error(place, message, rule="control-character", instead="")


def _events(text: str) -> Iterator[yaml.Event]:
    return yaml.parse(text, Loader=yaml.BaseLoader)


def _repaired(lines: list[str], report: Report) -> list[str] | None:
    """The lines with every syntax mistake reported and repaired, or None where one has no repair."""
    reported = {finding.place.line for finding in report.findings}
    tries = max(2, MOST_PARSED // (1 + sum(map(len, lines))))
    for _ in range(MOST_REPAIRS):
        error = _first_error(lines)
        if error is None:
            return lines
        for index, fix in islice(fixes(lines, _suspects(error, lines)), tries):
            changed = [*lines[:index], fix.line, *lines[index + 1 :]]
            if _reach(changed) > _line_of(error):
                if index + 1 not in reported:
                    place = Place(report.file, index + 1, fix.column, fix.width)
                    report.error(place, fix.message, rule="syntax", repair=fix.line.rstrip())
                lines = changed
                break
        else:
            _unexplained(error, lines, report)
            return None
    return None


def _first_error(lines: Iterable[str]) -> yaml.MarkedYAMLError | None:
    try:
        for _ in _events("\n".join(lines)):
            pass
    except yaml.MarkedYAMLError as error:
        return error
    except (ValueError, OverflowError):  # a number in an escape or a directive that is beyond all bounds
        return yaml.MarkedYAMLError(problem="a number is too large")
    return None


def _reach(lines: list[str]) -> int:
    """The line (from 0) to which the lines can be read; very far where all of them can."""
    error = _first_error(lines)
    return _FAR if error is None else _line_of(error)


def _line_of(error: yaml.MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return int(mark.line) if mark else 0


def _suspects(error: yaml.MarkedYAMLError, lines: list[str]) -> list[int]:
    """The lines to look at: where the parser stumbled, the written line before it, and what it was reading."""
    problem = min(_line_of(error), len(lines) - 1)
    before = next((i for i in range(problem - 1, -1, -1) if lines[i].strip()), problem)
    begun = min(int(error.context_mark.line), len(lines) - 1) if error.context_mark else problem
    quote = next((i for i in range(problem, -1, -1) if '"' in lines[i] or "'" in lines[i]), problem)
    return list(dict.fromkeys([problem, before, begun, quote]))


_PLAINLY = (
    ("could not find expected ':'", 'A line here has a "key: value", and this one has no colon.'),
    (
        "mapping values are not allowed",
        "There is a colon here that YAML cannot place. Look at this line and the one above.",
    ),
    ("block", "This does not line up with the lines above it."),
    ("flow", "Brackets are opened or closed here that have no partner."),
    ("quoted scalar", "A quote is opened here and never closed."),
    ("document", 'One file is one list of settings: "---" and "..." are not used here.'),
)


def _unexplained(error: yaml.MarkedYAMLError, lines: list[str], report: Report) -> None:
    said = f"{error.context} {error.problem}"
    message = next((words for mark, words in _PLAINLY if mark in said), "This line cannot be read.")
    mark = error.problem_mark or error.context_mark
    line = min(int(mark.line), len(lines) - 1) if mark else 0
    column = int(mark.column) if mark else 0
    report.error(Place(report.file, line + 1, column + 1), message, rule="syntax")
