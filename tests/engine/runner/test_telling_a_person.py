"""A manager's own words to the person who is told: they may quote what the member answered, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from engine.models import Member
from tests.engine.runner.town import Town

TRY = """
start: by hand
steps:
  - ask: try
    within: 2 days
    answers:
      anything else:
        - tell: host
          with: for-you
      no answer:
        - tell: host
          with: for-you
"""
Make = Callable[..., Member]


def test_the_answer_stands_in_the_words_for_the_person(db: str, now: datetime, make_member: Make) -> None:
    amy = make_member("Amy Lee", phone="+13125550142")
    make_member("Rosa Diaz", phone="+13125550100", role="host")
    town = Town(now, files={"messages/for-you.txt": "{{ first_name }} tries: {{ answer }}."})
    town.publish(practice=TRY)
    town.enroll("practice", amy)
    town.settle()
    town.reply(amy, "I say that I sing")
    town.settle()
    assert "Amy tries: I say that I sing." in town.text.sent[-1].body


def test_who_said_nothing_is_told_of_all_the_same(db: str, now: datetime, make_member: Make) -> None:
    amy = make_member("Amy Lee", phone="+13125550142")
    make_member("Rosa Diaz", phone="+13125550100", role="host")
    town = Town(now, files={"messages/for-you.txt": "{{ first_name }} tries: {{ answer }}."})
    town.publish(practice=TRY)
    town.enroll("practice", amy)
    town.go(now.replace(day=now.day + 3))
    assert [sent.to for sent in town.text.sent][-1] == "+13125550100"
