"""Whoever told us to stop gets no refusal week after week, and `why` says that they stopped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import consent, fanout
from engine.community.waiting import waits
from engine.models import Address, Delivery, Enrollment, Fanout, Household, Member
from engine.published import live
from tests.engine.runner.town import Town

CALL = """
start:
  call:
    every: tuesday 7pm
    timezone: America/Chicago
    lasts: 45 minutes
steps:
  - at: 1 day before
    ask: coming
    within: 8 hours
  - at: 15 minutes before
    send: soon
  - at: 1 hour after the end
    send: after
"""


@pytest.fixture
def town(now: datetime, cast: SimpleNamespace) -> Town:
    town = Town(now)
    town.publish(call=CALL)
    return town


def stop(member: Member, town: Town) -> None:
    consent.stop(member, member.addresses.get(), "text", {"words": "STOP"}, town.now)


def served(town: Town, cause: str, kind: str, step: str) -> None:
    revision = live().workflows["call"].revision_id
    Fanout.create(
        cause=cause, kind=kind, workflow="call", step_key=step, revision=revision, detail={},
        begins_at=town.now, due_at=town.now,
    )  # fmt: skip
    fanout.drain(town.now)


def test_no_row_is_made_for_them_and_why_says_it(town: Town, cast: SimpleNamespace) -> None:
    stop(cast.amy, town)
    served(town, "call:1", fanout.SEND, "send:soon")
    served(town, "call:1", fanout.STEP, "ask:coming")
    others = {cast.rosa.id, cast.bob.id, cast.carla.id, cast.tom.id}
    assert {row.member_id for row in Delivery.select().where(Delivery.step_key == "send:soon")} == others
    assert {row.member_id for row in Enrollment.select()} == others
    (why,) = [one for one in waits(cast.amy, town.now) if one.what == "everything"]
    assert (why.why, why.until, why.since) == (
        "they told us to stop, so no reminders are made for them", None, town.now
    )  # fmt: skip
    assert [one for one in waits(cast.bob, town.now) if one.what == "everything"] == []


def test_after_start_they_get_the_next_one(town: Town, cast: SimpleNamespace) -> None:
    stop(cast.amy, town)
    served(town, "call:1", fanout.SEND, "send:soon")
    town.now += timedelta(days=7)
    consent.restore(cast.amy, cast.amy.addresses.get(), "text", {}, town.now)
    served(town, "call:2", fanout.SEND, "send:soon")
    assert [row.cause for row in Delivery.select().where(Delivery.member == cast.amy.id)] == ["call:2"]
    assert not [one for one in waits(cast.amy, town.now) if one.what == "everything"]


def test_who_ended_email_alone_never_agreed_or_bounced_is_still_told_why_not(
    town: Town, cast: SimpleNamespace, make_member: Callable[..., Member]
) -> None:
    consent.unsubscribe(Address.get(Address.value == "amy@example.com"), "one-click", {}, town.now)
    consent.suppress(Address.get(Address.value == "tom@example.com"), "bounce", {}, town.now)
    never = make_member("Never Asked", phone="+13125550190", agreed=False)
    served(town, "call:1", fanout.SEND, "send:soon")
    there = {row.member_id for row in Delivery.select()}
    assert {cast.amy.id, cast.tom.id, never.id} <= there


def test_of_a_household_only_who_stopped(town: Town, make_member: Callable[..., Any]) -> None:
    home = Household.create(name="The Parks")
    ann, ben = (make_member(name, household=home) for name in ("Ann Park", "Ben Park"))
    shared = Address.create(
        channel="phone", value="+13125550191", household=home, created_at=town.now, kind="mobile"
    )
    consent.grant(shared, "import", {}, town.now)
    consent.withdraw(shared, "text", {}, town.now, scope=ann.public_id)
    served(town, "call:1", fanout.SEND, "send:soon")
    there = {row.member_id for row in Delivery.select()}
    assert ben.id in there
    assert ann.id not in there


def test_of_what_is_no_reminder_the_refusal_is_kept(town: Town, cast: SimpleNamespace) -> None:
    stop(cast.amy, town)
    served(town, "call:1", fanout.SEND, "send:after")
    assert cast.amy.id in {row.member_id for row in Delivery.select()}
    Delivery.delete().execute()
    Fanout.create(
        cause="broadcast:1", kind=fanout.SEND, detail={"message": "a"}, begins_at=town.now, due_at=town.now
    )
    fanout.drain(town.now)
    assert cast.amy.id in {row.member_id for row in Delivery.select()}
