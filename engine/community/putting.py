"""Writing one page of an import: who is new in a few statements, who is known one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from engine import consent, runner
from engine.community import changing, members
from engine.community.bulk import Evidence, insert_new
from engine.community.details import known_fields
from engine.community.entries import Entry
from engine.community.matching import Living, look_up, the_same
from engine.community.planning import Plan
from engine.language.community import Community
from engine.models import Address, Consent, Household, Member, Tag
from engine.models.instance import instance, ledger_key
from engine.models.people import ACTIVE, STOPPED, STRANGER

ADDED, UPDATED, UNCHANGED = "added", "updated", "unchanged"
STOP, YES = "stop", "yes"
Done = tuple[int, str]
"""A member's id and what was done."""


class Putting:
    """One import under way. Everything here runs inside the caller's transaction, a page in each."""

    def __init__(self, plan: Plan, community: Community, now: datetime, by: str, source: str) -> None:
        self._plan = plan
        self._community = community
        self._now = now
        self._evidence = Evidence(by, source)
        self._households: dict[str, int] = {}
        self._salt = instance().salt

    def put(self, page: Sequence[Entry]) -> dict[int, Done]:
        """Write a page; what was done, by row."""
        living = look_up(key for entry in page for key in entry.reached)
        spoken = self._spoken(page)
        new = [entry for entry in page if self._is_new(entry, living, spoken)]
        done = {
            row: (id, ADDED) for row, id in insert_new(new, self._evidence, self._salt, self._now).items()
        }
        rest = [entry for entry in page if entry.row not in done]
        same = self._as_they_were(rest, living)
        for entry in rest:
            done[entry.row] = (same[entry.row], UNCHANGED) if entry.row in same else self._one(entry)
        return done

    def _as_they_were(self, entries: Sequence[Entry], living: Living) -> dict[int, int]:
        """Those of whom the sheet says nothing new, by row: looked at together, for most sheets are mostly old."""
        standings = consent.standings(living.addresses.values())
        found = {entry.row: the_same(entry, living.those_at(entry), living) for entry in entries}
        ids = [member.id for member in found.values() if member is not None]
        tags = {(tag.member_id, tag.name) for tag in Tag.select().where(Tag.member.in_(ids))}
        same: dict[int, int] = {}
        for entry in entries:
            member, theirs = found[entry.row], [living.addresses.get(key) for key in entry.reached]
            if member is None or member.how == STRANGER or entry.household or any(self._news(member, entry)):
                continue
            known = all(one is not None and not self._says(entry, one, standings[one.id]) for one in theirs)
            if known and all((member.id, tag) in tags for tag in entry.tags):
                same[entry.row] = member.id
        return same

    def _spoken(self, page: Sequence[Entry]) -> set[str]:
        """The ledger keys of which something is said already: a stop outlives the forgetting of its number."""
        keys = [ledger_key(*key, self._salt) for entry in page for key in entry.reached]
        rows = Consent.select(Consent.address_key).where(Consent.address_key.in_(keys)).distinct()
        return {row.address_key for row in rows}

    def _is_new(self, entry: Entry, living: Living, spoken: set[str]) -> bool:
        known = any(
            key in living.addresses or ledger_key(*key, self._salt) in spoken for key in entry.reached
        )
        return not known and not entry.household

    def _one(self, entry: Entry) -> Done:
        living = look_up(entry.reached)
        member = the_same(entry, living.those_at(entry), living)
        was = UNCHANGED
        if member is None or member.how == STRANGER:
            member, was = members.add(entry.details, "import", self._now), ADDED
        elif self._change(member, entry):
            was = UPDATED
        touched = self._join_household(member, entry) if entry.household else False
        for address in self._addresses(member, entry):
            touched |= self._agree(address, entry)
        touched |= self._tag(member, entry, known=was != ADDED)
        return member.id, UPDATED if touched and was == UNCHANGED else was

    def _change(self, member: Member, entry: Entry) -> bool:
        """Set what the sheet says otherwise; an empty cell says nothing."""
        new, other = self._news(member, entry)
        if new or other:
            changing.change(member, new, other, self._community, self._now)
        return bool(new or other)

    def _news(self, member: Member, entry: Entry) -> tuple[dict[str, str], dict[str, str]]:
        """What the sheet says of the member that we have otherwise, and of their fields."""
        given = {name: getattr(entry.details, name) for name in entry.given}
        fields = known_fields(entry.details.fields, self._community)
        return (
            {name: value for name, value in given.items() if getattr(member, name) != value},
            {name: value for name, value in fields.items() if member.fields.get(name) != value},
        )

    def _addresses(self, member: Member, entry: Entry) -> list[Address]:
        return [members.reach_at(member, *key, self._now) for key in entry.reached]

    def _agree(self, address: Address, entry: Entry) -> bool:
        """Record what the sheet says of consent, unless the ledger has a word on this address already."""
        before = consent.state(address)
        if before.given is False and address.status == ACTIVE:  # a new row of one that had been forgotten
            Address.update(status=STOPPED).where(Address.id == address.id).execute()
        said = self._says(entry, address, before)
        if said == STOP:
            consent.withdraw(address, "import", self._evidence.of(entry), self._now)
        elif said == YES:
            consent.grant(address, "import", self._evidence.of(entry), self._now)
        return bool(said)

    def _says(self, entry: Entry, address: Address, before: consent.Standing) -> str:
        """What is new about consent in the sheet: a stop, a first yes, or nothing. A stop is never taken back."""
        if before.given is False:
            return ""
        if address.value in entry.stopped:
            return STOP
        return YES if before.given is None and entry.agreed and address.value not in entry.held else ""

    def _tag(self, member: Member, entry: Entry, *, known: bool) -> bool:
        """Put the sheet's tags on. An import starts nothing, but it may end a walk that a tag ends."""
        have = {tag.name for tag in Tag.select(Tag.name).where(Tag.member == member.id)}
        new = [name for name in entry.tags if name not in have]
        for name in new:
            Tag.create(member=member, name=name, at=self._now)
        if new and known:
            runner.recheck(member, self._now)
        return bool(new)

    def _join_household(self, member: Member, entry: Entry) -> bool:
        """Make them one household with whoever has the shared address; it becomes that of all of them."""
        shared = [address for key in entry.reached if key in self._plan.shared
                  and (address := members.address_at(*key)) is not None]  # fmt: skip
        house = self._house(member, entry, shared)
        changed = member.household_id != house
        Member.update(household=house).where(Member.id == member.id).execute()
        for address in shared:
            if address.household_id != house:
                owners = Member.id == (address.member_id or 0)
                Member.update(household=house).where(owners & Member.household.is_null()).execute()
                Address.update(household=house, member=None).where(Address.id == address.id).execute()
                changed = True
        return changed

    def _house(self, member: Member, entry: Entry, shared: Sequence[Address]) -> int:
        there = next((one.household_id for one in shared if one.household_id), None) or member.household_id
        known = there or self._households.get(entry.household)
        house: int = known or Household.create(name=entry.household).id
        self._households[entry.household] = house
        return house
