"""`set` and `save as` of what every member has: their record changes, not a free field of that name."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from engine import audience, runner
from engine.language.conditions import Condition, Conditions
from engine.language.place import Place
from engine.models import Delivery, Inbound, Member
from engine.models.db import transaction
from engine.published import live
from tests.engine.language.samples import checked, steps
from tests.engine.runner.town import Town

HELLO = """
start: by hand
steps:
  - ask: who
    within: 1 day
    save as: name
  - ask: when
    within: 1 day
    save as: birthday
  - set: {language: es, shirt size: M}
  - send: thanks
"""


def say(town: Town, member: Member, words: str) -> bool:
    """Whether it was taken for the answer to a question of ours."""
    inbound = Inbound.create(
        provider="twilio", provider_id=words, channel="text", from_value="+13125550142", member=member,
        text=words, received_at=town.now, handled_at=town.now,
    )  # fmt: skip
    with transaction():
        taken = runner.reply(member, inbound, town.now)
    town.settle()
    return taken is not None


@pytest.mark.parametrize(("born", "kept"), [("May 14th", "05-14"), ("why do you ask me", "01-01")])
def test_what_a_member_says_of_themself_is_theirs(
    db: str, now: datetime, cast: SimpleNamespace, born: str, kept: str
) -> None:
    town = Town(
        now, community="name: T\nhours: any time\nlaw: none\nat most: 50 a day\nfields: [shirt size]\n"
    )
    town.files["messages/thanks.txt"] = "Thank you, {{ first_name }}!"
    town.publish(hello=HELLO)
    Member.update(name="", birthday="01-01").where(Member.id == cast.amy.id).execute()
    amy = Member.get_by_id(cast.amy.id)
    with transaction():
        runner.enroll("hello", amy, "hand", town.now)
    town.settle()
    assert say(town, amy, "I'm Amy Lee")
    assert say(town, amy, born) is (kept != "01-01"), "what is no birthday is no answer"
    town.go(timedelta(days=1))
    row = Member.get_by_id(amy.id)
    assert (row.name, row.birthday, row.language, row.fields) == ("Amy Lee", kept, "es", {"shirt size": "M"})
    assert Delivery.get(Delivery.message == "thanks").body.startswith("Thank you, Amy!")
    named = Conditions((Condition("field", Place("x", 1, 1), ("amy lee",), field="name"),))
    assert audience.holds(named, row, now=town.now, community=live().community)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("- set: {birthday: in spring}", "is no birthday: write it like 05-14"),
        ("- set: {timezone: America/Denver}", 'Every member has a "timezone" already'),
        ("- set: {stage: try}", "already means something else"),
    ],
)
def test_what_cannot_be_set_is_refused_with_its_reason(step: str, words: str) -> None:
    found = checked({"workflows/other.yaml": steps(step)})
    assert any(words in one.message for one in found.findings), found.findings


def test_what_every_member_has_is_no_field_to_list() -> None:
    found = checked({"workflows/community.yaml": "name: T\nfields: [name]\n"})
    assert any('Every member has a "name" already' in one.message for one in found.findings)
