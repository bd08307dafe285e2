"""An import thought through before anything is written: who is in the sheet, and all that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from engine.community.entries import BadCell, Entry, Reached, read_entry
from engine.community.matching import Living, look_up, sharing, the_same
from engine.community.sheet import Row, read_sheet
from engine.community.sponsors import check_sponsors
from engine.language.community import Community
from engine.times import local

OFFER = 'if they share it, give both rows the same word in a column "household", or import with --households'


@dataclass(frozen=True, slots=True)
class Plan:
    """``entries`` can be put in; ``bad`` says what is wrong with the others. ``shared`` are households' addresses."""

    entries: tuple[Entry, ...]
    bad: tuple[BadCell, ...]
    shared: frozenset[Reached]
    rows: int

    @property
    def held(self) -> int:
        """How many could not be written to, because nothing says how and when they agreed."""
        return sum(entry.is_held for entry in self.entries)

    @property
    def bad_rows(self) -> int:
        return len({cell.row for cell in self.bad})


def plan(data: bytes, community: Community, now: datetime, *, households: bool = False) -> Plan:
    """Read and check a whole sheet against itself and against whom we have; writes nothing.

    With ``households`` people under one number are taken for a household without the sheet saying so. Raises
    KindlingError for what is no sheet at all.
    """
    rows = read_sheet(data, community.fields)
    bad: list[BadCell] = []
    entries: list[Entry] = []
    today = local(now, community.timezone).date()
    for row in rows:
        found = read_entry(row, community, today)
        if isinstance(found, Entry):
            entries.append(found)
        else:
            bad += found
    return _against_others(rows, entries, bad, households)


def _against_others(rows: Sequence[Row], entries: list[Entry], bad: list[BadCell], households: bool) -> Plan:
    living = look_up(key for entry in entries for key in entry.reached)
    entries, shared = _households(entries, living, bad, households)
    bad += check_sponsors(entries)
    wrong = {cell.row for cell in bad}
    return Plan(
        tuple(entry for entry in entries if entry.row not in wrong),
        tuple(sorted(bad, key=lambda cell: cell.row)),
        frozenset(shared),
        len(rows),
    )


def _households(
    entries: list[Entry], living: Living, bad: list[BadCell], offered: bool
) -> tuple[list[Entry], set[Reached]]:
    """Settle who shares an address: the same person twice, a household, or a question for the manager."""
    by_row = {entry.row: entry for entry in entries}
    shared: set[Reached] = set()
    for key, those in sharing(entries).items():
        first, *others = (by_row[one.row] for one in those)
        for other in others:
            if other.details.name.casefold() == first.details.name.casefold():
                bad.append(_again(other, key, first))
            elif offered or (other.household and other.household == first.household):
                shared.add(key)
                name = first.household or other.household or f"{first.details.name} and others"
                by_row[first.row] = replace(by_row[first.row], household=name)
                by_row[other.row] = replace(by_row[other.row], household=name)
            else:
                reason = f"is also in row {first.row} ({first.details.name or 'nameless'})"
                bad.append(BadCell(other.row, key[0], key[1], reason, OFFER))
    for entry in list(by_row.values()):
        candidates = living.those_at(entry)
        if candidates and the_same(entry, candidates, living) is None:
            theirs = [key for key in entry.reached if key in living.owners]
            if offered or entry.household:
                shared.update(theirs)
                name = entry.household or f"{candidates[0].name} and others"
                by_row[entry.row] = replace(entry, household=name)
            else:
                reason = f"is {candidates[0].name}'s already"
                bad.append(BadCell(entry.row, theirs[0][0], theirs[0][1], reason, OFFER))
    return list(by_row.values()), shared


def _again(entry: Entry, key: Reached, first: Entry) -> BadCell:
    reason = f"is also in row {first.row}, under the same name"
    return BadCell(entry.row, key[0], key[1], reason, "take one of the two rows out")
