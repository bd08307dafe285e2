"""A conversation that nobody has waits, is counted, and goes to the first person who gets the role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from engine import clock, praise, threads
from engine.models import Approval, Delivery, Inbound, Member, Thread
from engine.models.sending import PERSON
from tests.engine.runner.town import Town

Make = Callable[..., Member]


@pytest.fixture
def town(db: str, now: datetime) -> Town:
    town = Town(now)
    town.publish(note="start: by hand\nsteps:\n- send: a\n")
    return town


def wrote(member: Member, number: int, words: str, now: datetime) -> Inbound:
    return Inbound.create(
        provider="twilio", provider_id=f"SM{number}", channel="text", from_value="+13125550142",
        member=member, text=words, received_at=now, handled_at=now,
    )  # fmt: skip


def told(member: Member) -> list[str]:
    return [row.body for row in Delivery.select().where(Delivery.member == member).order_by(Delivery.id)]


def test_with_nobody_it_waits_and_a_new_host_gets_every_word(
    town: Town, make_member: Make, now: datetime
) -> None:
    amy = make_member("Amy Lee", phone="+13125550142")
    thread = threads.open_thread(amy, "sponsor", now, inbound=wrote(amy, 1, "I need help", now))
    threads.member_wrote(thread, wrote(amy, 2, "anybody there?", now), now)
    clock.tick(now, town.kit)
    assert (threads.unowned(now), Delivery.select().count()) == (1, 0)

    later = now + timedelta(days=2)
    rosa = make_member("Rosa Diaz", phone="+13125550100", role="host")
    clock.tick(later, town.kit)
    clock.tick(later, town.kit)
    assert threads.unowned(later) == 0
    first, second = told(rosa)
    assert first.startswith("Amy (#1): I need help")
    assert "DONE" in first
    assert second == "Amy (#1): anybody there?"
    assert {row.kind for row in Delivery.select()} == {PERSON}
    holding = threads.holding(amy.id, later)
    assert holding is not None
    assert holding.owner_id == rosa.id
    assert threads.owner_wrote(rosa, wrote(rosa, 3, "here I am!", later), later)
    assert told(amy) == ["Rosa: here I am!"]


def test_whoever_has_the_role_itself_goes_before_a_host(town: Town, make_member: Make, now: datetime) -> None:
    amy = make_member("Amy Lee", phone="+13125550142")
    threads.open_thread(amy, "leader", now, inbound=wrote(amy, 1, "hello", now))
    make_member("Rosa Diaz", phone="+13125550100", role="host")
    bob = make_member("Bob Stone", phone="+13035550101", role="leader")
    assert threads.find_owners(now) == 1
    assert Thread.get().owner_id == bob.id


def test_nobody_is_handed_themself(town: Town, make_member: Make, now: datetime) -> None:
    rosa = make_member("Rosa Diaz", phone="+13125550100", role="host")
    threads.open_thread(rosa, "host", now, inbound=wrote(rosa, 1, "is anybody there?", now))
    assert threads.find_owners(now) == 0
    assert threads.unowned(now) == 1


@pytest.mark.parametrize("said", [True, None, False])
def test_praise_waits_for_a_host_and_is_shown_once_there_is_one(
    town: Town, make_member: Make, now: datetime, said: Any
) -> None:
    amy = make_member("Amy Lee", phone="+13125550142", praise_yes=said)
    praise.offer(amy, "Amy made a first sale!", "", "cause", now)
    rosa = make_member("Rosa Diaz", phone="+13125550100", role="host")
    for _ in range(2):
        clock.tick(now, town.kit)
    shown = [body for body in told(rosa) if "Amy made a first sale!" in body]
    assert len(shown) == (1 if said is True else 0), "only what its member agreed to is shown"
    assert Approval.select().where(Approval.person == rosa.id).exists() is (said is True)
