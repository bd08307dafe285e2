"""How commands speak: JSON for scripts, questions only where somebody is there to answer."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

in_format = click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    help="For people, a spreadsheet or a script.",
)
"""The option of a command whose table serves all three."""


def as_json(data: Any) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))


def as_csv(names: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """A table on standard output in which no cell runs as a formula in a spreadsheet."""
    # Inside, because it brings the database with it, and `kindling check` starts without.
    from engine.community.sheet import safe

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([safe(str("" if row[name] is None else row[name])) for name in names])


def at_terminal() -> bool:
    """Whether a person reads what we write and can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def agreed(question: str, yes: bool) -> bool:
    """Ask, at a terminal only: whoever says --yes has answered, and a script means what it says."""
    return yes or not at_terminal() or click.confirm(question)


def columns(rows: Sequence[Sequence[str]], indent: str = "  ") -> str:
    """Rows under one another, each column as wide as its widest cell; the last one as it is."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]) - 1)] if rows else []
    lines = (
        indent
        + "  ".join(
            [*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[len(widths)]]
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def head(words: str) -> str:
    """A heading: bold where a terminal can."""
    return click.style(words, bold=True)


def good(words: str) -> str:
    return click.style(words, fg="green")


def bad(words: str) -> str:
    return click.style(words, fg="red")


def careful(words: str) -> str:
    return click.style(words, fg="yellow")


def plain_list(values: Sequence[str]) -> str:
    """Like "a, b" or "none"."""
    return ", ".join(values) or "none"
