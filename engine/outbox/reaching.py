"""Where the members of a group of deliveries could be reached, in a few statements for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from engine import consent
from engine.consent import Standing
from engine.models import Address, Delivery, Inbound, Member
from engine.models.db import locked
from engine.models.people import PHONE
from engine.models.sending import SENDING, SENT, UNKNOWN
from engine.outbox.calls import OVER
from engine.outbox.facts import Reach
from engine.outbox.queueing import NUMBER
from engine.wording.prices import country

MAY_RING = ("phone", NUMBER)
STILL_ON = timedelta(minutes=10)  # after which a call whose end nobody reported holds up no other


@dataclass
class AddressBook:
    """The addresses of a group's members, their households' included; ``busy`` ones have a message under way.

    At those in ``talking`` somebody is on a call of ours. ``closed`` are households' addresses that another drain holds at this moment.
    """

    by_id: dict[int, Address]
    owned: Mapping[tuple[str, int | None], list[Address]]
    standings: Mapping[int, Standing]
    busy: set[int | None]
    talking: frozenset[int | None]
    closed: frozenset[int]
    wrote_from: Mapping[int, str]  # inbound id: the address it came from
    done: set[str | None] = field(default_factory=set)  # once keys that are taken

    def reaches(self, delivery: Delivery, member: Member) -> tuple[Reach, ...]:
        """The addresses of one member as the gate sees them for one delivery: own ones first."""
        origin = self.wrote_from.get(delivery.inbound_id or 0, "")
        return tuple(self._reach(one, delivery, member, origin) for one in self.of(member))

    def of(self, member: Member) -> list[Address]:
        """The member's own addresses and, after them, their household's."""
        shared = self.owned.get(("household", member.household_id), [])
        return [*self.owned.get(("member", member.id), []), *shared]

    def _reach(self, address: Address, delivery: Delivery, member: Member, origin: str) -> Reach:
        standing = self.standings[address.id]
        said = standing.given
        return Reach(
            address_id=address.id,
            channel=address.channel,
            value=address.value,
            country=country(address.value) if address.channel == PHONE else "",
            kind=address.kind,
            status=address.status,
            given=said if said is None else standing.allows(member),
            blocked=standing.blocked,
            wrote_from=bool(origin) and origin == address.value,
            in_flight=address.id in self.busy,
            on_call=address.id in self.talking,
            done=delivery.once_per_address and once_key(delivery, address.id) in self.done,
        )


def once_key(delivery: Delivery, address_id: int) -> str:
    """What makes a message go to a shared address once, however many of the household are meant."""
    return f"{delivery.cause}|{delivery.step_key}|{address_id}"


def address_book(deliveries: Sequence[Delivery], now: datetime) -> AddressBook:
    """Look up everything about where ``deliveries`` (each with its member) could go. Locks shared addresses."""
    members = {one.member_id: one.member for one in deliveries}
    addresses = _addresses(members.values())
    by_id = {address.id: address for address in addresses}
    book = AddressBook(
        by_id=by_id,
        owned=_by_owner(addresses),
        standings=consent.standings(addresses),
        busy=_busy(by_id),
        talking=_talking(by_id, now) if any(one.part in MAY_RING for one in deliveries) else frozenset(),
        closed=_closed(addresses),
        wrote_from=_wrote_from(deliveries),
    )
    keys = [
        once_key(one, address.id)
        for one in deliveries
        if one.once_per_address
        for address in book.of(one.member)
    ]
    if keys:
        book.done = {
            row.once_key for row in Delivery.select(Delivery.once_key).where(Delivery.once_key.in_(keys))
        }
    return book


def _addresses(members: Iterable[Member]) -> list[Address]:
    ids = [member.id for member in members]
    households = {member.household_id for member in members if member.household_id is not None}
    theirs = Address.member.in_(ids)
    if households:
        theirs |= Address.household.in_(households)
    return list(Address.select().where(theirs))


def _by_owner(addresses: Sequence[Address]) -> dict[tuple[str, int | None], list[Address]]:
    owned: dict[tuple[str, int | None], list[Address]] = {}
    for one in sorted(addresses, key=lambda one: one.id):
        owner = ("member", one.member_id) if one.household_id is None else ("household", one.household_id)
        owned.setdefault(owner, []).append(one)
    return owned


def _busy(addresses: Mapping[int, Address]) -> set[int | None]:
    if not addresses:
        return set()
    under_way = Delivery.address.in_(list(addresses)) & Delivery.state.in_((SENDING, UNKNOWN))
    return {row.address_id for row in Delivery.select(Delivery.address).where(under_way)}


def _talking(addresses: Mapping[int, Address], now: datetime) -> frozenset[int | None]:
    """Whose phone is on a call of ours: one that was placed a moment ago and has not been heard to end."""
    placed = (Delivery.channel == "phone") & (Delivery.state == SENT) & (Delivery.sent_at > now - STILL_ON)
    on = placed & Delivery.address.in_(list(addresses)) & Delivery.provider_status.not_in(OVER)
    return frozenset(row.address_id for row in Delivery.select(Delivery.address).where(on))


def _closed(addresses: Sequence[Address]) -> frozenset[int]:
    """Members are locked one by one, so only an address of several needs a lock of its own."""
    shared = {address.id for address in addresses if address.household_id is not None}
    if not shared:
        return frozenset()
    ours = locked(Address.select(Address.id).where(Address.id.in_(shared)), skip=True)
    return frozenset(shared - {row.id for row in ours})


def _wrote_from(deliveries: Sequence[Delivery]) -> dict[int, str]:
    ids = {one.inbound_id for one in deliveries if one.inbound_id is not None}
    if not ids:
        return {}
    rows = Inbound.select(Inbound.id, Inbound.from_value).where(Inbound.id.in_(ids))
    return {row.id: row.from_value for row in rows}
