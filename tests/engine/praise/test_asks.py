"""Praise on its way: the member's yes once for all, a host's yes or own words, and to whom it then goes."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import pytest

from engine import praise, runner
from engine.models import Delivery, Fanout, Inbound, Member, Praise
from engine.models.db import transaction
from tests.engine.runner.town import Town

SALE = "start: by hand\nsteps:\n- praise: made-a-sale\n  to: everyone\n"
WORDS = "Amy made a first sale!"


@pytest.fixture
def town(db: str, now: datetime) -> Town:
    town = Town(now)
    town.files["messages/made-a-sale.txt"] = "{{ first_name }} made a first sale!"
    town.publish(sale=SALE)
    return town


def said(member: Member, words: str, town: Town) -> Inbound:
    return Inbound.create(
        provider="twilio", provider_id=f"{member.id}:{words}", channel="text", from_value="+1", member=member,
        text=words, received_at=town.now, handled_at=town.now,
    )  # fmt: skip


def offered(town: Town, member: Member) -> Praise:
    with transaction():
        runner.enroll("sale", member, "hand", town.now)
    town.settle()
    found: Praise = Praise.get(Praise.member == member)
    return found


def texts_to(town: Town, number: str) -> list[str]:
    return [one.body for one in town.text.sent if one.to == number]


@pytest.mark.parametrize(
    ("answer", "state", "shared"),
    [
        ("yes", "approved", WORDS),
        ("no", "declined", None),
        ("Our Amy has sold her first one", "approved", "Our Amy"),
    ],
)
def test_a_host_shares_it_declines_it_or_says_it_in_other_words(
    town: Town, cast: SimpleNamespace, answer: str, state: str, shared: str | None
) -> None:
    Member.update(praise_yes=True).where(Member.id == cast.amy.id).execute()
    row = offered(town, Member.get_by_id(cast.amy.id))
    assert praise.ask_of(cast.rosa) == row
    assert any(WORDS in body and "YES" in body for body in texts_to(town, "+13125550100"))
    with transaction():
        assert praise.host_said(Praise.get_by_id(row.id), said(cast.rosa, answer, town), town.now)
    town.settle()
    assert Praise.get_by_id(row.id).state == state
    got = texts_to(town, "+13035550101")
    assert len(got) == (1 if shared else 0)
    assert all(str(shared) in body for body in got)
    assert not [body for body in texts_to(town, "+13125550142") if "sale" in body], (
        "not to the one it praises"
    )


@pytest.mark.parametrize("words", ["when did she?", "hm", "is that so, really?"])
def test_a_hosts_question_is_no_wording(town: Town, cast: SimpleNamespace, words: str) -> None:
    Member.update(praise_yes=True).where(Member.id == cast.amy.id).execute()
    row = offered(town, Member.get_by_id(cast.amy.id))
    assert not praise.host_said(Praise.get_by_id(row.id), said(cast.rosa, words, town), town.now)
    assert (Praise.get_by_id(row.id).state, Fanout.select().where(Fanout.kind == "send").count()) == (
        "offered",
        0,
    )


@pytest.mark.parametrize(("answer", "state", "yes"), [("yes", "offered", True), ("no", "declined", False)])
def test_a_member_is_asked_once_for_all_that_waits(
    town: Town, cast: SimpleNamespace, answer: str, state: str, yes: bool
) -> None:
    row = offered(town, cast.amy)
    praise.offer(cast.amy, "Amy helped Bob.", "", "another", town.now)
    asked = Delivery.select().where(Delivery.member == cast.amy, Delivery.step_key == "member")
    assert asked.count() == 1
    assert not praise.member_said(row, said(cast.amy, "what do you mean?", town), town.now)
    assert praise.member_said(row, said(cast.amy, answer, town), town.now)
    assert Member.get_by_id(cast.amy.id).praise_yes is yes
    assert {one.state for one in Praise.select()} == {state}
    praise.offer(Member.get_by_id(cast.amy.id), "Amy sang.", "", "later", town.now)
    assert Praise.get(Praise.cause == "later").state == state
    assert asked.count() == 1
