"""A town with a newsletter, whose host says what is said, and what reaches whom."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from engine import inbound
from engine.models import Inbound, Member
from tests.engine.runner.town import Town

LETTER = """
title: Our week
start:
  letter:
    every: friday noon
    timezone: America/Chicago
    ask: 1 day before at 10am
    show: 3 hours before
steps:
  - at: at the start
    send: our-week
"""
WORDS = "This is our-week. {% if letter.words %}{{ letter.words }}{% endif %}{% for one in week.praises %} {{ one }}{% endfor %} {{ letter.link }}"
ROSA, AMY, BOB = "+13125550100", "+13125550142", "+13035550101"
MANAGER = "+13125550177"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


THURSDAY, SHOWN, NOON = utc("2026-11-26T16:00"), utc("2026-11-27T15:00"), utc("2026-11-27T18:00")


@pytest.fixture
def town(db: str, now: datetime, cast: SimpleNamespace) -> Town:
    return make(now, "confirm: never\n")  # that a yes is proven first has tests of its own


def make(now: datetime, more: str = "") -> Town:
    town = Town(now)
    town.community += more
    town.files["messages/our-week.txt"] = WORDS
    town.publish(our_letter=LETTER)
    return town


def says(town: Town, member: Member, words: str) -> str:
    row = town.writes(member, words)
    inbound.drain(town.kit, town.now)
    town.settle()
    return str(Inbound.get_by_id(row.id).understood_as)


def told(town: Town, to: str = ROSA) -> list[str]:
    return [one.body for one in town.text.sent if one.to == to and "is our-week" not in one.body]


def letters_to(town: Town, to: str) -> list[str]:
    return [one.body for one in town.text.sent if one.to == to and "is our-week" in one.body]
