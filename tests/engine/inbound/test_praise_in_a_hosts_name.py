"""A host's typed PRAISE counts as their yes: from a number that anybody can write there, a word has to come back first."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from engine.models import Event, Member, Praise


def test_praise_in_a_hosts_name_asks_nobody_anything_before_a_word_is_back(
    town: Any, cast: SimpleNamespace, make_member: Callable[..., Member]
) -> None:
    """The ask that each member gets once is not used up by whoever writes in Rosa's name."""
    other = make_member("Amy Brown", phone="+13125550177", consent=True)
    assert town.text(cast.rosa, "PRAISE Amy for her patience") == "praise whom"
    assert town.text(cast.rosa, "Amy B.") == "managing"
    word = town.word(cast.rosa)
    assert (
        town.told(cast.rosa)[-1] == f'PRAISE Amy: "for her patience" Text back {word} and it is on its way.'
    )
    assert (Praise.select().count(), town.told(other), town.told(cast.amy)) == (0, [], [])
    assert Event.select().where(Event.name == "gave-praise").count() == 0
    assert town.text(cast.rosa, word) == "praise"
    assert "Rosa praises Amy for her patience" in town.told(other)[-1]
    town.later(minutes=20)
    assert town.text(cast.rosa, "PRAISE Bob for his songs") == "praise", "they are proven"
    town.later(minutes=20)
    assert town.text(cast.rosa, "PRAISE Carla for her pie") == "managing"


def test_where_nobody_is_asked_for_words_a_hosts_praise_goes_on(
    make_town: Any, cast: SimpleNamespace
) -> None:
    community = "name: The Tuesday Team\nhost: Rosa\ntimezone: America/Chicago\nconfirm: never\n"
    town = make_town(**{"workflows/community.yaml": community})
    assert town.text(cast.rosa, "PRAISE Amy for her patience") == "praise"
    assert "Rosa praises Amy" in town.told(cast.amy)[-1]


def test_a_word_lets_go_only_what_it_was_asked_for(
    town: Any, cast: SimpleNamespace, make_member: Callable[..., Member]
) -> None:
    """Somebody who writes in Rosa's name meanwhile does not get their words through by hers."""
    other = make_member("Amy Brown", phone="+13125550177", consent=True)
    town.text(cast.rosa, "PRAISE Amy for her patience")
    assert town.text(cast.rosa, "Amy B.") == "managing"
    word = town.word(cast.rosa)
    assert town.text(cast.rosa, "PRAISE Amy for sending gift cards") == "praise whom"  # somebody else
    assert town.text(cast.rosa, word) == "praise"
    assert Praise.get().words == "her patience" or "her patience" in town.told(other)[-1]
    assert Praise.select().count() == 1
    assert "gift cards" not in " ".join(town.told(other))
