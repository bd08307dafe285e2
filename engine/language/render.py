"""Findings for people, in pieces that a terminal may colour, and for editors as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.language.findings import Finding

NO_LINES: Mapping[str, Sequence[str]] = {}


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding in its pieces: ``where`` ("workflows/welcome.yaml:9:17"), the sentence, and the line with a caret
    under the place and, where there is one, the line as it should be. Empty where a file has no lines."""

    level: str
    where: str
    message: str
    line: str = ""
    caret: str = ""
    repair: str = ""

    def text(self) -> str:
        word = "" if self.level == "error" else "warning: "
        rows = [f"{self.where}: {word}{self.message}", self.line, self.caret, self.repair]
        return "\n".join(row for row in rows if row)


def shown(finding: Finding, lines: Mapping[str, Sequence[str]] = NO_LINES) -> Shown:
    """The pieces of one finding; ``lines`` are the files' own, by path."""
    place = finding.place
    where = f"{place.file}:{place.line}:{place.column}"
    own = lines.get(place.file, ())
    text = own[place.line - 1] if 0 < place.line <= len(own) else ""
    if not text.strip():
        repair = f"   + | {finding.repair}" if finding.repair else ""
        return Shown(finding.level, where, finding.message, repair=repair)
    # A tab is as wide as the terminal likes, so the line and its caret are shown with single blanks.
    flat = text.rstrip().replace("\t", " ")
    width = max(1, min(place.width, len(flat) - place.column + 1))
    margin = f"{place.line:>4} | "
    caret = " " * (len(margin) - 2) + "| " + " " * (place.column - 1) + "^" * width
    repair = f"   + | {finding.repair}" if finding.repair else ""
    return Shown(finding.level, where, finding.message, margin + flat, caret, repair)


def as_text(findings: Sequence[Finding], lines: Mapping[str, Sequence[str]] = NO_LINES) -> str:
    """All findings, errors first and warnings apart, and how many there are."""
    groups = [[f for f in findings if f.level == level] for level in ("error", "warning")]
    blocks = [shown(finding, lines).text() for group in groups for finding in group]
    return "\n\n".join([*blocks, summary(findings)])


def summary(findings: Sequence[Finding]) -> str:
    """Like "2 errors, 1 warning"."""
    errors = sum(finding.level == "error" for finding in findings)
    warnings = len(findings) - errors
    if not findings:
        return "No errors, no warnings."
    return f"{_count(errors, 'error')}, {_count(warnings, 'warning')}."


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"


def as_json(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """The same for editors: lines and columns count from 1, and ``end_column`` is where the span has ended."""
    return [
        {
            "file": finding.place.file,
            "line": finding.place.line,
            "column": finding.place.column,
            "end_column": finding.place.column + finding.place.width,
            "level": finding.level,
            "message": finding.message,
            "repair": finding.repair,
            "rule": finding.rule,
        }
        for finding in findings
    ]
