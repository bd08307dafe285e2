"""Conference callbacks in any order, twice, late or not at all: who is in comes out the same."""

from __future__ import annotations

import itertools
from datetime import timedelta
from types import SimpleNamespace

import pytest

from engine import rooms
from engine.models import Leg, RoomEvent
from tests.engine.rooms.conftest import House, sid

# (event, conference, sequence, minute) of somebody who came, went, came back in a new conference and stayed.
STORY = (
    ("participant-join", 1, 2, 1.0),
    ("participant-leave", 1, 5, 9.0),
    ("conference-end", 1, 6, 9.0),
    ("participant-join", 2, 2, 9.0),
)


def tell(house: House, event: str, conference: int, sequence: int, minute: float) -> bool:
    number = 1 if event.startswith("participant") else 0
    told = rooms.Told(
        conference_sid=sid("CF", conference),
        sequence=sequence,
        name=house.main.name,
        event=event,
        at=house.at(minute),
        call_sid=sid("CA", number) if number else "",
    )
    return rooms.take_event(told, house.at(20))


def test_any_order_ends_the_same(house: House, cast: SimpleNamespace) -> None:
    for order in itertools.permutations(STORY):
        RoomEvent.delete().execute()
        Leg.delete().execute()
        house.enter(1, cast.amy)
        tell(house, "conference-start", 1, 1, 0.5)
        for one in (*order, *order):
            tell(house, *one)
        leg = rooms.leg_of(sid("CA", 1))
        assert leg is not None
        assert (leg.joined_at, leg.left_at) == (house.at(9), None), order
        assert house.main.conference_sid == sid("CF", 2), order
        assert rooms.present(house.call) == 1


def test_a_second_copy_is_nothing_new(house: House, cast: SimpleNamespace) -> None:
    house.enter(1, cast.amy)
    assert tell(house, "participant-join", 1, 2, 1)
    assert not tell(house, "participant-join", 1, 2, 1)
    assert RoomEvent.select().count() == 1


def test_the_end_of_a_conference_takes_everybody_out(house: House, cast: SimpleNamespace) -> None:
    """Whoever's leaving was lost, too."""
    house.come(1, cast.amy)
    house.come(2, cast.bob)
    house.hear("conference-end", minute=30)
    assert rooms.present(house.call) == 0
    assert rooms.leg_of(sid("CA", 2)).left_at == house.at(30)  # type: ignore[union-attr]


def test_a_conference_that_is_none_of_ours(house: House) -> None:
    assert house.hear("participant-join", 1, name="somebody else's", conference_sid=sid("CF", 9))
    assert RoomEvent.get().room is None
    assert rooms.present(house.call) == 0


def test_somebody_nobody_let_in_is_written_down_only(house: House) -> None:
    assert house.hear("participant-join", 7)
    assert rooms.present(house.call) == 0


@pytest.mark.parametrize("lost", ["join", "leave"])
def test_a_look_puts_right_what_was_lost(house: House, cast: SimpleNamespace, lost: str) -> None:
    house.enter(1, cast.amy)
    house.come(2, cast.bob)
    if lost == "leave":
        house.hear("participant-join", 1)
    house.control.there = (sid("CA", 1), sid("CA", 2)) if lost == "join" else (sid("CA", 2),)
    house.drain(1.5)
    assert rooms.present(house.call) == (2 if lost == "join" else 1)


def test_a_late_word_does_not_undo_a_look(house: House, cast: SimpleNamespace) -> None:
    house.enter(1, cast.amy)
    house.control.there = ()
    house.hear("participant-join", 1)
    house.drain(2)  # they are gone, and their leaving was lost
    house.hear("participant-mute", 1, minute=3)
    tell(house, "participant-join", 1, 99, 0.1)
    assert rooms.present(house.call) == 0


def test_looks_go_on_while_somebody_is_in(house: House, cast: SimpleNamespace) -> None:
    house.come(1, cast.amy)
    house.control.there = (sid("CA", 1),)
    for minute in (2, 4, 6):
        house.drain(minute)
        assert any(one.state == "queued" for one in house.commands("look"))
    house.control.there = ()
    house.drain(8)
    house.drain(10)
    assert all(one.state != "queued" for one in house.commands("look"))


def test_the_leaders_line_drops(house: House, cast: SimpleNamespace) -> None:
    assert rooms.leader_left_at(house.call, house.at(0)) is None
    house.come(1, cast.rosa, leads=True)
    assert rooms.leader_present(house.call, house.at(5))
    house.hear("participant-leave", 1, minute=10)
    assert not rooms.leader_present(house.call, house.at(13))
    assert rooms.leader_left_at(house.call, house.at(13)) == house.at(10)
    house.come(2, cast.rosa, minute=14, leads=True)
    assert rooms.leader_left_at(house.call, house.at(15)) is None
    assert [leg.call_sid for leg in rooms.leaders(house.call, house.at(15))] == [sid("CA", 2)]


def test_on_the_way_in_counts_for_places_and_not_for_ever(house: House, cast: SimpleNamespace) -> None:
    house.enter(1, cast.rosa, leads=True)
    assert rooms.present(house.call) == 0
    assert rooms.leader_present(house.call, house.at(1))
    assert not rooms.leader_present(house.call, house.at(3))
    assert timedelta(minutes=2)  # what the words need to come
