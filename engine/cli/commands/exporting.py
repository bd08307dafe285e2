"""`kindling export`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from engine.cli import place, showing
from engine.community import everything, exporting
from engine.community.sheet import safe
from engine.errors import KindlingError
from engine.published import live

MEMBERS, ALL = "members", "all"
SHEETS = {one.name: one for one in everything.SHEETS}
NUMBERS = ("address", "from")  # phone numbers begin with + and stay so


HELP = f"""Write WHAT is known of all members: members, all, or one of the other tables.

The CSV of the members is safe to open in a spreadsheet, and `kindling import` takes it back, with consent and stops.
The other tables are {", ".join(SHEETS)}. Complaints stay with whoever has them, and nobody is told who voted for what.
"""


@click.command(help=HELP)
@click.argument("what", type=click.Choice([MEMBERS, *SHEETS, ALL]), default=MEMBERS, metavar="[WHAT]")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["csv", "json"]),
    default="csv",
    help="For a spreadsheet or for a script.",
)
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder, in which each table becomes a file; otherwise standard output.",
)
def command(what: str, format_: str, to: Path | None) -> None:
    if what == ALL and format_ == "csv" and to is None:
        raise KindlingError("All tables are several files. Say where: kindling export all --to FOLDER")
    with place.opened():
        names = [MEMBERS, *SHEETS] if what == ALL else [what]
        if to is not None:
            to.mkdir(mode=0o700, parents=True, exist_ok=True)
            for name in names:
                _write(to / f"{name}.{format_}", _said(name, format_))
            click.echo(f"Written: {len(names)} {'file' if len(names) == 1 else 'files'} in {to}.")
        elif what == ALL:
            showing.as_json({name: list(_rows(name)) for name in names})
        else:
            click.echo(_said(what, format_), nl=False)


def _write(path: Path, words: str) -> None:
    """A file that only its owner reads: it holds what people said."""
    path.touch(mode=0o600)
    path.write_text(words, encoding="utf-8", newline="")


def _said(name: str, format_: str) -> str:
    if format_ == "json":
        return json.dumps(list(_rows(name)), indent=2, ensure_ascii=False) + "\n"
    if name == MEMBERS:
        columns = exporting.columns(live().community)
        return _sheet(columns, (exporting.csv_cells(row, columns) for row in _rows(name)))
    columns = list(SHEETS[name].columns)
    return _sheet(columns, ([_cell(column, row[column]) for column in columns] for row in _rows(name)))


def _rows(name: str) -> Iterable[Mapping[str, Any]]:
    return exporting.exported(live().community) if name == MEMBERS else SHEETS[name].rows()


def _sheet(columns: list[str], rows: Iterable[list[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def _cell(column: str, value: Any) -> str:
    """One cell, in which nothing runs as a formula."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict | list):
        return safe(json.dumps(value, ensure_ascii=False)) if value else ""
    said = "" if value is None else str(value)
    plain_number = column in NUMBERS and said.removeprefix("+").isascii() and said.removeprefix("+").isdigit()
    return said if plain_number else safe(said)
