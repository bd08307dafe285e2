"""Messages left on the line reach a person, whoever left them; nobody is texted for having spoken."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from engine.models import Delivery, Member, Thread
from engine.models.people import STRANGER

LEFT = {
    "recording": "https://api.twilio.com/2010-04-01/Accounts/AC0/Recordings/RE0",
    "recording_sid": "RE" + "5" * 32,
    "seconds": "12",
    "about": "question",
}


def leave(town: Any, number: str) -> str:
    understood: str = town._came(channel="phone", from_value=number, to_value="+13125550199", raw=LEFT)
    return understood


def test_a_members_words_are_handed_to_the_host(town: Any, cast: SimpleNamespace) -> None:
    assert leave(town, "+13125550142") == "person"
    assert Thread.get().owner_id == cast.rosa.id
    assert town.told(cast.rosa)[-1].startswith("Amy (#1): (")
    assert town.told(cast.amy) == []


@pytest.mark.parametrize("number", ["+13125550777", "anonymous", "+266696687"])
def test_a_strangers_words_too_and_nobody_writes_back_by_itself(
    town: Any, cast: SimpleNamespace, number: str
) -> None:
    assert leave(town, number) == "stranger"
    stranger = Member.get(Member.how == STRANGER)
    assert Thread.get().member_id == stranger.id
    (told,) = town.told(cast.rosa)
    assert told.startswith("Somebody new")
    assert "mous" not in told
    assert Delivery.select().where(Delivery.member == stranger.id).count() == 0


def test_a_call_without_words_is_only_noted(town: Any, cast: SimpleNamespace) -> None:
    for number in ("+13125550142", "+13125550777"):
        assert town._came(channel="phone", from_value=number) == "call"
    assert Thread.select().count() == 0


def test_what_is_left_with_the_hosts_number_is_passed_on_to_nobody(town: Any, cast: SimpleNamespace) -> None:
    """Anybody can show that number; and a message for the host is no reply to whoever they talk with."""
    town.text(cast.amy, "can somebody help me with my shoes")
    before = town.told(cast.amy)
    leave(town, "+13125550100")
    assert town.told(cast.amy) == before
    assert town.text(cast.rosa, "Gladly!") == "thread"
    assert town.told(cast.amy)[-1] == "Rosa: Gladly!"


def test_a_question_for_the_product_people_reaches_them(
    town: Any, cast: SimpleNamespace, make_member: Any
) -> None:
    pat = make_member("Pat Shoe", phone="+13125550130", role="product")
    left = {**LEFT, "role": "product"}
    town._came(channel="phone", from_value="+13125550142", to_value="+13125550199", raw=left)
    assert town.told(pat)[-1].startswith("Amy (#1): (asked a question by phone")
    assert town.told(cast.rosa) == []
