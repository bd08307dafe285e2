"""Forgetting erases every word and address, and keeps nothing but a stop."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace

from engine import consent
from engine.community import members
from engine.community.details import Details
from engine.community.forgetting import forget
from engine.models import (
    TABLES,
    Address,
    Consent,
    Delivery,
    Fanout,
    Household,
    Inbound,
    Member,
    Praise,
    Receipt,
    Thread,
)
from engine.models.db import transaction

SECRET = "my mother is in hospital"
NUMBER = "+13125550142"


def everything() -> str:
    """All that stands in any table, as text."""
    return json.dumps([list(row) for table in TABLES for row in table.select().tuples()], default=str)


def spoken(cast: SimpleNamespace, now: datetime) -> None:
    """Amy wrote, was answered, and a person was told."""
    Inbound.create(
        provider="twilio", provider_id="SM1", channel="text", from_value=NUMBER, to_value="+13125550100",
        member=cast.amy, text=SECRET, raw={"Body": SECRET}, received_at=now, handled_at=now,
    )  # fmt: skip
    thread = Thread.create(
        member=cast.amy, owner=cast.rosa, code=1, about=SECRET, opened_at=now, last_at=now, quiet_after=now
    )
    for member, words in ((cast.amy, "Amy, we are so sorry"), (cast.rosa, f"Amy Lee says: {SECRET}")):
        Delivery.create(
            cause=f"thread:{member.id}", member=member, thread_id=thread.id, body=words, context={"words": words},
            created_at=now, due_at=now, state="sent", provider_id=f"SM{member.id}", sender="+13125550100",
        )  # fmt: skip
    Receipt.create(
        provider="twilio", provider_event="e1", provider_id=f"SM{cast.amy.id}", status="delivered",
        raw={"To": NUMBER}, at=now,
    )  # fmt: skip


def test_nothing_of_them_is_left_but_the_stop(cast: SimpleNamespace, now: datetime) -> None:
    spoken(cast, now)
    phone = Address.get(Address.value == NUMBER)
    with transaction():
        consent.stop(cast.amy, phone, "text", {"words": f"STOP {SECRET}", "from": NUMBER}, now)
    done = forget(cast.amy, now, by="test")
    assert (done.already, done.stops_kept, done.on_the_way) == (False, 2, 0)
    left = everything()
    for word in (SECRET, NUMBER, "amy@example.com", "Amy"):
        assert word not in left
    kept = Consent.select().where(Consent.address_key == phone.ledger_key)
    assert [(one.given, one.evidence) for one in kept] == [(False, {})]


def test_a_yes_is_not_kept(cast: SimpleNamespace, now: datetime) -> None:
    key = Address.get(Address.value == NUMBER).ledger_key
    assert forget(cast.amy, now, by="test").stops_kept == 0
    assert Consent.select().where(Consent.address_key == key).count() == 0


def test_doing_it_again_does_no_harm_and_finishes_what_was_on_the_way(
    cast: SimpleNamespace, now: datetime
) -> None:
    spoken(cast, now)
    Delivery.update(state="sending").where(Delivery.member == cast.rosa.id).execute()
    assert forget(cast.amy, now, by="test").on_the_way == 1
    assert SECRET in everything()
    Delivery.update(state="sent").execute()
    again = forget(Member.get_by_id(cast.amy.id), now, by="test")
    assert (again.already, again.on_the_way) == (True, 0)
    assert SECRET not in everything()


def test_who_comes_back_is_somebody_new(cast: SimpleNamespace, now: datetime) -> None:
    forget(cast.amy, now, by="test")
    with transaction():
        again = members.add(Details(phone=NUMBER, timezone="America/Chicago", language="en"), "text", now)
    assert again.id != cast.amy.id
    assert members.find(phone=NUMBER) == again


def test_a_household_keeps_its_number_until_the_last_is_gone(
    make_member: Callable[..., Member], now: datetime
) -> None:
    house = Household.create(name="the Lees")
    ann, bea = (make_member(name, household=house) for name in ("Ann", "Bea"))
    shared = Address.create(channel="phone", value=NUMBER, household=house, created_at=now)
    consent.grant(shared, "import", {}, now)
    forget(ann, now, by="test")
    assert consent.usable(bea) == [shared]
    forget(bea, now, by="test")
    assert Address.select().count() == 0


def test_praise_of_them_that_is_being_shared_goes_no_further(cast: SimpleNamespace, now: datetime) -> None:
    whole = {"kind": "send", "begins_at": now, "due_at": now, "state": "running"}
    for member in (cast.amy, cast.bob):
        given = Praise.create(
            member=member, cause=f"c{member.id}", words=f"Well done, {member.name}", created_at=now
        )
        Fanout.create(cause=f"praise:{given.id}", detail={"body": given.words}, **whole)
    forget(cast.amy, now, by="test")
    assert [(row.state, row.detail.get("body")) for row in Fanout.select().order_by(Fanout.id)] == [
        ("done", None),
        ("running", "Well done, Bob Stone"),
    ]
