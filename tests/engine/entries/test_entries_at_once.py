"""The same picture, and the last of a member's share, at the same moment: counted once, and each told another number."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from engine import entries
from engine.challenges import total
from engine.inbound import Received, drain, receive
from engine.models import Address, Entry, Event, Member, Occurrence
from tests.engine.entries.conftest import SOLD, Town, drawn
from tests.engine.outbox.test_races import at_once


def number_of(member: Member) -> str:
    return str(Address.get((Address.member == member) & (Address.channel == "phone")).value)


def test_one_picture_from_many_at_once_counts_once(
    town: Town, make_member: Callable[..., Member], cast: SimpleNamespace
) -> None:
    people = [make_member(f"Member {n}", phone=f"+1312555{n:04}") for n in range(4)]
    for member in people:
        town.text(member, "", drawn(1))
    at_once(4, lambda _: entries.drain(town.kit, town.now))
    assert sorted(row.state for row in Entry.select()) == ["counted", "same", "same", "same"]


def test_a_goal_is_reached_once_and_nobody_hears_the_same_number(
    town: Town, make_member: Callable[..., Member], cast: SimpleNamespace
) -> None:
    people = [make_member(f"Member {n}", phone=f"+1312555{n:04}") for n in range(4)]
    for at, member in enumerate(people):
        town.text(member, "", drawn(10 + at))
    at_once(4, lambda _: entries.drain(town.kit, town.now))
    said = sorted(town.told(member)[0].split("! ")[1][0] for member in people)
    assert said == ["1", "2", "3", "4"]
    at_once(3, lambda _: town.later())
    assert Event.select().where(Event.name == "challenge-reached").count() == 4


def test_one_members_share_is_kept_by_many_drains(
    make_town: Callable[..., Town], cast: SimpleNamespace
) -> None:
    town = make_town(**{"workflows/sales.yaml": SOLD})
    town.later(days=7, hours=20)
    for at in range(5):
        receive(
            Received(
                provider="twilio", provider_id=f"SM{at:032x}", channel="text", from_value=number_of(cast.amy),
                text="SOLD 2",
            ),
            town.now,
        )  # fmt: skip
    at_once(4, lambda _: drain(town.kit, town.now))
    while drain(town.kit, town.now).handled:
        pass
    assert sorted(row.state for row in Entry.select()) == ["counted", "counted", "over", "over", "over"]
    assert total(Occurrence.get(Occurrence.kind == "challenge", Occurrence.workflow == "sales").id) == 4
