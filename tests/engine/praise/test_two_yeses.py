"""Praise on its way: the member's yes once for all, a host's yes or own words, and to whom it then goes."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from engine import approvals, praise, runner
from engine.inbound.understanding import understand
from engine.models import Delivery, Fanout, Member, Praise
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


def says(member: Member, words: str, town: Town) -> str:
    """What a text of theirs is understood as."""
    inbound = town.writes(member, words)
    with transaction():
        understood = understand(inbound, town.kit, town.now)
    town.go(timedelta(minutes=1))
    return understood


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
    asked = approvals.open_ask(cast.rosa, town.now)
    assert asked is not None
    assert asked.approval.subject == row.id
    assert any(WORDS in body and "YES" in body for body in texts_to(town, "+13125550100"))
    assert says(cast.rosa, answer, town) == "praise"
    assert Praise.get_by_id(row.id).state == state
    got = texts_to(town, "+13035550101")
    assert len(got) == (1 if shared else 0)
    assert all(str(shared) in body for body in got)
    assert not [body for body in texts_to(town, "+13125550142") if "sale" in body], (
        "not to the one it praises"
    )


@pytest.mark.parametrize(
    ("words", "understood"),
    [
        ("when did she?", "nobody else"),
        ("hm", "nobody else"),
        ("is that so, really?", "nobody else"),
        ("No, I would rather not tell that to everybody", "praise"),
        ("yes but please say that she gave it away", "praise"),
    ],
)
def test_what_is_no_wording_of_praise_is_read_to_nobody(
    town: Town, cast: SimpleNamespace, words: str, understood: str
) -> None:
    Member.update(praise_yes=True).where(Member.id == cast.amy.id).execute()
    row = offered(town, Member.get_by_id(cast.amy.id))
    assert says(cast.rosa, words, town) == understood
    assert Praise.get_by_id(row.id).state == "offered"
    assert Fanout.select().where(Fanout.kind == "send").count() == 0
    asked_back = any("Just to be sure" in row.context.get("words", "") for row in Delivery.select())
    assert asked_back is (understood == "praise")
    assert says(cast.rosa, "Yes", town) == "praise", "the ask is still open"


@pytest.mark.parametrize(("answer", "state", "yes"), [("yes", "offered", True), ("no", "declined", False)])
def test_a_member_is_asked_once_for_all_that_waits(
    town: Town, cast: SimpleNamespace, answer: str, state: str, yes: bool
) -> None:
    offered(town, cast.amy)
    with transaction():
        praise.offer(cast.amy, "Amy helped Bob.", "", "another", town.now)
    town.settle()
    asked = Delivery.select().where(Delivery.member == cast.amy, Delivery.body.contains("May we share"))
    assert asked.count() == 1
    assert says(cast.amy, "what do you mean?", town) == "person"
    town.go(timedelta(days=1, hours=1))  # the conversation is over
    assert says(cast.amy, answer, town) == "consent"
    assert Member.get_by_id(cast.amy.id).praise_yes is yes
    assert {one.state for one in Praise.select()} == {state}
    with transaction():
        praise.offer(Member.get_by_id(cast.amy.id), "Amy sang.", "", "later", town.now)
    assert Praise.get(Praise.cause == "later").state == state
    assert asked.count() == 1
