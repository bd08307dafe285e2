"""People nobody has met before, put in by a few statements however many they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.community.details import state_of
from engine.community.entries import Entry, Reached
from engine.models import Address, Consent, Member, Tag, opaque_id
from engine.models.instance import ledger_key
from engine.models.people import ACTIVE, PHONE, STOPPED
from engine.wording.phones import read_phone

_OWN = ("name", "timezone", "language", "role", "stage", "birthday", "prefers")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves consent that came with a sheet (16 CFR 310.5(a)(8)): how, when, and where that stands."""

    by: str
    source: str

    def of(self, entry: Entry) -> dict[str, Any]:
        said = {"agreed": entry.agreed, "on": entry.agreed_on} if entry.agreed else {}
        return {**said, "file": self.source, "row": entry.row, "by": self.by}


def insert_new(entries: Sequence[Entry], evidence: Evidence, salt: str, now: datetime) -> dict[int, int]:
    """Insert members, addresses, consent and tags; the members' ids by row.

    None of the addresses may be known to us, not even to the ledger.
    """
    if not entries:
        return {}
    people = {opaque_id(): entry for entry in entries}
    made = Member.insert_many([_member(id, entry, now) for id, entry in people.items()])
    ids = {people[row.public_id].row: row.id for row in made.returning(Member.id, Member.public_id).execute()}
    Address.insert_many([row for entry in entries for row in _addresses(entry, ids, salt, now)]).execute()
    if ledger := [row for entry in entries for row in _consents(entry, evidence, salt, now)]:
        Consent.insert_many(ledger).execute()
    if tags := [
        {"member": ids[entry.row], "name": tag, "at": now} for entry in entries for tag in entry.tags
    ]:
        Tag.insert_many(tags).execute()
    return ids


def _member(public_id: str, entry: Entry, now: datetime) -> dict[str, Any]:
    return {
        "public_id": public_id,
        **{name: getattr(entry.details, name) for name in _OWN},
        "state": state_of(entry.details.phone),
        "fields": dict(entry.details.fields),
        "joined_at": now,
        "how": "import",
    }


def _addresses(entry: Entry, ids: dict[int, int], salt: str, now: datetime) -> Iterator[dict[str, Any]]:
    for channel, value in entry.reached:
        yield {
            "channel": channel,
            "value": value,
            "member": ids[entry.row],
            "kind": read_phone(value).kind if channel == PHONE else "unknown",
            "status": STOPPED if value in entry.stopped else ACTIVE,
            "ledger_key": ledger_key(channel, value, salt),
            "created_at": now,
        }


def _consents(entry: Entry, evidence: Evidence, salt: str, now: datetime) -> Iterator[dict[str, Any]]:
    for channel, value in entry.reached:
        given = _given(entry, (channel, value))
        if given is not None:
            yield {
                "address_key": ledger_key(channel, value, salt),
                "channel": channel,
                "given": given,
                "at": now,
                "how": "import",
                "evidence": evidence.of(entry),
            }


def _given(entry: Entry, key: Reached) -> bool | None:
    """What the sheet says of one address: a stop, a yes, or nothing."""
    if key[1] in entry.stopped:
        return False
    return True if entry.agreed and key[1] not in entry.held else None
