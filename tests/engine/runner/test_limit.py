"""``at most``: what counts as one, and what follows a member's own words and never counts."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

from engine.models import Delivery
from tests.engine.runner.town import Town

ONE_A_DAY = "name: The Tuesday Team\nhost: Rosa\ntimezone: America/Chicago\nhours: any time\nlaw: none\nat most: {} a day\n"
QUESTION = """
start: by hand
steps:
  - ask: how
    within: 2 days
    answers:
      yes:
        - send: glad
        - send: more
  - send: and-this
  - wait: 1 hour
  - send: later
"""


def held(now: datetime) -> list[tuple[str, str]]:
    return [(row.message, row.reason_code) for row in Delivery.select().where(Delivery.state == "held")]


def test_answers_up_to_the_next_wait_are_neither_held_nor_counted(
    db: str, now: datetime, cast: SimpleNamespace
) -> None:
    town = Town(now, community=ONE_A_DAY.format(1))
    town.publish(question=QUESTION)
    town.enroll("question", cast.amy)
    town.settle()
    town.reply(cast.amy, "yes")
    town.go(timedelta(minutes=5))
    assert town.texts() == ["how", "glad", "more", "and-this"]
    assert {row.message: bool(row.cap_day) for row in Delivery.select()} == {
        "how": True,
        "glad": False,
        "more": False,
        "and-this": False,
    }
    town.go(timedelta(hours=2))
    assert held(town.now) == [("later", "cap")]
    town.go(timedelta(days=1))
    assert town.texts()[-1] == "later"


def test_by_both_takes_one_place(db: str, now: datetime, cast: SimpleNamespace) -> None:
    town = Town(now, community=ONE_A_DAY.format(2))
    town.publish(
        first="start: by hand\nsteps:\n  - send: a\n    by: both\n",
        second="start: by hand\nsteps:\n  - send: b\n",
    )
    town.enroll("first", cast.amy)
    town.settle()
    assert (len(town.text.sent), len(town.email.sent)) == (1, 1)
    town.enroll("second", cast.amy)
    town.settle()
    assert town.texts() == ["a", "b"]
    third = town.enroll("second", cast.amy, "again")
    town.settle()
    assert third is not None
    assert held(town.now) == [("b", "cap")]
