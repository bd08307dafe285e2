"""From a row of a sheet to somebody who can be put in, or to what is wrong with each of its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engine.community.details import DetailError, Details, checked
from engine.community.sheet import COLUMNS, Row
from engine.language.community import Community
from engine.models.people import EMAIL, PHONE
from engine.wording.phones import AddressError, read_email, read_phone

_US_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_SEVERAL = re.compile(r"[;|\n]")
_TAGS = re.compile(r"[;,|]")
PLAIN = ("name", "timezone", "language", "role", "stage", "birthday", "prefers")
Reached = tuple[str, str]
"""A channel and a normalised value."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """What cannot be taken: the row, the column, the value as given, why, and what would do."""

    row: int
    column: str
    value: str
    reason: str
    repair: str

    def __str__(self) -> str:
        value = f' "{self.value}"' if self.value else ""
        return f"row {self.row}: {self.column}{value} {self.reason}: {self.repair}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row, checked. ``details`` have the first phone and email; ``reached`` every address, ``silent`` those
    that are stopped or held. ``agreed`` is how and ``agreed_on`` when they agreed; empty: they are held."""

    row: int
    details: Details
    given: frozenset[str]
    reached: tuple[Reached, ...]
    tags: tuple[str, ...] = ()
    sponsor: str = ""
    household: str = ""
    agreed: str = ""
    agreed_on: str = ""
    stopped: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()

    @property
    def is_held(self) -> bool:
        """Whether nothing may be sent to any of their addresses before they agree."""
        return not self.agreed


def read_entry(row: Row, community: Community, today: date) -> Entry | list[BadCell]:
    """The entry, or everything that is wrong with the row."""
    bad: list[BadCell] = []
    cells = {name: _iso(value) if name in ("birthday", "consent_date") else value
             for name, value in row.cells.items()}  # fmt: skip
    reached = tuple(dict.fromkeys(_addresses(row.number, cells, community, bad)))
    details = _details(row.number, cells, reached, community, bad)
    agreed, agreed_on = _consent(row.number, cells, today, bad)
    if row.beyond:
        reason, repair = "stands beyond the last column", "put a value that holds the separator in quotes"
        bad.append(BadCell(row.number, "cell", " ".join(row.beyond), reason, repair))
    if not reached and not bad:
        bad.append(BadCell(row.number, "phone", "", "and email are both empty", "give one of them"))
    if bad or details is None:
        return bad
    return Entry(
        row=row.number,
        details=details,
        given=frozenset(name for name in PLAIN if name in cells),
        reached=reached,
        tags=tuple(dict.fromkeys(_parts(_TAGS, cells.get("tags", "")))),
        sponsor=cells.get("sponsor", ""),
        household=cells.get("household", ""),
        agreed=agreed,
        agreed_on=agreed_on,
        stopped=_marked(cells.get("stopped", ""), community),
        held=_marked(cells.get("held", ""), community),
    )


def _addresses(
    number: int, cells: dict[str, str], community: Community, bad: list[BadCell]
) -> Iterator[Reached]:
    """Every phone and email of the row, several of them separated by semicolons."""
    for channel in (PHONE, EMAIL):
        for value in _parts(_SEVERAL, cells.get(channel, "")):
            try:
                one = checked(_only(channel, value), community)
            except DetailError as error:
                bad.append(BadCell(number, channel, value, error.reason, error.repair))
            except AddressError as error:
                bad.append(BadCell(number, channel, value, error.reason, error.repair))
            else:
                yield channel, getattr(one, channel)


def _details(
    number: int, cells: dict[str, str], reached: Iterable[Reached], community: Community, bad: list[BadCell]
) -> Details | None:
    """The plain columns, each checked alone so that all that is wrong is found at once."""
    first: dict[str, Any] = {}
    for channel, value in reached:
        first.setdefault(channel, value)
    plain: dict[str, Any] = {name: cells[name] for name in PLAIN if name in cells}
    own = {name: value for name, value in cells.items() if name not in COLUMNS}
    before = len(bad)
    for name, value in plain.items():
        _try(number, name, value, _only(name, value), community, bad)
    for name, value in own.items():
        _try(number, name, value, Details(fields={name: value}), community, bad)
    if len(bad) > before:
        return None
    return checked(Details(**first, **plain, fields=own), community)


def _only(name: str, value: str) -> Details:
    """Details with nothing but one column."""
    cell: dict[str, Any] = {name: value}
    return Details(**cell)


def _try(number: int, name: str, value: str, one: Details, community: Community, bad: list[BadCell]) -> None:
    try:
        checked(one, community)
    except DetailError as error:
        bad.append(BadCell(number, name, value, error.reason.removeprefix(f'"{value}" '), error.repair))


def _consent(number: int, cells: dict[str, str], today: date, bad: list[BadCell]) -> tuple[str, str]:
    """How and when they agreed; both empty where either is missing: then they are held."""
    how, when = cells.get("consent", ""), cells.get("consent_date", "")
    if when:
        try:
            day = datetime.fromisoformat(when).date()
        except ValueError:
            repair = 'write it like "2026-05-14"'
            bad.append(BadCell(number, "consent_date", when, "is no date", repair))
            return "", ""
        if day > today:
            bad.append(BadCell(number, "consent_date", when, "is still to come", "give the day they agreed"))
    if how.casefold() in ("no", "none", "false", "0"):
        return "", ""
    return (how, when) if how and when else ("", "")


def _marked(cell: str, community: Community) -> frozenset[str]:
    """The addresses of a list; what is none of anybody's is no harm, for it marks nothing."""
    region = community.countries[0] if community.countries else "US"
    found = set()
    for value in _parts(_SEVERAL, cell):
        try:
            found.add(read_email(value) if "@" in value else read_phone(value, region).e164)
        except AddressError:
            found.add(value)
    return frozenset(found)


def _parts(separator: re.Pattern[str], cell: str) -> list[str]:
    return [part.strip() for part in separator.split(cell) if part.strip()]


def _iso(value: str) -> str:
    """A date as a US spreadsheet writes it, as ISO 8601; anything else as it is."""
    found = _US_DATE.fullmatch(value)
    if not found:
        return value
    month, day, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return value
