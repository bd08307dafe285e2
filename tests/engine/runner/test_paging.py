"""What moving walks asks of the database: a bounded number of statements a page, however many are on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from engine import runner
from engine.models import Delivery, Enrollment, Member, Tag
from engine.models.db import transaction
from engine.models.running import ACTIVE, QUARANTINED
from engine.runner import draining
from tests.conftest import Statements
from tests.engine.runner.town import Town

DAY = timedelta(days=1)
DRIP = "start: by hand\nsteps:\n  - wait: 1 day\n  - send: a\n"
A_PAGE, A_REPLY = 7, 9


@pytest.fixture
def town(db: str, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(draining, "_page_seconds", lambda: 10.0)  # a busy machine makes pages shorter
    return Town(now)


def put_in(town: Town, make_member: Callable[..., Member], count: int) -> None:
    for number in range(count):
        town.enroll("drip", make_member(f"M{number}", phone=f"+1{200 + count}555{number:04}"))


def test_statements_do_not_grow_with_the_page(
    town: Town, make_member: Callable[..., Member], statements: Statements
) -> None:
    town.publish(drip=DRIP)
    counts = {}
    for size in (10, 45):
        put_in(town, make_member, size)
        town.now += DAY
        statements.clear()
        assert runner.drain_due(town.now).moved == size
        counts[size] = len(statements)
    assert counts[45] == counts[10] <= A_PAGE
    assert Delivery.select().count() == 55


def test_one_that_raises_costs_its_page_a_second_look_and_nobody_else_anything(
    town: Town, make_member: Callable[..., Member]
) -> None:
    town.publish(drip=DRIP)
    put_in(town, make_member, 12)
    broken = Enrollment.select().order_by(Enrollment.id)[4]
    state = {"phase": "timer", "since": 0, "at": "no such step"}
    Enrollment.update(state=state, raises=2).where(Enrollment.id == broken.id).execute()
    done = runner.drain_due(town.now + DAY)
    assert (done.moved, done.quarantined) == (12, 1)
    assert Delivery.select().count() == 11
    assert {row.id for row in Enrollment.select().where(Enrollment.status == QUARANTINED)} == {broken.id}


def test_walks_of_one_member_are_moved_one_after_the_other(town: Town, cast: SimpleNamespace) -> None:
    """The first puts on the tag that ends the second before it can say anything."""
    town.publish(
        one="start: by hand\nsteps:\n  - wait: 1 day\n  - tag: keen\n  - send: a\n",
        two="start: by hand\nstop when: {tagged: keen}\nsteps:\n  - wait: 1 day\n  - send: b\n",
    )
    for name in ("one", "two"):
        town.enroll(name, cast.amy)
    town.enroll("two", cast.bob)
    town.go(2 * DAY)
    assert town.texts("+13125550142") == ["a"]
    assert town.texts("+13035550101") == ["b"]
    assert [tag.name for tag in Tag.select().where(Tag.member == cast.amy)] == ["keen"]
    assert not Enrollment.select().where(Enrollment.status == ACTIVE).exists()


def test_a_reply_is_a_fixed_number_of_statements(
    town: Town, cast: SimpleNamespace, statements: Statements
) -> None:
    town.publish(
        drip="start: by hand\nsteps:\n  - ask: a\n    within: 2 days\n    answers:\n      yes:\n        - send: b\n"
    )
    town.enroll("drip", cast.amy)
    town.go(timedelta(hours=1))
    inbound = town.writes(cast.amy, "yes")
    statements.clear()
    with transaction():
        assert runner.reply(cast.amy, inbound, town.now) is not None
    assert len(statements) <= A_REPLY
