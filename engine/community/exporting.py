"""All members as rows that an import takes back: consent, stops and households included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.community.sheet import COLUMNS, safe
from engine.language.community import Community
from engine.language.parsing.values import field_name
from engine.models import Address, Consent, Household, Member, Tag
from engine.models.people import EMAIL, PHONE, STRANGER

PAGE = 500
TABLES = (Member, Address, Household, Tag, Consent)
"""What its rows are made of."""
_OWN = ("name", "timezone", "role", "stage", "birthday", "language", "prefers")


def exported(community: Community) -> Iterator[dict[str, str]]:
    """One row a member, oldest first, by column; several phones, tags and the like are separated by "; ".

    Strangers who only wrote to us and those who were forgotten are not in it.
    """
    last = 0
    there = (Member.how != STRANGER) & Member.forgotten_at.is_null()
    while True:
        page = list(Member.select().where(there & (Member.id > last)).order_by(Member.id).limit(PAGE))
        if not page:
            return
        yield from _rows(page, community)
        last = page[-1].id


def columns(community: Community) -> list[str]:
    """The names of all columns, the community's own fields last."""
    return [*COLUMNS, *(field_name(name) for name in community.fields)]


def csv_cells(row: Mapping[str, str], names: Sequence[str]) -> list[str]:
    """A row for a spreadsheet, in which no cell runs as a formula. Phone numbers begin with + and stay so: they
    are digits of our own writing."""
    numbers = ("phone", "stopped", "held")
    return [row.get(name, "") if name in numbers else safe(row.get(name, "")) for name in names]


def _rows(page: list[Member], community: Community) -> Iterator[dict[str, str]]:
    addresses = _addresses(page)
    words = _latest(one for theirs in addresses.values() for one in theirs)
    tags: dict[int, list[str]] = defaultdict(list)
    for tag in Tag.select().where(Tag.member.in_([one.id for one in page])).order_by(Tag.id):
        tags[tag.member_id].append(tag.name)
    houses = {house.id: house for house in Household.select()}
    sponsors = _named({one.sponsor_id for one in page if one.sponsor_id})
    for member in page:
        theirs = addresses[member.id]
        house = houses.get(member.household_id or 0)
        yield {
            **{name: str(getattr(member, name)) for name in _OWN},
            "phone": "; ".join(one.value for one in theirs if one.channel == PHONE),
            "email": "; ".join(one.value for one in theirs if one.channel == EMAIL),
            "tags": "; ".join(tags[member.id]),
            "sponsor": sponsors.get(member.sponsor_id or 0, ""),
            "household": (house.name or f"household {house.id}") if house else "",
            **_consent(theirs, words),
            **{field_name(name): str(member.fields.get(field_name(name), "")) for name in community.fields},
        }


def _addresses(page: list[Member]) -> dict[int, list[Address]]:
    """Every member's addresses, their household's too."""
    ids = [one.id for one in page]
    houses = {one.household_id for one in page if one.household_id}
    found: dict[int, list[Address]] = defaultdict(list)
    shared: dict[int, list[Address]] = defaultdict(list)
    which = Address.member.in_(ids) | Address.household.in_(houses)
    for address in Address.select().where(which).order_by(Address.id):
        if address.member_id:
            found[address.member_id].append(address)
        else:
            shared[address.household_id or 0].append(address)
    for member in page:
        found[member.id] += shared.get(member.household_id or 0, [])
    return found


def _latest(addresses: Iterator[Address]) -> dict[str, Consent]:
    """The ledger's latest word on each address, by its key."""
    keys = {one.ledger_key for one in addresses}
    rows = (
        Consent.select().where(Consent.address_key.in_(keys) & (Consent.scope == "all")).order_by(Consent.id)
    )
    return {row.address_key: row for row in rows}


def _named(ids: set[int]) -> dict[int, str]:
    """How sponsors are named so that they are found again: by an address of theirs, else by name."""
    found = {one.id: one.name for one in Member.select().where(Member.id.in_(ids))}
    own = Address.select().where(Address.member.in_(ids)).order_by(Address.id.desc())
    return found | {one.member_id: one.value for one in own if one.member_id}


def _consent(addresses: list[Address], words: Mapping[str, Consent]) -> dict[str, str]:
    """How and when they agreed, and the addresses of which that is not so."""
    said = {one.value: words.get(one.ledger_key) for one in addresses}
    given = [entry for entry in said.values() if entry is not None and entry.given]
    silent = [value for value, entry in said.items() if entry is None]
    stopped = [value for value, entry in said.items() if entry is not None and not entry.given]
    return {
        "consent": _how(given[0]) if given else "",
        "consent_date": _when(given[0]) if given else "",
        "stopped": "; ".join(stopped),
        "held": "; ".join(silent) if given else "",
    }


def _how(entry: Consent) -> str:
    evidence: Mapping[str, Any] = entry.evidence
    return str(evidence.get("agreed") or evidence.get("words") or entry.how)


def _when(entry: Consent) -> str:
    evidence: Mapping[str, Any] = entry.evidence
    return str(evidence.get("on") or entry.at.date().isoformat())
