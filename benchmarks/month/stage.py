"""What a play needs of the world that it is played in, and what both worlds have in common."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from benchmarks.month.cast import HOST, Person
from benchmarks.month.watch import Watch
from engine.language.community import Community
from engine.models import Address, Delivery, Member
from engine.models.db import transaction
from engine.published import live
from engine.virtual import place_member
from engine.virtual.cast import Person as Details

LONG_AGO = timedelta(days=80)  # before the beginning: whoever is in from the start joined then


class Stage(Protocol):
    """A world with people in it. What they do is done by the next ``settle``."""

    watch: Watch

    @property
    def now(self) -> datetime: ...

    def go(self, limit: datetime) -> None:
        """Go to the next instant at which something is due, ``limit`` at most, and do nothing there yet."""

    def settle(self) -> list[Delivery]:
        """Do all that is due now; what became final."""

    def write(self, person: Person, words: str, photos: tuple[str, ...] = ()) -> bool:
        """They write on their channel; False where they could not: a mailbox only answers."""

    def report(self, person: Person, event: str) -> None:
        """Another program reports an event of theirs."""

    def dial(self, person: Person) -> None:
        """They ring the line and go where they are led."""

    def hang_up(self, person: Person) -> None: ...

    def pick_up(self, person: Person, key: str) -> None:
        """They answer the call of ours that rings, press ``key`` where there is one, and ring off."""

    def let_ring(self, person: Person) -> None: ...

    def carried(self) -> list[tuple[str, str]]:
        """(to, words) of every text and mail the carrier took, oldest first; empty where there is none."""


def settle_cast(people: list[Person], now: datetime) -> None:
    """Put in whoever is there from the start, with consent; the others come by themselves."""
    community = live().community
    for person in people:
        if person.joins_at is None:
            with transaction():
                _place(person, community, now - LONG_AGO)


def _place(person: Person, community: Community, now: datetime) -> Member:
    details = Details(
        name=person.name, phone=person.phone, email=person.email, timezone=person.zone, language=person.language,
        role=person.role, prefers=person.prefers, birthday="" if person.is_staff else person.birthday,
    )  # fmt: skip
    return place_member(details, community, now, tags=person.tags)


def member_of(person: Person) -> Member | None:
    """Who they are to the community by now: the owner of their address."""
    found = Address.get_or_none(Address.value == (person.phone or person.email))
    return found.member if found is not None else None


def host_of(people: list[Person]) -> Person:
    return next(one for one in people if one.role == HOST)
