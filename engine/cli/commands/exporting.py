"""`kindling export`."""

from __future__ import annotations

import csv
import sys

import click

from engine.cli import place, showing
from engine.community.exporting import columns, csv_cells, exported
from engine.published import live


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["csv", "json"]),
    default="csv",
    help="For a spreadsheet or for a script.",
)
def command(format_: str) -> None:
    """Write all members to standard output. The CSV is safe to open in a spreadsheet, and `kindling import` takes
    it back, with consent and stops."""
    with place.opened():
        community = live().community
        if format_ == "json":
            showing.as_json(list(exported(community)))
            return
        names = columns(community)
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        for row in exported(community):
            writer.writerow(csv_cells(row, names))
