"""Everything at the same moment: callers, callbacks, hands, muting, looks. Nobody waits in a circle."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from random import Random
from types import SimpleNamespace

from engine import rooms
from engine.models import Leg, Room
from engine.models.db import connection
from tests.engine.rooms.conftest import House, sid

CALLERS, ACTS, MARK = 9, 90, 4


def test_a_busy_call(house: House, cast: SimpleNamespace) -> None:
    for number in range(1, CALLERS + 1):
        house.come(number, cast.rosa if number == 1 else None, mark=MARK, leads=number == 1)
    names = {room.number: room.name for room in Room.select()}

    def act(turn: int) -> None:
        rng = Random(turn)
        number = rng.randrange(2, CALLERS + 1)
        with connection():
            leg = Leg.get(Leg.call_sid == sid("CA", number))
            place = leg.room.number
            match rng.randrange(6):
                case 0 | 1:
                    event = rng.choice(("participant-leave", "participant-join"))
                    told = rooms.Told(
                        conference_sid=sid("CF", place),
                        sequence=1000 + turn,
                        name=names[place],
                        event=event,
                        at=house.at(1),
                        call_sid=leg.call_sid,
                    )
                    rooms.take_event(told, house.at(2))
                case 2:
                    house.enter(number, minute=2, mark=MARK)
                case 3:
                    rooms.toggle_hand(leg, house.at(2))
                case 4:
                    rng.choice((rooms.mute_all, rooms.unmute_all))(house.call, house.at(2 + turn / 1000))
                case _:
                    rooms.drain(house.kit, house.at(2))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(act, range(ACTS)))  # whatever was raised is raised here
    assert Leg.select().where(Leg.role != "bridge").count() == CALLERS
