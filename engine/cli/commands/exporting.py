"""`kindling export`."""

from __future__ import annotations

import csv
import sys

import click

from engine.cli import place, showing
from engine.community.exporting import NOTE_COLUMNS, columns, csv_cells, exported, exported_notes
from engine.community.sheet import safe
from engine.published import live


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["csv", "json"]),
    default="csv",
    help="For a spreadsheet or for a script.",
)
@click.option("--notes", is_flag=True, help="Instead of the members: what was noted about them.")
def command(format_: str, *, notes: bool) -> None:
    """Write all members to standard output. The CSV is safe to open in a spreadsheet, and `kindling import` takes
    it back, with consent and stops."""
    with place.opened():
        if notes:
            _notes(format_)
            return
        community = live().community
        if format_ == "json":
            showing.as_json(list(exported(community)))
            return
        names = columns(community)
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        for row in exported(community):
            writer.writerow(csv_cells(row, names))


def _notes(format_: str) -> None:
    rows = list(exported_notes())
    if format_ == "json":
        showing.as_json(rows)
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(NOTE_COLUMNS)
    for row in rows:
        writer.writerow([safe(row[name]) for name in NOTE_COLUMNS])
