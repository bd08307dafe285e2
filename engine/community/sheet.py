"""A CSV file of people as spreadsheets write it: bytes to rows by column, whatever the encoding and separator."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from engine.errors import KindlingError
from engine.language.parsing.values import field_name
from engine.times.guesses import nearest

COLUMNS = (
    "name",
    "phone",
    "email",
    "timezone",
    "role",
    "stage",
    "tags",
    "birthday",
    "language",
    "prefers",
    "sponsor",
    "household",
    "consent",
    "consent_date",
    "stopped",
    "held",
)
"""Every column beside the community's own fields, in the order of an export."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
ESCAPE = "'"
SEPARATORS = ",;\t"
MOST_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One person's line: ``number`` counts as a spreadsheet does, the heading being row 1.

    ``beyond`` are cells that stand under no heading at all, as when a value holds the separator unquoted.
    """

    number: int
    cells: Mapping[str, str]
    beyond: tuple[str, ...] = ()


def read_sheet(data: bytes, fields: tuple[str, ...]) -> list[Row]:
    """The rows that hold anything, by column; ``fields`` are the community's own. Raises KindlingError.

    An unknown column is refused: a slip in a heading would silently lose what stands below it.
    """
    text = _decoded(data)
    separator = max(SEPARATORS, key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows = list(enumerate(reader, start=1))
    except csv.Error as error:
        raise KindlingError(f"This is no CSV file: {error} (line {reader.line_num}).") from error
    if not rows:
        raise KindlingError("The file is empty. Its first row names the columns: name,phone,email,…")
    number, last = rows[-1]
    if text.count('"') % 2 and any("\n" in cell for cell in last):
        raise KindlingError(f'A quote (") opens in row {number} and never closes: close it, or take it out.')
    columns = _columns(rows[0][1], fields)
    return [
        Row(number, _cells(columns, cells), tuple(filter(str.strip, cells[len(columns) :])))
        for number, cells in rows[1:]
        if any(map(str.strip, cells))
    ]


def safe(text: str) -> str:
    """The same, with what a spreadsheet would run as a formula made plain text."""
    return f"{ESCAPE}{text}" if text.startswith((*FORMULA, ESCAPE)) else text


def _unsafe(text: str) -> str:
    """What `safe` was given."""
    return text[1:] if text.startswith(ESCAPE) and text[1:].startswith((*FORMULA, ESCAPE)) else text


def _decoded(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise KindlingError(f"The file has more than {MOST_BYTES // 1_000_000} MB. Import it in parts.")
    if b"\0" in data:
        raise KindlingError("This is no CSV file. In a spreadsheet: File, Save as, CSV (UTF-8).")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")  # what Excel writes unless it is told otherwise


def _columns(heading: list[str], fields: tuple[str, ...]) -> list[str]:
    own = {field_name(name) for name in fields}
    found: list[str] = []
    for at, cell in enumerate(heading, start=1):
        name = _named(cell, own)
        if name is None:
            known = [*COLUMNS, *sorted(own)]
            guess = nearest(cell.strip().casefold(), known)
            hint = (
                f'Did you mean "{guess}"?'
                if guess
                else "List it under fields in community.yaml, or leave it out."
            )
            raise KindlingError(f'Column {at}, "{cell.strip()}", is not known. {hint}')
        if name and name in found:
            raise KindlingError(f'Column {at}, "{name}", is there twice.')
        found.append(name)
    if not {"phone", "email"} & set(found):
        raise KindlingError("There is no column phone and none called email, so nobody could be reached.")
    return found


def _named(cell: str, own: set[str]) -> str | None:
    """The column's name; empty for one without a heading, None for one nobody knows."""
    plain = field_name(cell)
    fixed = plain.replace(" ", "_")
    return fixed if fixed in COLUMNS or not plain else plain if plain in own else None


def _cells(columns: list[str], cells: list[str]) -> dict[str, str]:
    pairs = zip(columns, cells, strict=False)
    return {name: _unsafe(cell.strip()).strip() for name, cell in pairs if name and cell.strip()}
