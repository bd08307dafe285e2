"""What a leader records by phone: out once it is decided and here, once, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import sounds
from engine.channels import Kit, SoundError
from engine.models import Blob, Delivery, Recording, Sound
from engine.sounds import takes
from tests.engine.sounds.shelf import MP3, Taken


@pytest.fixture
def take(taken: Taken, cast: SimpleNamespace, community: None) -> Callable[..., Sound]:
    def make(number: int, **more: Any) -> Sound:
        return taken("take", number, member_id=cast.rosa.id, **more)

    return make


def test_a_take_is_published_once_it_is_decided_and_here(
    kit: Kit, take: Callable[..., Sound], now: datetime
) -> None:
    row = take(1)
    assert takes.decide(row, number=7, at=now, tag="", links=kit.links, now=now) is None
    assert Recording.select().count() == 0
    for _ in range(2):
        sounds.drain(kit, now)
    made = Recording.get()
    assert (made.number, made.source, made.published_at) == (7, "phone", now)
    assert made.title == "A message from Rosa, November 23"


def test_here_and_then_decided_twice_is_one(kit: Kit, take: Callable[..., Sound], now: datetime) -> None:
    row, later = take(1), now + timedelta(hours=4)
    sounds.drain(kit, now)
    assert Recording.select().count() == 0
    assert takes.decide(row, number=7, at=later, tag="leader", links=kit.links, now=now) is not None
    assert takes.decide(row, number=8, at=now, tag="", links=kit.links, now=now) is None
    made = Recording.get()
    assert (made.number, made.published_at) == (7, later)
    assert made.audience[0]["values"] == ["leader"]


def test_a_number_that_is_gone_meanwhile_is_another(
    kit: Kit, take: Callable[..., Sound], now: datetime
) -> None:
    for number in (1, 2):
        takes.decide(
            take(number, body=MP3 + bytes([number])), number=7, at=now, tag="", links=kit.links, now=now
        )
    sounds.drain(kit, now)
    assert sorted(row.number for row in Recording.select()) == [7, 8]


def test_recorded_again_the_first_one_is_gone(kit: Kit, take: Callable[..., Sound], now: datetime) -> None:
    row = take(1)
    sounds.drain(kit, now)
    before = Blob.select().count()
    takes.drop(row)
    assert (Sound.get().state, Blob.select().count()) == ("dropped", before - 1)


def test_a_take_that_nobody_decided_goes_with_the_next(
    kit: Kit, take: Callable[..., Sound], now: datetime
) -> None:
    left, decided, new = take(1), take(2), take(3)
    takes.decide(decided, number=7, at=now, tag="", links=kit.links, now=now)
    takes.drop_others(new)
    assert [row.state for row in Sound.select().order_by(Sound.id)] == ["dropped", "waiting", "waiting"]
    assert takes.take_of(left.public_id, left.member_id or 0) is None


def test_a_take_that_never_comes_is_told_to_who_made_it(
    kit: Kit, take: Callable[..., Sound], cast: SimpleNamespace, now: datetime
) -> None:
    takes.decide(
        take(1, body=SoundError("elsewhere", permanent=True)),
        number=7,
        at=now,
        tag="",
        links=kit.links,
        now=now,
    )
    sounds.drain(kit, now)
    told = Delivery.get()
    assert told.member_id == cast.rosa.id
    assert "Please record it again" in told.context["words"]


def test_taken_back_it_is_heard_no_more_and_its_number_stays(
    kit: Kit, take: Callable[..., Sound], now: datetime
) -> None:
    takes.decide(take(1), number=7, at=now, tag="", links=kit.links, now=now)
    sounds.drain(kit, now)
    assert takes.take_back(7, "rosa", now) is not None
    assert takes.take_back(7, "rosa", now) is None
    assert Recording.get().withdrawn_at == now
    assert takes.take_back(99, "rosa", now) is None


def test_who_made_it_gets_its_link_once_it_is_out(
    kit: Kit, take: Callable[..., Sound], cast: SimpleNamespace, now: datetime
) -> None:
    takes.decide(take(1), number=7, at=now, tag="", links=kit.links, now=now)
    for _ in range(2):
        sounds.drain(kit, now)
    told, made = Delivery.get(), Recording.get()
    assert (told.member_id, told.due_at) == (cast.rosa.id, now)
    link = kit.links.listen(made.public_id)
    assert told.context["words"] == f'"A message from Rosa, November 23" is out as recording 7: {link}'


def test_for_later_it_is_told_later_and_not_at_all_if_taken_back(
    kit: Kit, take: Callable[..., Sound], now: datetime
) -> None:
    row, later = take(1), now + timedelta(hours=4)
    sounds.drain(kit, now)
    takes.decide(row, number=7, at=later, tag="", links=kit.links, now=now)
    assert (Delivery.get().due_at, Delivery.get().state) == (later, "queued")
    takes.take_back(7, "rosa", now)
    assert Delivery.get().state == "cancelled"
