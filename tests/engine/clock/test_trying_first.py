"""A new thing goes to those who like to try first; what they say decides whether the others get it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from engine.clock import begin_by_hand
from engine.models import Enrollment, Member
from engine.models.db import transaction
from engine.published import live
from tests.engine.runner.town import Town
from tests.test_tree import read

DAY = timedelta(days=1)


@pytest.mark.parametrize(("said", "got_it"), [("Not for me", 1), ("Loved it", 6)])
def test_a_no_of_the_first_stops_the_rest(
    now: datetime, make_member: Callable[..., Member], said: str, got_it: int
) -> None:
    first = make_member("Amy Lee", phone="+13125550142", tags=("first-follower",))
    host = make_member("Rosa Diaz", phone="+13125550100", role="host")
    for number in range(4):
        make_member(f"Later {number}", phone=f"+1312555016{number}")
    town = Town(now)
    town.publish(try_first=read("workflows/try-first.yaml"))
    with transaction():
        begin_by_hand(live().workflows["try-first"], town.now, by="test")
    town.go(DAY * 2 + timedelta(minutes=1))
    assert town.texts("+13125550142")[-2:] == ["try-first", "try-first-how"]
    assert Enrollment.select().count() == 1
    assert town.reply(first, said)
    town.go(DAY * 15)
    assert Enrollment.select().count() == got_it
    stopped = [one.body for one in town.text.sent if "was stopped" in one.body]
    assert len(stopped) == (got_it == 1)
    assert [body for body in town.texts() if body == "try-first-how"] == [
        "try-first-how"
    ]  # only who tries first
    assert host.id
