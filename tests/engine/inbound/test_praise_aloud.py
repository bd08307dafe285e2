"""Praise that a host said on the phone: shown as it was understood, and one reply lets it go on."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from engine.models import Approval, Event, Member, Praise
from engine.understanding.praising import praised_aloud

ROSA = "+13125550100"


def says(town: Any, words: str) -> str:
    understood: str = town._came(
        channel="phone", from_value=ROSA, to_value="+13125550199", text=words, raw={"about": "praise"}
    )
    return understood


@pytest.mark.parametrize(
    ("spoken", "rest"),
    [
        ("Amy for her help", "Amy for her help"),
        ("I want to praise Amy for her help", "Amy for her help"),
        ("I'd like to thank Amy for her help", "Amy for her help"),
        ("Praise for Amy because she sang", "Amy because she sang"),
        ("Quiero felicitar a Amy por su ayuda", "Amy por su ayuda"),
        ("Elogio a Amy por su ayuda", "Amy por su ayuda"),
    ],
)
def test_whom_it_is_about_in_many_ways(spoken: str, rest: str) -> None:
    assert praised_aloud(spoken) == rest


def test_a_yes_lets_it_go_on_as_it_was_understood(town: Any, cast: SimpleNamespace) -> None:
    assert says(town, "Amy, for staying late to help me pack.") == "praise"
    assert town.told(cast.rosa)[-1].startswith(
        "We understood: Rosa praises Amy for staying late to help me pack."
    )
    assert town.told(cast.amy) == []
    assert town.text(cast.rosa, "yes") == "praise"
    assert "Rosa praises Amy for staying late" in town.told(cast.amy)[-1]
    assert town.text(cast.amy, "yes") == "consent"
    assert Praise.get().state == "approved"
    assert Event.select().where(Event.name == "gave-praise", Event.member == cast.rosa).exists()


def test_other_words_stand_instead_and_a_no_ends_it(town: Any, cast: SimpleNamespace) -> None:
    Member.update(praise_yes=True).where(Member.id == cast.amy.id).execute()
    says(town, "Amy for staying light")
    town.text(cast.rosa, "Amy stayed late to help me pack")
    assert (Praise.get().state, Praise.get().words) == ("approved", "Amy stayed late to help me pack")
    says(town, "Bob for his pie")
    assert town.text(cast.rosa, "no") == "praise"
    assert Praise.get(Praise.member == cast.bob).state == "declined"


def test_it_is_shown_to_the_host_who_said_it_before_what_else_waits(
    town: Any, cast: SimpleNamespace, make_member: Any
) -> None:
    second = make_member("Hugo Host", phone="+13125550150", role="host")
    town.text(cast.bob, "PRAISE Carla for her patience")
    town._came(
        channel="phone",
        from_value="+13125550150",
        to_value="+13125550199",
        text="Amy for her songs",
        raw={"about": "praise"},
    )
    assert "Rosa" not in town.told(second)[-1]
    assert town.told(second)[-1].startswith("We understood: Hugo praises Amy for her songs")
    says(town, "Amy for her pie")
    assert town.told(cast.rosa)[-1].startswith("We understood: Rosa praises Amy for her pie")
    town.text(cast.rosa, "yes")
    assert "Carla for her patience" in town.told(cast.rosa)[-1], "what had stepped back comes again"
    assert Approval.select().where(Approval.state == "asked", Approval.person == cast.rosa).count() == 1


@pytest.mark.parametrize("words", ["Zebulon for his songs", "Amy", "my shoes"])
def test_where_it_is_not_clear_who_is_meant_we_say_what_we_heard(
    town: Any, cast: SimpleNamespace, words: str
) -> None:
    assert says(town, words) == "praise"
    assert town.told(cast.rosa)[-1].startswith(f'We understood: "{words}" Whom do you mean')
    assert Praise.select().count() == 0


def test_claims_are_pointed_out_here_too(town: Any, cast: SimpleNamespace) -> None:
    says(town, "Amy for making $500 in a week")
    assert "speaks of earnings" in town.told(cast.rosa)[-1]
