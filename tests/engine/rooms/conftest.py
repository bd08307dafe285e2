"""A call on a Monday evening with its room open, and conference callbacks as they come from the provider."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from engine import occurrences, rooms
from engine.channels import Carriers, Kit, Outcome, PaperRooms
from engine.errors import ProviderError
from engine.links import Links
from engine.models import Leg, Member, Occurrence, Room, RoomCommand
from engine.models.phone import MAIN
from engine.published import live
from engine.publishing import publish
from engine.settings import Settings

OURS = "+13125550199"
CALL = """\
start:
  call:
    every: monday 4pm
    timezone: America/Chicago
    lasts: 45 minutes
    host: {role: host}
    doors open: 10 minutes before
"""
STEPS = "steps:\n  - at: 1 hour after the end\n    send: thanks\n"
COMMUNITY = "name: The Tuesday Team\nhost: Rosa\ntimezone: America/Chicago\n"
MINUTE = timedelta(minutes=1)


def sid(kind: str, number: int) -> str:
    return f"{kind}{number:032x}"


@dataclass
class Scripted(PaperRooms):
    """Does what it is told to answer, in that order, and then accepts everything."""

    answers: list[Outcome] = field(default_factory=list)
    there: tuple[str, ...] | None = None  # None: nobody can say just now

    def __post_init__(self) -> None:
        super().__init__("twilio")

    def present(self, conference_sid: str) -> tuple[str, ...]:
        if self.there is None:
            raise ProviderError("not now", permanent=False)
        return self.there

    def find(self, name: str) -> str:
        return sid("CF", 1)

    def _done(self, *wish: str) -> Outcome:
        accepted = super()._done(*wish)
        return self.answers.pop(0) if self.answers else accepted


@dataclass
class House:
    """A call and what happens in it; ``minute`` counts from its start."""

    call: Occurrence
    kit: Kit
    control: Scripted
    sequence: int = 0

    def at(self, minute: float) -> datetime:
        return self.call.starts_at + minute * MINUTE

    def enter(
        self,
        number: int,
        member: Member | None = None,
        *,
        minute: float = 0,
        mark: int = 240,
        leads: bool = False,
    ) -> Leg:
        caller = rooms.Caller(sid("CA", number), OURS, member, f"+1312555{number:04}", leads=leads)
        return rooms.enter(self.call, caller, mark, self.at(minute))

    def hear(self, event: str, number: int = 0, *, minute: float = 0, **other: object) -> bool:
        """A callback about caller ``number``; each is the next of its conference unless it says otherwise."""
        self.sequence += 1
        values: dict[str, object] = {
            "conference_sid": sid("CF", 1),
            "sequence": self.sequence,
            "name": self.main.name,
            "event": event,
            "at": self.at(minute),
            "call_sid": sid("CA", number) if number else "",
        }
        return rooms.take_event(rooms.Told(**{**values, **other}), self.at(minute))  # type: ignore[arg-type]

    def come(self, number: int, member: Member | None = None, **how: object) -> Leg:
        """Told to enter, and heard of as being in."""
        leg = self.enter(number, member, **how)  # type: ignore[arg-type]
        name = leg.room.name
        conference = sid("CF", leg.room.number)
        minute = how.get("minute", 0)
        self.hear("participant-join", number, minute=minute, name=name, conference_sid=conference)  # type: ignore[arg-type]
        return Leg.get_by_id(leg.id)

    def drain(self, minute: float = 0) -> list[tuple[str, ...]]:
        """Everything that is due is done; what the provider was asked for by it."""
        before = len(self.control.asked)
        while rooms.drain(self.kit, self.at(minute)).handled:
            pass
        return self.control.asked[before:]

    @property
    def main(self) -> Room:
        return Room.get((Room.occurrence == self.call.id) & (Room.number == MAIN))

    def fresh(self) -> Occurrence:
        return Occurrence.get_by_id(self.call.id)

    def commands(self, kind: str) -> list[RoomCommand]:
        return list(RoomCommand.select().where(RoomCommand.kind == kind).order_by(RoomCommand.id))


def open_house(now: datetime, **more: str) -> House:
    """Publish a call with ``more`` lines in it, plan it, and open its room at its start."""
    extra = "".join(f"    {name.replace('_', ' ')}: {value}\n" for name, value in more.items())
    files = {
        "workflows/community.yaml": COMMUNITY.encode(),
        "workflows/monday-call.yaml": (CALL + extra + STEPS).encode(),
        "messages/thanks.txt": b"Thanks for being there!",
    }
    publish(files, now, "the test")
    occurrences.plan(live(), now)
    call = Occurrence.select().order_by(Occurrence.starts_at).first()
    control = Scripted()
    settings = Settings(public_url="https://kindling.example", secret_key="k" * 48)
    kit = Kit(settings, Carriers(rooms=control), Links(settings.secret_key, settings.public_url))
    house = House(call, kit, control)
    rooms.open_due(house.at(0))
    house.call = house.fresh()
    return house


@pytest.fixture
def make_house(cast: SimpleNamespace, now: datetime) -> Callable[..., House]:
    return lambda **more: open_house(now, **more)


@pytest.fixture
def house(make_house: Callable[..., House]) -> House:
    return make_house()
