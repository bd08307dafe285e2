"""Real members carried into a virtual world: read from the database that serves, written only to the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from engine.models import (
    Address,
    Blob,
    Consent,
    Delivery,
    Event,
    Household,
    Instance,
    Member,
    Recording,
    Table,
    Tag,
    Thread,
    database,
)
from engine.models.instance import instance
from engine.models.people import STRANGER

FILE = "file"  # the source of a recording that the folder holds
RECENT = timedelta(hours=26)  # whatever may still count in somebody's day
MOST_STAFF = 50
NO_SOUND = "0" * 64
TAKEN = 1_000_000  # numbers below are set aside while all of them get their own

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Living:
    """What is taken along: ``ids`` are the members to be previewed, ``rows`` everything that the gate looks at.

    ``recordings`` maps names to public id and extension, so that links and numbers are the real ones;
    ``by_phone`` are those that no file of the folder holds.
    """

    ids: tuple[int, ...]
    rows: Mapping[type[Table], Rows]
    salt: str
    recordings: Mapping[str, tuple[str, int]]
    by_phone: Rows


def take(members: Sequence[Member], now: datetime) -> Living:
    """Read the members, their sponsors, and everybody with a role, with what is known of them."""
    ids = [member.id for member in members]
    staff = Member.select(Member.id).where((Member.role != "") & Member.forgotten_at.is_null())
    along = {*ids, *(row.id for row in staff.where(Member.how != STRANGER).limit(MOST_STAFF))}
    along |= {member.sponsor_id for member in members if member.sponsor_id is not None}
    people = _rows(Member, Member.id.in_(along))
    homes = {row["household"] for row in people} - {None}
    addresses = _rows(Address, Address.member.in_(along) | Address.household.in_(homes))
    keys = [row["ledger_key"] for row in addresses]
    mine = Delivery.member.in_(along) & (Delivery.cap_day != "") & (Delivery.sent_at > now - RECENT)
    return Living(
        ids=tuple(ids),
        rows={
            Household: _rows(Household, Household.id.in_(homes)),
            Member: [_without(row, "sponsor", along) for row in people],
            Address: addresses,
            Consent: _rows(Consent, Consent.address_key.in_(keys)),
            Tag: _rows(Tag, Tag.member.in_(along)),
            Event: _rows(Event, Event.member.in_(along)),
            Thread: [
                {**_without(row, "owner", along), "look_at": None}
                for row in _rows(Thread, Thread.member.in_(along) & Thread.done_at.is_null())
            ],
            Delivery: [
                {**row, "enrollment": None, "occurrence": None, "about": None}
                for row in _rows(Delivery, mine)
            ],
        },
        salt=instance().salt,
        recordings={row.name: (row.public_id, row.number) for row in Recording.select()},
        by_phone=_rows(Recording, (Recording.source != FILE) & Recording.withdrawn_at.is_null()),
    )


def _rows(table: type[Table], which: Any) -> Rows:
    found: Any = table.select().where(which).dicts()
    return list(found)


def _without(row: dict[str, Any], key: str, there: set[int]) -> dict[str, Any]:
    return row if row[key] in there else {**row, key: None}


def put(living: Living) -> list[Member]:
    """Write it all into the world that is bound now; returns the members to be previewed, in the order asked for."""
    Instance.update(salt=living.salt).where(Instance.id == instance().id).execute()
    with database.atomic():
        for table, rows in living.rows.items():
            for row in rows:
                table.insert(**row).execute()
    found = {member.id: member for member in Member.select().where(Member.id.in_(living.ids))}
    return [found[id] for id in living.ids]


def put_recordings(living: Living) -> None:
    """Give the recordings, once they are published here, the links and extensions that members know.

    Those made by phone come along without their sound, which nobody hears here.
    """
    _put_by_phone(living)
    Recording.update(number=0 - Recording.id).execute()
    free = max((number for _, number in living.recordings.values()), default=0)
    for row in Recording.select().order_by(Recording.id):
        if row.name not in living.recordings:
            free += 1
        public_id, number = living.recordings.get(row.name, (row.public_id, free))
        Recording.update(public_id=public_id, number=number).where(Recording.id == row.id).execute()


def _put_by_phone(living: Living) -> None:
    here = {row.name for row in Recording.select(Recording.name)}
    missing = [row for row in living.by_phone if row["name"] not in here]
    if missing:
        silence = Blob.create(sha256=NO_SOUND, body=b"", media_type="audio/wav")
        for number, row in enumerate(missing, start=1):
            bare = {**row, "blob": silence.id, "number": -TAKEN - number}
            Recording.insert(**{key: value for key, value in bare.items() if key != "id"}).execute()
