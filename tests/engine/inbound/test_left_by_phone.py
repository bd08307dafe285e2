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


def leave(town: Any, number: str, **raw: str) -> str:
    understood: str = town._came(
        channel="phone", from_value=number, to_value="+13125550199", raw={**LEFT, **raw}
    )
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


PRACTICED = {"about": "practice", "role": "mentor", "listen": "https://x/s/1"}


def test_a_try_goes_to_a_mentor_and_their_words_come_back(
    town: Any, cast: SimpleNamespace, make_member: Any
) -> None:
    mia = make_member("Mia Guide", phone="+13125550131", role="mentor")
    assert leave(town, "+13125550142", **PRACTICED) == "person"
    (told,) = town.told(mia)
    assert told.startswith("Amy (#1): (tried by phone what they would say, 12 seconds: https://x/s/1)")
    assert "One thing that is good, one to try." in told
    assert town.told(cast.rosa) == []
    assert town.text(mia, "Lovely and short! Now leave out the price.") == "thread"
    assert town.told(cast.amy)[-1] == "Mia: Lovely and short! Now leave out the price."


def test_a_try_is_kept_from_the_conversation_they_are_in(
    town: Any, cast: SimpleNamespace, make_member: Any
) -> None:
    mia = make_member("Mia Guide", phone="+13125550131", role="mentor")
    town.text(cast.amy, "can somebody help me with my shoes")
    before = town.told(cast.rosa)
    leave(town, "+13125550142", **PRACTICED)
    assert town.told(cast.rosa) == before
    assert "tried by phone" in town.told(mia)[0]
    assert town.text(mia, "Well done!") == "thread"
    assert town.text(cast.rosa, "Which shoes?") == "thread"
    assert town.told(cast.amy)[-2:] == ["Mia: Well done!", "Rosa: Which shoes?"]


def test_without_a_mentor_the_host_hears_a_try(town: Any, cast: SimpleNamespace) -> None:
    leave(town, "+13125550142", **PRACTICED)
    assert "tried by phone" in town.told(cast.rosa)[0]
