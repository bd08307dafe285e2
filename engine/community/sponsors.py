"""Sponsors of an import: found by name, phone or email among the sheet's own people and those we have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from engine.community.entries import BadCell, Entry
from engine.community.finding import NoSuchMember, the_member
from engine.models import Member
from engine.wording.phones import AddressError, read_email, read_phone

REPAIR = "give the phone, the email or the whole name of somebody who is in the file or a member"


def check_sponsors(entries: Sequence[Entry]) -> Iterator[BadCell]:
    """A bad cell for every sponsor that nobody, or more than one, is meant by."""
    ways, find = _ways(entries), cache(the_member)  # a sheet names the same few again and again
    for entry in entries:
        if not entry.sponsor:
            continue
        rows = ways.get(_plain(entry.sponsor), [])
        if len(rows) > 1:
            reason = f"is in rows {rows[0]} and {rows[1]}"
            yield BadCell(entry.row, "sponsor", entry.sponsor, reason, REPAIR)
        elif not rows:
            try:
                find(entry.sponsor)
            except NoSuchMember:
                yield BadCell(entry.row, "sponsor", entry.sponsor, "is nobody we know", REPAIR)


def sponsors(entries: Sequence[Entry], ids: Mapping[int, int]) -> dict[int, int]:
    """Who each member's sponsor is, by their ids; ``ids`` are the members' by row."""
    ways, find, found = _ways(entries), cache(the_member), {}
    for entry in entries:
        if entry.sponsor and entry.row in ids:
            rows = ways.get(_plain(entry.sponsor), [])
            sponsor = ids[rows[0]] if rows and rows[0] in ids else find(entry.sponsor).id
            if sponsor != ids[entry.row]:
                found[ids[entry.row]] = sponsor
    return found


def link(found: Mapping[int, int]) -> int:
    """Write sponsors down, inside the caller's transaction; how many members that changed."""
    changed = 0
    for member, sponsor in found.items():
        other = Member.sponsor.is_null() | (Member.sponsor != sponsor)
        changed += Member.update(sponsor=sponsor).where((Member.id == member) & other).execute()
    return changed


def _ways(entries: Sequence[Entry]) -> dict[str, list[int]]:
    """Each way to name somebody in the sheet, with the rows it may mean."""
    found: dict[str, list[int]] = {}
    for entry in entries:
        for way in {entry.details.name.casefold(), *(value for _, value in entry.reached)} - {""}:
            found.setdefault(way, []).append(entry.row)
    return found


def _plain(words: str) -> str:
    try:
        return read_email(words) if "@" in words else read_phone(words).e164
    except AddressError:
        return " ".join(words.split()).casefold()
