"""Who a row of an import is: somebody we have, somebody who shares an address with them, or somebody new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from engine.community.entries import Entry, Reached
from engine.models import Address, Member
from engine.models.people import STRANGER

T = TypeVar("T")
LOOKED_UP = 500  # values in one query; SQLite allows some thousand


@dataclass(slots=True)
class Living:
    """The addresses we have among those looked up, and whose they are."""

    addresses: dict[Reached, Address] = field(default_factory=dict)
    owners: dict[Reached, list[Member]] = field(default_factory=dict)

    def those_at(self, entry: Entry) -> list[Member]:
        """Everybody who has one of the entry's addresses, each once."""
        found = (member for one in entry.reached for member in self.owners.get(one, ()))
        return list({member.id: member for member in found}.values())


def look_up(reached: Iterable[Reached]) -> Living:
    """What we have of these addresses, with their members; a few queries however many they are."""
    living = Living()
    wanted = set(reached)
    for values in chunks(sorted({value for _, value in wanted}), LOOKED_UP):
        rows = list(Address.select().where(Address.value.in_(values)))
        living.addresses |= {key: row for row in rows if (key := (row.channel, row.value)) in wanted}
    by_member, by_household = _members(living.addresses.values())
    for key, row in living.addresses.items():
        own = by_member.get(row.member_id or 0)
        living.owners[key] = [own] if own else by_household.get(row.household_id or 0, [])
    return living


def _members(rows: Iterable[Address]) -> tuple[dict[int, Member], dict[int, list[Member]]]:
    ids = sorted({row.member_id for row in rows if row.member_id})
    houses = sorted({row.household_id for row in rows if row.household_id})
    alone: dict[int, Member] = {}
    together: dict[int, list[Member]] = defaultdict(list)
    for chunk in chunks(ids, LOOKED_UP):
        alone |= {one.id: one for one in Member.select().where(Member.id.in_(chunk))}
    for chunk in chunks(houses, LOOKED_UP):
        for one in Member.select().where(Member.household.in_(chunk)).order_by(Member.id):
            together[one.household_id or 0].append(one)
    return alone, together


def the_same(entry: Entry, candidates: Sequence[Member], living: Living) -> Member | None:
    """The member an entry is about; None where it is somebody else who has the same address, or nobody has it.

    A row under another name is the same person only when all its addresses (more than one) are theirs: one
    shared number under two names is two people.
    """
    name = entry.details.name.casefold()
    for one in candidates:
        if one.how == STRANGER or not name or not one.name or one.name.casefold() == name:
            return one
    if len(candidates) == 1 and len(entry.reached) > 1:
        theirs = [living.addresses[key].member_id for key in entry.reached if key in living.addresses]
        if theirs == [candidates[0].id] * len(entry.reached):
            return candidates[0]
    return None


def sharing(entries: Sequence[Entry]) -> Mapping[Reached, list[Entry]]:
    """The addresses that several entries have, with those entries."""
    at: dict[Reached, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in entry.reached:
            at[key].append(entry)
    return {key: those for key, those in at.items() if len(those) > 1}


def chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
