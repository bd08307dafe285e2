"""What is done in a room: rows first, done by a drain, tried again a few times, dropped when it is too late."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from engine import rooms
from engine.channels import Carriers, Kit, Outcome
from engine.community.forgetting import forget
from engine.models import Leg, RoomCommand
from engine.models.db import transaction
from tests.engine.rooms.conftest import OURS, House, sid

BUSY = Outcome("retry", "twilio", message="not now")
DOUBT = Outcome("settle", "twilio", message="cut off")
GONE = Outcome("configuration", "twilio", code=20404, message="not found")
WRONG = Outcome("permanent", "twilio", code=21220, message="no")


def full(house: House, cast: SimpleNamespace) -> None:
    house.come(1, cast.rosa, leads=True)
    house.come(2, cast.amy)
    house.come(3, cast.bob)
    house.come(4)


def test_muting_all_is_one_command_each_but_for_the_leader(house: House, cast: SimpleNamespace) -> None:
    full(house, cast)
    assert rooms.mute_all(house.call, house.at(1)) == 3
    asked = house.drain(1)
    mutes = [("mute", sid("CF", 1), sid("CA", number)) for number in (2, 3, 4)]
    assert sorted(wish for wish in asked if wish[0] == "mute") == mutes
    assert house.main.muted
    assert house.enter(5).muted  # who comes later is muted, too
    assert not house.enter(1, cast.rosa, leads=True).muted


def test_the_last_word_counts(house: House, cast: SimpleNamespace) -> None:
    """Muted and unmuted before anybody came to do it: only the second is done."""
    full(house, cast)
    rooms.mute_all(house.call, house.at(1))
    rooms.unmute_all(house.call, house.at(1.1))
    assert {wish[0] for wish in house.drain(1.2)} == {"announce", "unmute"}
    assert not house.enter(5).muted


def test_everybody_is_told_once_that_they_are_muted_or_may_speak(house: House, cast: SimpleNamespace) -> None:
    """Before the orders for each of them; in further rooms nobody may speak, so nobody is told so there."""
    full(house, cast)
    with transaction():
        further = rooms.room_for(house.call, 0, OURS, house.at(1))
    rooms.mute_all(house.call, house.at(1))
    rooms.unmute_all(house.call, house.at(2))
    told = [(one.room, one.detail["key"]) for one in house.commands("announce") if "values" in one.detail]
    told = [one for one in told if one[1].startswith("all_")]
    assert told == [(house.main, "all_muted"), (further, "all_muted"), (house.main, "all_may_speak")]
    assert house.commands("announce")[-2].id < house.commands("mute")[0].id


def test_members_start_muted_where_the_file_says_so(
    make_house: Callable[..., House], cast: SimpleNamespace
) -> None:
    house = make_house(muted="yes")
    assert house.enter(1, cast.amy).muted
    assert not house.enter(2, cast.rosa, leads=True).muted


def test_hands_are_called_on_in_their_order(house: House, cast: SimpleNamespace) -> None:
    full(house, cast)
    rooms.mute_all(house.call, house.at(1))
    house.drain(1)
    bob, amy = rooms.leg_of(sid("CA", 3)), rooms.leg_of(sid("CA", 2))
    assert bob is not None
    assert amy is not None
    assert rooms.toggle_hand(bob, house.at(2))
    assert rooms.toggle_hand(amy, house.at(2.1))
    assert rooms.hands_up(house.call) == 2
    told = [wish for wish in house.drain(2.2) if wish[0] == "announce"]
    assert [wish[3] for wish in told] == [sid("CA", 1)]  # the leader hears of the first hand alone
    called = rooms.call_on_next(house.call, house.at(4))
    assert called is not None
    assert called.call_sid == sid("CA", 3)
    asked = house.drain(4)
    assert ("unmute", sid("CF", 1), sid("CA", 3)) in asked
    assert not house.enter(3, cast.bob).muted  # and stays so when they come back in
    assert not rooms.toggle_hand(rooms.leg_of(sid("CA", 2)), house.at(5))  # type: ignore[arg-type]
    assert rooms.call_on_next(house.call, house.at(6)) is None


@pytest.mark.parametrize(
    ("answers", "state", "tries"),
    [
        ([], "done", 1),
        ([BUSY], "done", 2),
        ([DOUBT, BUSY], "done", 3),
        ([GONE], "done", 2),
        ([WRONG], "failed", 1),
        ([BUSY] * 9, "failed", 3),  # too late after two minutes
    ],
)
def test_what_does_not_work_is_tried_again(
    house: House, cast: SimpleNamespace, answers: list[Outcome], state: str, tries: int
) -> None:
    house.come(2, cast.amy)
    RoomCommand.delete().execute()
    rooms.mute_all(house.call, house.at(1))
    RoomCommand.delete().where(RoomCommand.kind == "announce").execute()  # the order alone
    house.control.answers = list(answers)
    for seconds in (0, 3, 9, 130):
        house.drain(1 + seconds / 60)
    command = house.commands("mute")[0]
    assert (command.state, command.tries) == (state, tries)


def test_whoever_was_killed_with_it_in_hand(house: House, cast: SimpleNamespace) -> None:
    """A command that was leased and never settled comes again."""
    house.come(2, cast.amy)
    rooms.mute_all(house.call, house.at(1))

    class Killed(BaseException):
        pass

    def die(*_: object) -> Outcome:
        raise Killed

    house.control.mute = die  # type: ignore[method-assign,assignment]
    with pytest.raises(Killed):
        rooms.drain(house.kit, house.at(1))
    del house.control.mute
    assert house.drain(1.1) == []
    assert house.drain(1.6) == [("mute", sid("CF", 1), sid("CA", 2))]


def test_a_sentence_that_is_late_is_not_said(house: House, cast: SimpleNamespace) -> None:
    house.come(1, cast.rosa, leads=True)
    rooms.announce(house.call, "recording_on", house.at(1))
    assert [wish for wish in house.drain(2) if wish[0] == "announce"] == []
    assert house.commands("announce")[-1].error == "too late"


def test_without_keys_everything_waits(house: House, cast: SimpleNamespace) -> None:
    house.come(2, cast.amy)
    rooms.mute_all(house.call, house.at(1))
    idle = Kit(house.kit.settings, Carriers(), house.kit.links)
    assert rooms.drain(idle, house.at(1)).handled == 0
    assert house.commands("mute")[0].state == "queued"


def test_a_big_room_is_muted_in_a_few_drains(house: House) -> None:
    for number in range(100):
        house.enter(number + 1)
    rooms.mute_all(house.call, house.at(1))
    drains = 0
    while rooms.drain(house.kit, house.at(1)).more:
        drains += 1
    assert drains == 6
    assert Leg.select().where(~Leg.muted).count() == 0
    assert len([wish for wish in house.control.asked if wish[0] == "mute"]) == 100


@pytest.mark.parametrize(
    ("record", "states", "wishes"),
    [
        ("no", ["no", "no"], []),
        ("on request", ["on", "", "on"], ["record", "stop recording", "record"]),
        ("yes", ["paused", "on"], ["pause", "resume"]),
    ],
)
def test_the_recording_key(
    make_house: Callable[..., House], cast: SimpleNamespace, record: str, states: list[str], wishes: list[str]
) -> None:
    house = make_house(record=record)
    leg = house.come(1, cast.rosa, leads=True)
    told = []
    for minute, state in enumerate(states, start=1):
        assert rooms.tape(house.call, leg, house.at(minute)) == state
        told += [wish[0] for wish in house.drain(minute) if wish[0] != "announce"]
    assert told == wishes


def test_a_leader_who_comes_back_is_recorded_again(
    make_house: Callable[..., House], cast: SimpleNamespace
) -> None:
    house = make_house(record="on request")
    rooms.tape(house.call, house.come(1, cast.rosa, leads=True), house.at(1))
    house.drain(1)
    back = house.come(2, cast.rosa, minute=3, leads=True)
    rooms.keep_taping(house.call, back, house.at(3))
    assert ("record", sid("CA", 2), "https://kindling.example/twilio/recording?kind=call") in house.drain(3)


def test_whoever_is_forgotten_leaves_no_number_and_no_words(house: House, cast: SimpleNamespace) -> None:
    leg = house.come(2, cast.amy)
    assert leg.address
    rooms.announce(house.call, "praise_list", house.at(1), words="Amy did it.")
    house.drain(1)
    forget(cast.amy, house.at(2), by="the test")
    assert Leg.get_by_id(leg.id).address == ""
    assert "Amy" not in str([one.detail for one in RoomCommand.select()])
