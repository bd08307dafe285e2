"""A call that nobody took is placed again: by its rule, never past its time, never after a stop."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import consent, outbox
from engine.channels import Kit
from engine.models import Address, Delivery
from engine.models.sending import (
    EXPIRED,
    REFUSED,
    SENT,
)
from engine.outbox import NewReceipt
from engine.outbox.calls import Again, said
from engine.times import Duration
from tests.engine.outbox.conftest import drain, fresh, report, say

TWICE = {"retry": Again(2, Duration(20, "minutes")).as_data()}


def missed(line: Kit, row: Delivery, now: datetime, status: str = "no-answer") -> list[Delivery]:
    drain(line, now)
    report(row, status, now)
    return list(Delivery.select().where(Delivery.cause == "c").order_by(Delivery.id))


def test_a_missed_call_is_rung_again_by_its_rule(line: Kit, cast: SimpleNamespace, now: datetime) -> None:
    row = say(cast.amy, now, by="phone", context=TWICE, body="Ring, ring.")
    for at, status in enumerate(("no-answer", "busy", "failed")):
        rows = missed(line, row, now + at * timedelta(minutes=20), status)
        assert len(rows) == min(at + 2, 3)
        row = rows[-1]
    first, second, third = rows
    assert [one.step_key for one in rows] == ["send:it", "send:it/again-1", "send:it/again-2"]
    assert [one.due_at - now for one in rows] == [at * timedelta(minutes=20) for at in range(3)]
    assert [said(one) for one in rows] == ["no answer", "busy", "failed"]
    assert second.body == third.body == first.body == "Ring, ring."


def test_the_same_status_twice_rings_once_more_and_not_twice(
    line: Kit, cast: SimpleNamespace, now: datetime
) -> None:
    row = say(cast.amy, now, by="phone", context=TWICE)
    missed(line, row, now)
    receipt = NewReceipt("twilio", "another:busy", "no-answer", fresh(row).attempt_token or "", "CA9")
    outbox.record_receipt(receipt, now)
    assert Delivery.select().count() == 2


@pytest.mark.parametrize("status", ["completed", "canceled"])
def test_who_was_reached_is_not_rung_again(
    line: Kit, cast: SimpleNamespace, now: datetime, status: str
) -> None:
    row = say(cast.amy, now, by="phone", context=TWICE)
    assert len(missed(line, row, now, status)) == 1


def test_nobody_is_rung_past_what_the_call_is_good_for(
    line: Kit, cast: SimpleNamespace, now: datetime
) -> None:
    row = say(cast.amy, now, by="phone", context=TWICE, expires_at=now + timedelta(minutes=15))
    assert len(missed(line, row, now)) == 1


def test_nobody_is_rung_again_after_a_stop(line: Kit, cast: SimpleNamespace, now: datetime) -> None:
    row = say(cast.amy, now, by="phone", context=TWICE)
    drain(line, now)
    address = Address.get(Address.value == "+13125550142")
    consent.stop(cast.amy, address, "phone", {}, now)
    outbox.cancel(member_id=cast.amy.id, why="They said stop.", now=now)
    rows = missed(line, row, now)
    drain(line, now + timedelta(minutes=20))
    assert [fresh(one).state for one in rows] == [SENT, REFUSED]
    assert fresh(rows[1]).reason_code == "stopped"


def test_another_try_takes_no_other_place_in_the_day(
    line: Kit, publish: Callable[..., None], cast: SimpleNamespace, now: datetime
) -> None:
    publish(community="at most: 1 a day\n")
    row = say(cast.amy, now, by="phone", context=TWICE)
    rows = missed(line, row, now)
    other = say(cast.amy, now, cause="other")
    drain(line, now + timedelta(minutes=20))
    assert (fresh(rows[1]).state, fresh(other).reason_code) == (SENT, "cap")


def test_another_try_expires_like_the_first(line: Kit, cast: SimpleNamespace, now: datetime) -> None:
    row = say(cast.amy, now, by="phone", context=TWICE, expires_at=now + timedelta(minutes=30))
    rows = missed(line, row, now)
    drain(line, now + timedelta(minutes=31))
    assert fresh(rows[1]).state == EXPIRED


def test_a_message_that_became_a_call_is_rung_again_unasked(
    line: Kit, cast: SimpleNamespace, now: datetime
) -> None:
    Address.update(kind="landline").where(Address.value == "+13125550142").execute()
    row = say(cast.amy, now, message="welcome", by="text or phone")
    rows = missed(line, row, now)
    assert [one.part for one in rows] == ["number", "number"]
    assert rows[1].due_at == now + timedelta(minutes=20)


@pytest.mark.parametrize("rule", [{"times": "many"}, {"times": 1, "after": "a while"}, {}, "2 times"])
def test_a_rule_that_is_none_rings_nobody_again(
    line: Kit, cast: SimpleNamespace, now: datetime, rule: Any
) -> None:
    row = say(cast.amy, now, by="phone", context={"retry": rule})
    assert len(missed(line, row, now)) == 1
