"""Callbacks, keys and drains at the same moment: nobody waits for each other in a circle, and the last word counts."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

from engine import rooms
from engine.models import Leg, RoomCommand
from tests.engine.outbox.test_races import at_once
from tests.engine.rooms.conftest import House, sid

PEOPLE, ROUNDS = range(2, 12), 6


def leader(house: House, now: datetime) -> None:
    rooms.mute_all(house.call, now)
    rooms.unmute_all(house.call, now + timedelta(milliseconds=300))
    rooms.call_on_next(house.call, now)


def callers(house: House, now: datetime) -> None:
    for leg in guests():
        rooms.toggle_hand(leg, now)


def callbacks(house: House, now: datetime) -> None:
    """Each leaves and comes back, in the further room too."""
    turn = int(now.timestamp()) % 10_000
    for leg in guests():
        for step, event in enumerate(("participant-leave", "participant-join")):
            told = rooms.Told(
                conference_sid=sid("CF", leg.room.number),
                sequence=10_000 + 100 * turn + 2 * leg.id + step,
                name=leg.room.name,
                event=event,
                at=now,
                call_sid=leg.call_sid,
            )
            rooms.take_event(told, now)


def drain(house: House, now: datetime) -> None:
    rooms.drain(house.kit, now + timedelta(minutes=1))


def guests() -> list[Leg]:
    return [leg for number in PEOPLE if (leg := rooms.leg_of(sid("CA", number))) is not None]


def test_everything_at_once(house: House, cast: SimpleNamespace) -> None:
    house.come(1, cast.rosa, leads=True)
    for number in PEOPLE:
        house.come(number, mark=6)  # some of them in a further room
    house.control.there = tuple(sid("CA", number) for number in (1, *PEOPLE))
    parts = (leader, callers, callbacks, drain, drain)

    def work(number: int) -> None:
        for turn in range(ROUNDS):
            parts[number](house, house.at(1) + timedelta(seconds=turn))

    at_once(len(parts), work)
    rooms.mute_all(house.call, house.at(3))
    house.drain(3)
    assert all(leg.muted for leg in guests())
    left = RoomCommand.select().where((RoomCommand.state == "queued") & (RoomCommand.due_at <= house.at(3)))
    assert left.count() == 0
