"""Once praise is decided: the host who said yes hears what has become of it, and the member when it goes up."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine.models import Delivery, Member, Praise
from engine.models.sending import STARTED
from engine.wording.praise import _WORDS, says
from engine.wording.segments import count_segments

COMMUNITY = "name: The Tuesday Team\nhost: Rosa\ntimezone: America/Chicago\n"


def agreed(member: Member, **more: Any) -> None:
    Member.update(praise_yes=True, **more).where(Member.id == member.id).execute()


def up(member: Member) -> list[Delivery]:
    return list(Delivery.select().where((Delivery.member == member.id) & (Delivery.step_key == "up")))


def test_the_hosts_yes_is_answered_and_the_member_told_once(town: Any, cast: SimpleNamespace) -> None:
    agreed(cast.amy)
    town.text(cast.bob, "PRAISE Amy for helping me pack")
    town.text(cast.rosa, "yes")
    assert town.told(cast.rosa)[-1] == "Thank you! It's on the wall now. We let Amy know."
    (told,) = up(cast.amy)
    assert told.body.startswith("Good news of yours is on our wall now")
    assert (told.kind, told.enrollment_id) == (STARTED, None), "hours and limits hold it"
    assert told.expires_at == town.now + timedelta(days=2)
    town.later(minutes=5)
    town.text(cast.bob, "PRAISE Amy for her pie")
    town.text(cast.rosa, "yes")
    assert town.told(cast.rosa)[-1] == "Thank you! It's on the wall now."
    assert len(up(cast.amy)) == 1, "once a day, however much goes up"
    town.later(days=1)
    Delivery.update(state="sent", sent_at=town.now).where(Delivery.step_key == "up").execute()  # it was held
    town.later(hours=20)
    town.text(cast.bob, "PRAISE Amy for her patience")
    town.text(cast.rosa, "yes")
    assert len(up(cast.amy)) == 1, "nor twice on one day, after one that was held"
    town.later(hours=5)
    town.text(cast.bob, "PRAISE Amy for her songs")
    town.text(cast.rosa, "Amy sang for all of us")
    assert len(up(cast.amy)) == 2


def test_where_the_members_yes_comes_last_its_answer_says_so(town: Any, cast: SimpleNamespace) -> None:
    town.text(cast.bob, "PRAISE Amy for helping me pack")
    town.text(cast.rosa, "yes")
    assert town.told(cast.rosa)[-1] == "Thank you! Now we ask Amy, and with a yes it goes up."
    town.text(cast.amy, "yes")
    assert (
        town.told(cast.amy)[-1] == "Thank you! It's on our wall now, for all to enjoy. Text WALL to see it."
    )
    assert up(cast.amy) == []


def test_a_yes_that_is_not_the_last_is_thanked_for_as_ever(town: Any, cast: SimpleNamespace) -> None:
    raw = {"recording": "https://api.twilio.com/r", "listen": "https://x", "about": "win", "seconds": "40"}
    town._came(channel="phone", from_value="+13125550142", to_value="+13125550199", raw=raw)
    town.text(cast.amy, "yes")
    assert town.told(cast.amy)[-1] == "Thank you! We'll pass it on."
    town.later(days=1, minutes=1)
    town.text(cast.rosa, "Amy told her whole street")
    assert town.told(cast.rosa)[-1] == "Thank you! It's on the wall now. We let Amy know."
    assert len(up(cast.amy)) == 1


def test_it_is_said_in_the_language_of_each(town: Any, cast: SimpleNamespace) -> None:
    agreed(cast.amy, language="es")
    town.text(cast.bob, "PRAISE Amy for helping me pack")
    town.text(cast.rosa, "yes")
    assert up(cast.amy)[0].body.startswith("¡Una buena noticia tuya")
    assert "We let Amy know" in town.told(cast.rosa)[-1]


def test_without_a_wall_nobody_is_sent_to_one(make_town: Any, cast: SimpleNamespace) -> None:
    town = make_town(**{"workflows/community.yaml": f"{COMMUNITY}wall: none\n"})
    agreed(cast.amy)
    town.text(cast.bob, "PRAISE Amy for helping me pack")
    town.text(cast.rosa, "yes")
    assert town.told(cast.rosa)[-1] == "Thank you! It's shared now. We let Amy know."
    assert up(cast.amy)[0].body == "Good news of yours is shared with the others now. They are glad with you!"


def test_whoever_has_come_to_grief_meanwhile_is_told_nothing(town: Any, cast: SimpleNamespace) -> None:
    agreed(cast.amy)
    town.text(cast.bob, "PRAISE Amy for helping me pack")
    agreed(cast.amy, resting_until=town.now + timedelta(days=9))
    town.text(cast.rosa, "yes")
    assert town.told(cast.rosa)[-1].startswith("Thank you! It isn't the moment for Amy")
    assert up(cast.amy) == []
    assert Praise.get().state == "declined"


def test_a_hosts_own_words_are_answered_by_what_becomes_of_them(town: Any, cast: SimpleNamespace) -> None:
    town.text(cast.rosa, "PRAISE Amy for helping Bob")
    assert town.text(cast.rosa, town.word(cast.rosa)) == "praise"
    assert town.told(cast.rosa)[-1] == "Thank you! Now we ask Amy, and with a yes it goes up."
    town.text(cast.amy, "yes")
    town.text(cast.rosa, "PRAISE Amy for her songs")
    assert town.told(cast.rosa)[-1] == "Thank you! It's on the wall now. We let Amy know."


def test_what_is_taken_down_before_it_left_is_not_told(town: Any, cast: SimpleNamespace) -> None:
    agreed(cast.amy)
    town.text(cast.bob, "PRAISE Amy for helping me pack")
    town.text(cast.rosa, "yes")
    town.text(cast.amy, "unshare")
    assert up(cast.amy)[0].state == "cancelled"


@pytest.mark.parametrize("language", sorted(_WORDS))
@pytest.mark.parametrize("key", sorted(_WORDS["en"]))
def test_each_is_one_plain_text(key: str, language: str) -> None:
    found = count_segments(says(key, language, name="Maximiliana"))
    assert (found.count, found.encoding) == (1, "GSM-7")
