"""Consent: the latest word wins, STOP ends everything, START brings back what STOP took."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from engine import consent
from engine.models import Address, Consent, Household, Member, database
from engine.models.people import ACTIVE, BOUNCED, EMAIL, PHONE, STOPPED

LATER = timedelta(hours=1)


def address_of(member: Member, channel: str) -> Address:
    found: Address = Address.get(Address.member == member.id, Address.channel == channel)
    return found


def given(address: Address) -> bool | None:
    return consent.state(address).given


@pytest.fixture
def home(make_member: Callable[..., Member], now: datetime) -> SimpleNamespace:
    """Ana and Ben share a landline and a mailbox; Ana has a phone of her own as well."""
    household = Household.create(name="The Millers")
    ana = make_member("Ana Miller", phone="+13125550110", household=household)
    ben = make_member("Ben Miller", household=household)
    shared = []
    for channel, value in ((PHONE, "+13125550111"), (EMAIL, "millers@example.com")):
        address = Address.create(
            channel=channel, value=value, household=household, created_at=now, kind="mobile"
        )
        consent.grant(address, how="form", evidence={}, now=now)
        shared.append(address)
    return SimpleNamespace(ana=ana, ben=ben, phone=shared[0], mail=shared[1])


def test_nothing_said_is_not_a_yes(make_member: Callable[..., Member]) -> None:
    amy = make_member("Amy", phone="+13125550142", agreed=False)
    assert given(address_of(amy, PHONE)) is None
    assert consent.usable(amy) == []


def test_the_latest_entry_wins_even_at_one_instant(cast: SimpleNamespace, now: datetime) -> None:
    phone = address_of(cast.amy, PHONE)
    consent.withdraw(phone, "manager", {}, now)
    assert given(phone) is False
    consent.grant(phone, "manager", {}, now)
    assert given(phone) is True


def test_stop_ends_every_channel_and_keeps_the_evidence(cast: SimpleNamespace, now: datetime) -> None:
    phone, mail = address_of(cast.amy, PHONE), address_of(cast.amy, EMAIL)
    assert consent.stop(cast.amy, phone, "text", {"text": "STOP"}, now) == [cast.amy]
    assert (given(phone), given(mail)) == (False, False)
    assert Address.get_by_id(mail.id).status == STOPPED
    assert consent.history(cast.amy)[-1].evidence["text"] == "STOP"
    assert given(address_of(cast.rosa, PHONE)) is True


@pytest.mark.parametrize("times", [1, 2])
def test_start_restores_what_stop_took(cast: SimpleNamespace, now: datetime, times: int) -> None:
    phone, mail = address_of(cast.amy, PHONE), address_of(cast.amy, EMAIL)
    for _ in range(times):
        consent.stop(cast.amy, phone, "text", {}, now)
    consent.restore(cast.amy, phone, "text", {"text": "START"}, now + LATER)
    assert (given(phone), given(mail)) == (True, True)
    assert {one.status for one in consent.usable(cast.amy)} == {ACTIVE}


def test_start_does_not_restore_what_was_left_by_its_own_link(cast: SimpleNamespace, now: datetime) -> None:
    phone, mail = address_of(cast.amy, PHONE), address_of(cast.amy, EMAIL)
    consent.unsubscribe(mail, "one-click", {}, now)
    assert (given(phone), given(mail)) == (True, False)
    consent.stop(cast.amy, phone, "text", {}, now)
    consent.restore(cast.amy, phone, "text", {}, now + LATER)
    assert (given(phone), given(mail)) == (True, False)


def test_start_gives_nothing_that_never_was_given(make_member: Callable[..., Member], now: datetime) -> None:
    amy = make_member("Amy", phone="+13125550142", email="amy@example.com", agreed=False)
    phone, mail = address_of(amy, PHONE), address_of(amy, EMAIL)
    consent.stop(amy, phone, "text", {}, now)
    consent.restore(amy, phone, "text", {}, now + LATER)
    assert given(phone) is True  # they texted START from it
    assert given(mail) is False


def test_stop_at_a_shared_address_covers_everybody_there(home: SimpleNamespace, now: datetime) -> None:
    assert consent.stop(home.ben, home.phone, "text", {}, now) == [home.ana, home.ben]
    assert consent.usable(home.ana) == []
    assert consent.usable(home.ben) == []
    consent.restore(home.ana, home.phone, "text", {}, now + LATER)
    assert len(consent.usable(home.ana)) == 3


def test_stop_at_an_own_phone_leaves_the_others_at_home_alone(home: SimpleNamespace, now: datetime) -> None:
    own = address_of(home.ana, PHONE)
    assert consent.stop(home.ana, own, "text", {}, now) == [home.ana]
    assert consent.usable(home.ana) == []
    assert consent.usable(home.ben) == [home.phone, home.mail]
    consent.restore(home.ana, own, "text", {}, now + LATER)
    assert len(consent.usable(home.ana)) == 3


def test_a_bounce_blocks_and_is_said_once(cast: SimpleNamespace, now: datetime) -> None:
    mail = address_of(cast.amy, EMAIL)
    consent.suppress(mail, "bounce", {}, now)
    consent.suppress(mail, "bounce", {}, now)
    assert consent.state(mail).blocked
    assert Address.get_by_id(mail.id).status == BOUNCED
    assert len([one for one in consent.history(cast.amy) if one.how == "bounce"]) == 1


def test_a_stop_survives_forgetting_and_coming_back(cast: SimpleNamespace, now: datetime) -> None:
    phone = address_of(cast.amy, PHONE)
    consent.stop(cast.amy, phone, "text", {}, now)
    phone.delete_instance()
    again = Address.create(channel=PHONE, value=phone.value, member=cast.bob, created_at=now)
    assert given(again) is False


def test_the_ledger_does_not_hold_the_number(cast: SimpleNamespace) -> None:
    entries = list(Consent.select())
    assert entries
    assert not any("3125550142" in entry.address_key for entry in entries)


def test_many_addresses_are_read_at_once(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    addresses = list(Address.select())
    statements: list[str] = []
    original = database.obj.execute_sql
    monkeypatch.setattr(
        database.obj,
        "execute_sql",
        lambda sql, *rest, **more: statements.append(sql) or original(sql, *rest, **more),
    )
    consent.standings(addresses)
    assert len(statements) == 1
