"""The room opens by the clock and closes by it, whoever forgot to hang up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace

import pytest

from engine import occurrences, rooms
from engine.models import Occurrence, Room, RoomCommand
from engine.published import live
from engine.publishing import publish
from tests.engine.rooms.conftest import CALL, COMMUNITY, MINUTE, STEPS, House, sid


@pytest.mark.parametrize(
    ("minute", "open_"),
    [(-11, False), (-10, True), (0, True), (44, True), (59, True), (60, False)],
)
def test_the_call_that_is_rung_into(house: House, minute: float, open_: bool) -> None:
    on = rooms.open_call(house.at(minute))
    assert (on is not None and on.id == house.call.id) is open_


def test_doors_open_by_the_hours_alone(cast: SimpleNamespace, now: datetime) -> None:
    """A clock that stands still keeps nobody out: whoever comes first opens the room."""
    publish(
        {
            "workflows/community.yaml": COMMUNITY.encode(),
            "workflows/monday-call.yaml": (CALL + STEPS).encode(),
            "messages/thanks.txt": b"Thanks!",
        },
        now,
        "the test",
    )
    occurrences.plan(live(), now)
    call = Occurrence.select().order_by(Occurrence.starts_at).first()
    at = call.starts_at - 5 * MINUTE
    assert rooms.open_call(at) == call
    assert rooms.room_for is not None
    leg = rooms.enter(call, rooms.Caller(sid("CA", 1), "+13125550199", cast.amy), 240, at)
    assert leg.room.number == 1
    assert Occurrence.get_by_id(call.id).state == "open"
    assert rooms.open_due(at) == 0


def test_a_bridge_elsewhere_has_no_room(make_house: Callable[..., House]) -> None:
    house = make_house(number='"+13125550111"')
    assert Room.select().count() == 0
    assert rooms.open_call(house.at(1)) is None


def test_it_opens_once_and_warns_once(house: House) -> None:
    assert rooms.open_due(house.at(1)) == 0
    assert house.call.closes_at == house.at(60)
    assert [(one.due_at, one.detail["key"]) for one in house.commands("announce")] == [
        (house.at(55), "closing_soon")
    ]


def test_an_empty_room_closes_at_the_end(house: House) -> None:
    assert rooms.close_due(house.at(44)) == 0
    assert rooms.close_due(house.at(45)) == 1
    call = house.fresh()
    assert (call.state, call.ended_at, house.main.closed_at) == ("over", house.at(45), house.at(45))
    assert house.commands("end") == []  # nobody ever came: there is nothing to end
    assert house.drain(56) == []  # nor anybody to warn


def test_it_closes_when_the_last_has_left(house: House, cast: SimpleNamespace) -> None:
    house.come(1, cast.amy)
    assert rooms.close_due(house.at(50)) == 0
    house.hear("participant-leave", 1, minute=51)
    assert rooms.close_due(house.at(52)) == 1
    assert house.fresh().ended_at == house.at(51)


def test_after_its_grace_everybody_is_shown_out(house: House, cast: SimpleNamespace) -> None:
    house.come(1, cast.amy)
    assert house.drain(55)[0][0] == "announce"
    assert rooms.close_due(house.at(59)) == 0
    assert rooms.close_due(house.at(60)) == 1
    assert house.fresh().ended_at == house.at(60)
    assert house.drain(60) == [("end", sid("CF", 1))]
    assert rooms.close_due(house.at(61)) == 0


def test_a_call_that_is_called_off_while_its_doors_are_open(house: House, cast: SimpleNamespace) -> None:
    house.come(1, cast.amy, minute=-5)
    Occurrence.update(state="cancelled").where(Occurrence.id == house.call.id).execute()
    assert rooms.open_call(house.at(-4)) is None
    assert rooms.close_due(house.at(-4)) == 1
    assert house.drain(-4) == [("end", sid("CF", 1))]
    assert rooms.close_due(house.at(-3)) == 0
    assert house.fresh().state == "cancelled"


def test_a_call_that_is_over_lets_nobody_in(house: House, cast: SimpleNamespace) -> None:
    house.come(1, cast.rosa, leads=True)
    assert rooms.close(house.call, house.at(20))
    assert not rooms.close(house.call, house.at(20))
    assert rooms.open_call(house.at(21)) is None
    with pytest.raises(rooms.NotOpen):
        house.enter(2, cast.amy, minute=21)
    assert not rooms.stays_open(rooms.leg_of(sid("CA", 1)))  # type: ignore[arg-type]


def test_where_time_stops_next(house: House) -> None:
    assert rooms.next_due(house.at(1)) == house.at(55)
    RoomCommand.delete().execute()
    assert rooms.next_due(house.at(56)) == house.at(60)
    following = (
        Occurrence.select().where(Occurrence.id != house.call.id).order_by(Occurrence.starts_at).first()
    )
    assert rooms.next_due(house.at(60)) == following.starts_at - 10 * MINUTE
