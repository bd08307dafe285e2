"""Once praise is decided: the host hears what has become of it, the member and whoever praised them when it goes up."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import runner
from engine.models import Delivery, Member, Praise
from engine.models.db import transaction
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


def test_a_yes_that_is_not_the_last_is_thanked_for_and_promised_nothing(
    town: Any, cast: SimpleNamespace
) -> None:
    raw = {"recording": "https://api.twilio.com/r", "listen": "https://x", "about": "win", "seconds": "40"}
    town._came(channel="phone", from_value="+13125550142", to_value="+13125550199", raw=raw)
    town.text(cast.amy, "yes")
    assert town.told(cast.amy)[-1] == "Thank you! A host looks at it next and picks what we share."
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


def given(member: Member) -> list[Delivery]:
    return list(Delivery.select().where((Delivery.member == member.id) & (Delivery.step_key == "given")))


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Your praise for Amy is on our wall now. How kind of you! Text WALL to see it."),
        ("es", "¡Tu elogio para Amy ya se ve en nuestro muro! Qué bonito detalle. Escribe MURO para verlo."),
    ],
)
def test_whoever_praised_them_is_thanked_and_told_when_it_is_up(
    town: Any, cast: SimpleNamespace, language: str, line: str
) -> None:
    Member.update(language=language).where(Member.id == cast.bob.id).execute()
    town.text(cast.bob, "PRAISE Amy for helping me pack")
    assert len(town.told(cast.bob)) == 1, "the thanks for it"
    town.text(cast.rosa, "yes")
    assert given(cast.bob) == [], "Amy is asked first"
    town.text(cast.amy, "yes")
    (told,) = given(cast.bob)
    assert told.body == line
    assert (told.kind, told.about_id) == (STARTED, cast.amy.id), "hours and limits hold it"
    assert told.expires_at == town.now + timedelta(days=2)


@pytest.mark.parametrize("who", ["amy", "rosa"])
def test_of_a_no_whoever_praised_them_never_hears(town: Any, cast: SimpleNamespace, who: str) -> None:
    town.text(cast.bob, "PRAISE Amy for helping me pack")
    before = town.told(cast.bob)
    if who == "amy":
        town.text(cast.rosa, "yes")
    town.text(getattr(cast, who), "no")
    assert Praise.get().state == "declined"
    assert town.told(cast.bob) == before


def test_somebody_whom_the_member_complains_about_hears_nothing_of_theirs(
    town: Any, cast: SimpleNamespace
) -> None:
    Member.update(role="leader").where(Member.id == cast.bob.id).execute()
    town.text(cast.bob, "PRAISE Amy for helping me pack")
    town.text(cast.rosa, "yes")
    assert town.text(cast.amy, "COMPLAINT Bob shouted at me") == "complaint"
    assert town.text(cast.amy, "yes") == "consent"
    assert Praise.get().state == "approved"
    assert given(cast.bob) == []


def test_a_host_who_praised_is_told_once(town: Any, cast: SimpleNamespace) -> None:
    town.text(cast.rosa, "PRAISE Amy for helping Bob")
    town.text(cast.rosa, town.word(cast.rosa))
    town.text(cast.amy, "yes")
    assert town.told(cast.rosa)[-1].startswith("Your praise for Amy is on our wall now.")
    town.text(cast.rosa, "PRAISE Amy for her songs")
    assert town.told(cast.rosa)[-1] == "Thank you! It's on the wall now. We let Amy know."
    assert len(given(cast.rosa)) == 1, "the answer to their own words says it"


def test_without_a_wall_they_hear_that_it_is_shared(make_town: Any, cast: SimpleNamespace) -> None:
    town = make_town(**{"workflows/community.yaml": f"{COMMUNITY}wall: none\n"})
    town.text(cast.bob, "PRAISE Amy for helping me pack")
    town.text(cast.rosa, "yes")
    town.text(cast.amy, "yes")
    assert town.told(cast.amy)[-1] == "Thank you! We'll pass it on."
    assert given(cast.bob)[0].body == ("Your praise for Amy is shared with the others now. How kind of you!")


def test_what_was_taken_down_before_they_heard_is_not_told(town: Any, cast: SimpleNamespace) -> None:
    town.text(cast.bob, "PRAISE Amy for helping me pack")
    town.text(cast.rosa, "yes")
    town.text(cast.amy, "yes")
    town.text(cast.amy, "unshare")
    assert given(cast.bob)[0].state == "cancelled"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "All right, it goes no further. Thank you!"),
        ("es", "De acuerdo, se queda entre nosotros. ¡Gracias!"),
    ],
)
def test_a_hosts_no_is_answered_and_hurts_nobody(
    town: Any, cast: SimpleNamespace, language: str, line: str
) -> None:
    Member.update(language=language).where(Member.id == cast.rosa.id).execute()
    town.text(cast.bob, "PRAISE Amy for helping me pack")
    town.text(cast.carla, "PRAISE Amy for her pie")
    assert town.text(cast.rosa, "no") == "praise"
    *_, said, following = town.told(cast.rosa)
    assert said == line
    assert "her pie" in following, "the next is put after it"
    assert town.told(cast.amy) == []


def test_a_member_whose_yes_came_first_hears_nothing_of_a_hosts_no(town: Any, cast: SimpleNamespace) -> None:
    with transaction():
        runner.report(cast.amy, "first-sale", "sale-1", town.now)
    town.text(cast.amy, "yes")
    before = town.told(cast.amy)
    assert before[-1] == "Thank you! A host looks at it next and picks what we share."
    assert town.text(cast.rosa, "no") == "praise"
    assert town.told(cast.rosa)[-1] == "All right, it goes no further. Thank you!"
    assert town.told(cast.amy) == before


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


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "All right, it stays between us."), ("es", "De acuerdo, queda entre nosotros.")],
)
def test_a_members_no_is_answered(town: Any, cast: SimpleNamespace, language: str, line: str) -> None:
    Member.update(language=language).where(Member.id == cast.amy.id).execute()
    town.text(cast.bob, "PRAISE Amy for helping me pack")
    town.text(cast.rosa, "yes")
    assert town.text(cast.amy, "no") == "consent"
    assert town.told(cast.amy)[-1] == line
