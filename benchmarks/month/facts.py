"""What stands in the database after a play, read once for the ledger and for whoever judges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from benchmarks.month.cast import Person
from benchmarks.month.play import Played
from benchmarks.month.stage import member_of
from engine.language.community import Community
from engine.models import Delivery, Event, Inbound, Member, Occurrence, Picture, Praise, Thread
from engine.published import live


@dataclass(frozen=True)
class Facts:
    """Rows in the order of their ids; ``members`` by person's key, ``people`` by member's id, ``photos`` how many
    are kept, by the id of the words that they came with."""

    played: Played
    community: Community
    members: Mapping[str, Member]
    people: Mapping[int, Person]
    deliveries: list[Delivery]
    inbound: list[Inbound]
    threads: Mapping[int, Thread]
    praises: list[Praise]
    events: list[Event]
    dates: list[Occurrence]
    photos: Mapping[int, int]

    @cached_property
    def _got(self) -> Mapping[int, list[Delivery]]:
        return _by_member(self.deliveries)

    @cached_property
    def _said(self) -> Mapping[int, list[Inbound]]:
        return _by_member(self.inbound)

    def of(self, member_id: int) -> list[Delivery]:
        return self._got.get(member_id, [])

    def said_by(self, member_id: int) -> list[Inbound]:
        return self._said.get(member_id, [])

    def zone(self, member_id: int) -> str:
        return self.people[member_id].zone

    def name(self, member_id: int | None) -> str:
        return self.people[member_id].name if member_id in self.people else "somebody"


def _by_member(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.member_id, []).append(row)
    return found


def gather(played: Played) -> Facts:
    """Everything of a play that is over."""
    members = {one.key: member for one in played.people if (member := member_of(one)) is not None}
    by_key = {one.key: one for one in played.people}
    return Facts(
        played=played,
        community=live().community,
        members=members,
        people={member.id: by_key[key] for key, member in members.items()},
        deliveries=list(Delivery.select().order_by(Delivery.id)),
        inbound=list(Inbound.select().order_by(Inbound.id)),
        threads={row.id: row for row in Thread.select()},
        praises=list(Praise.select().order_by(Praise.id)),
        events=list(Event.select().order_by(Event.id)),
        dates=list(Occurrence.select().order_by(Occurrence.starts_at, Occurrence.id)),
        photos=Counter(Picture.select(Picture.inbound).scalars()),
    )


def left_at(delivery: Delivery) -> datetime:
    """When it left, or else when it was decided that it does not, or for when it is planned."""
    found: datetime = delivery.sent_at or delivery.settled_at or delivery.due_at
    return found
