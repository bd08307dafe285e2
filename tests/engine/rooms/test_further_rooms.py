"""More than one room holds: further rooms, each bridged to the first, and everything goes to all of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

from engine import rooms
from engine.models import Leg, Room
from engine.models.db import connection
from tests.engine.rooms.conftest import OURS, House, sid

MARK = 3


def crowd(house: House, count: int) -> None:
    for number in range(1, count + 1):
        house.come(number, mark=MARK)


def bridged(house: House, room: Room, number: int, *, minute: float = 1) -> None:
    """The call of our own is placed, and both its ends come in."""
    house.drain(minute)
    room = Room.get_by_id(room.id)
    outer = rooms.enter_bridge(house.main, room.bridge_sid, OURS, house.at(minute))
    inner = rooms.enter_bridge(room, sid("CA", number), OURS, house.at(minute))
    assert (outer.muted, inner.muted) == (True, False)
    for leg in (outer, inner):
        told = rooms.Told(
            conference_sid=sid("CF", leg.room.number),
            sequence=900 + number,
            name=leg.room.name,
            event="participant-join",
            at=house.at(minute),
            call_sid=leg.call_sid,
        )
        rooms.take_event(told, house.at(minute))


def test_callers_beyond_the_mark_go_on(house: House) -> None:
    crowd(house, 7)
    filled = {room.number: Leg.select().where(Leg.room == room).count() for room in Room.select()}
    assert filled == {1: 3, 2: 3, 3: 1}
    assert [one.kind for one in house.commands("bridge")] == ["bridge", "bridge"]
    assert rooms.present(house.call) == 7
    assert rooms.leg_of(sid("CA", 7)).muted  # type: ignore[union-attr]  # there they listen


def test_the_leader_is_always_in_the_main_room(house: House, cast: SimpleNamespace) -> None:
    crowd(house, 5)
    assert house.enter(9, cast.rosa, mark=MARK, leads=True).room.number == 1
    moved = house.enter(5, cast.rosa, mark=MARK, leads=True)
    assert moved.room.number == 1


def test_who_comes_back_in_comes_back_to_the_same_room(house: House) -> None:
    crowd(house, 4)
    house.hear("participant-leave", 1, minute=1)
    again = house.enter(4, minute=2, mark=MARK)
    assert again.room.number == 2


def test_a_bridge_is_rung_up_with_its_digits(house: House) -> None:
    crowd(house, 4)
    room = Room.get(Room.number == 2)
    wish = next(one for one in house.drain(0) if one[0] == "bridge")
    url = f"https://kindling.example/twilio/voice/bridge?room={room.public_id}"
    assert wish == ("bridge", OURS, OURS, url, f"ww{room.bridge_token}#", "")
    assert Room.get_by_id(room.id).bridge_sid
    assert rooms.bridged_by(room.bridge_token) == room
    assert rooms.bridged_by("0" * 10) is None
    assert rooms.bridged_by("") is None


def test_bridges_are_nobody(house: House) -> None:
    crowd(house, 4)
    bridged(house, Room.get(Room.number == 2), 50)
    assert rooms.present(house.call) == 4


def test_a_bridge_that_breaks_is_mended(house: House) -> None:
    crowd(house, 4)
    bridged(house, Room.get(Room.number == 2), 50)
    assert len(house.commands("bridge")) == 1
    second = Room.get(Room.number == 2)
    lost = rooms.Told(
        conference_sid=sid("CF", 2),
        sequence=990,
        name=second.name,
        event="participant-leave",
        at=house.at(5),
        call_sid=sid("CA", 50),
    )
    rooms.take_event(lost, house.at(5))
    assert len(house.commands("bridge")) == 2
    rooms.take_event(lost, house.at(5))
    assert len(house.commands("bridge")) == 2


def test_a_bridge_that_never_stood_is_tried_again_and_not_for_ever(house: House) -> None:
    crowd(house, 4)
    house.control.there = tuple(sid("CA", number) for number in range(1, 5))
    for minute in range(1, 40):
        house.drain(minute)
    assert len(house.commands("bridge")) == 10


def test_muting_and_ending_reach_every_room(house: House, cast: SimpleNamespace) -> None:
    house.come(40, cast.rosa, leads=True)
    crowd(house, 5)
    bridged(house, Room.get(Room.number == 2), 50)
    assert rooms.mute_all(house.call, house.at(2)) == 5
    muted = {wish[1:] for wish in house.drain(2) if wish[0] == "mute"}
    second = Room.get(Room.number == 2)
    assert {sid_ for sid_, _ in muted} == {sid("CF", 1), sid("CF", 2)}
    assert (sid("CF", 1), second.bridge_sid) in muted
    rooms.announce(house.call, "recording_on", house.at(3))
    assert {wish[1] for wish in house.drain(3) if wish[0] == "announce"} == {sid("CF", 1), sid("CF", 2)}
    rooms.close(house.call, house.at(4))
    assert sorted(house.drain(4)) == [("end", sid("CF", 1)), ("end", sid("CF", 2))]


def test_a_hand_in_a_further_room_is_heard_over_its_bridge(house: House, cast: SimpleNamespace) -> None:
    house.come(40, cast.rosa, leads=True)
    crowd(house, 4)
    bridged(house, Room.get(Room.number == 2), 50)
    far = rooms.leg_of(sid("CA", 4))
    assert far is not None
    assert far.room.number == 2
    rooms.toggle_hand(far, house.at(2))
    rooms.call_on_next(house.call, house.at(3))
    asked = house.drain(3)
    bridge = Room.get(Room.number == 2).bridge_sid
    assert ("unmute", sid("CF", 2), sid("CA", 4)) in asked
    assert ("unmute", sid("CF", 1), bridge) in asked


def test_at_once_nobody_is_placed_beyond_the_mark(house: House) -> None:
    def ring(number: int) -> None:
        with connection():
            house.enter(number, mark=MARK)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(ring, range(1, 13)))
    filled = [Leg.select().where(Leg.room == room).count() for room in Room.select()]
    assert filled == [3, 3, 3, 3]
