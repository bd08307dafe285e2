"""PINs: six digits, never kept as they are, and no good to whoever tries them out."""

from __future__ import annotations

import hmac
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import pins
from engine.errors import SettingError
from engine.models import Delivery, Member, Occurrence, Pin, Revision
from engine.models.sending import CRISIS, SENT
from engine.outbox import NewDelivery, queue
from engine.settings import Settings

SETTINGS = Settings(secret_key="s" * 40)
CALLER = "+13125550142"


@pytest.fixture
def call(db: str, now: datetime) -> Occurrence:
    revision = Revision.create(workflow="call", sha256="1" * 64, at=now)
    return Occurrence.create(workflow="call", revision=revision, key="2026-11-24", starts_at=now)


def test_a_pin_is_six_digits_and_proves_its_member(cast: SimpleNamespace, now: datetime) -> None:
    rosas, bobs = (pins.new_pin(one, SETTINGS, now) for one in (cast.rosa, cast.bob))
    assert len(rosas) == 6
    assert rosas.isdigit()
    assert pins.proves(rosas, SETTINGS, now) == cast.rosa
    assert pins.proves(bobs, SETTINGS, now) == cast.bob
    assert pins.proves("", SETTINGS, now) is None
    assert pins.proves("１２３４５６", SETTINGS, now) is None


def test_the_digits_are_kept_nowhere_and_need_our_secret(cast: SimpleNamespace, now: datetime) -> None:
    digits = pins.new_pin(cast.rosa, SETTINGS, now)
    assert digits not in str(list(Pin.select().dicts()))
    assert pins.proves(digits, replace(SETTINGS, secret_key="x" * 40), now) is None


def test_without_a_secret_no_pin_is_made(cast: SimpleNamespace, now: datetime) -> None:
    with pytest.raises(SettingError, match="SECRET_KEY"):
        pins.new_pin(cast.rosa, Settings(), now)
    assert Pin.select().count() == 0


def test_every_living_pin_is_compared_in_constant_time(
    cast: SimpleNamespace, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    digits = [pins.new_pin(one, SETTINGS, now) for one in (cast.rosa, cast.bob, cast.amy)]
    compared: list[bool] = []
    real = hmac.compare_digest

    def counting(one: Any, other: Any) -> bool:
        compared.append(real(one, other))
        return compared[-1]

    monkeypatch.setattr(hmac, "compare_digest", counting)
    pins.proves(digits[0], SETTINGS, now)
    assert compared == [True, False, False]


def test_a_new_pin_takes_the_place_of_the_old(cast: SimpleNamespace, now: datetime) -> None:
    old = pins.new_pin(cast.rosa, SETTINGS, now)
    new = pins.new_pin(cast.rosa, SETTINGS, now)
    assert pins.proves(old, SETTINGS, now) is None
    assert pins.proves(new, SETTINGS, now) == cast.rosa


def test_a_pin_for_one_call_ends_with_it_and_leaves_their_own_alone(
    cast: SimpleNamespace, call: Occurrence, now: datetime
) -> None:
    own = pins.new_pin(cast.bob, SETTINGS, now)
    ends = now + timedelta(hours=1)
    for_the_call = pins.new_pin(cast.bob, SETTINGS, now, call, ends)
    assert pins.proves(for_the_call, SETTINGS, ends - timedelta(seconds=1)) == cast.bob
    assert pins.proves(for_the_call, SETTINGS, ends) is None
    assert pins.proves(own, SETTINGS, ends) == cast.bob


def test_two_members_never_have_the_same_digits(
    cast: SimpleNamespace, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter([7, 7, 8])
    monkeypatch.setattr("secrets.randbelow", lambda most: next(drawn))
    assert pins.new_pin(cast.rosa, SETTINGS, now) == "000007"
    assert pins.new_pin(cast.bob, SETTINGS, now) == "000008"


def test_whoever_is_forgotten_has_no_pin(cast: SimpleNamespace, now: datetime) -> None:
    digits = pins.new_pin(cast.rosa, SETTINGS, now)
    Member.update(forgotten_at=now).where(Member.id == cast.rosa.id).execute()
    assert pins.proves(digits, SETTINGS, now) is None


def test_three_wrong_ones_within_a_quarter_of_an_hour_lock_the_caller(db: str, now: datetime) -> None:
    minute = timedelta(minutes=1)
    assert pins.wrong(CALLER, now) is None
    assert pins.wrong(CALLER, now + 5 * minute) is None
    assert pins.locked(CALLER, now + 5 * minute) is None
    assert pins.wrong(CALLER, now + 10 * minute) == now + 15 * minute
    assert pins.locked(CALLER, now + 14 * minute) == now + 15 * minute
    assert pins.locked("+13125550199", now + 14 * minute) is None
    assert pins.locked(CALLER, now + 15 * minute) is None
    assert pins.wrong(CALLER, now + 16 * minute) == now + 20 * minute


def test_three_in_the_same_instant_count_as_three(db: str, now: datetime) -> None:
    assert [pins.wrong(CALLER, now) is None for _ in range(3)] == [True, True, False]


def test_thirty_wrong_ones_within_an_hour_lock_everybody(db: str, now: datetime) -> None:
    for number in range(29):
        assert pins.wrong(f"+1312555{number:04}", now + number * timedelta(minutes=1)) is None
    at = now + timedelta(minutes=30)
    assert pins.wrong("+13125559999", at) == now + timedelta(hours=1)
    assert pins.locked("+14155550100", at) == now + timedelta(hours=1)
    assert pins.locked("+14155550100", now + timedelta(hours=1)) is None


def test_a_hundred_wrong_ones_within_a_day_lock_everybody(db: str, now: datetime) -> None:
    """Twenty-five an hour never are the hour's thirty, and would be six hundred a day."""
    hour = timedelta(hours=1)
    for number in range(99):
        assert pins.wrong(f"+1312555{number:04}", now + number // 25 * hour) is None
    at = now + 4 * hour
    assert pins.wrong("+13125559999", at) == now + 24 * hour
    assert pins.locked("+14155550100", at) == pins.shut(at) == now + 24 * hour
    assert pins.shut(now + 24 * hour) is None


def test_a_call_with_a_pin_is_blanked_when_it_has_been_heard(cast: SimpleNamespace, now: datetime) -> None:
    """It is placed before it is answered, and says the PIN then; what is missed is rung again with it."""
    digits = pins.new_pin(cast.rosa, SETTINGS, now)
    words = f"Your PIN is {digits}."
    (row,) = queue(NewDelivery(pins.cause(cast.rosa, now), "pin", cast.rosa.id, CRISIS, body=words), now)
    placed = Delivery.update(body=words, state=SENT, channel="phone", sent_at=now)
    placed.where(Delivery.id == row.id).execute()
    assert pins.blank(now + timedelta(minutes=41)) == 0
    assert Delivery.get_by_id(row.id).body == words
    assert pins.blank(now + timedelta(hours=3)) == 1
    assert digits not in str(Delivery.get_by_id(row.id).__data__)


def test_a_text_with_a_pin_is_blanked_when_it_has_left(cast: SimpleNamespace, now: datetime) -> None:
    digits = pins.new_pin(cast.rosa, SETTINGS, now)
    words = f"Your PIN is {digits}. Ring +13125550199."
    cause = pins.cause(cast.rosa, now)
    (row,) = queue(NewDelivery(cause, "pin", cast.rosa.id, CRISIS, body=words), now)
    Delivery.update(body=words).where(Delivery.id == row.id).execute()
    assert pins.blank(now) == 0  # it may be looked for by its words, until it is known to have left
    Delivery.update(state=SENT).where(Delivery.id == row.id).execute()
    assert pins.blank(now) == 1
    kept = Delivery.get_by_id(row.id)
    assert kept.body == kept.context["words"] == "Your PIN is ******. Ring +13125550199."
    assert pins.blank(now) == 0
    Delivery.update(body=f"It is {' '.join(digits)}.").where(Delivery.id == row.id).execute()
    assert pins.blank(now) == 1  # as a voice said it
    assert Delivery.get_by_id(row.id).body == "It is ******."
    assert pins.proves(digits, SETTINGS, now) == cast.rosa
