"""Whom a texted name means: by name, its beginning, the end of a number; two that fit are asked back about."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from engine.community.called import ask_back, at_the_start, called
from engine.models import Member


@pytest.fixture
def people(cast: SimpleNamespace, make_member: Callable[..., Member]) -> SimpleNamespace:
    cast.other = make_member("Amy Park", phone="+13125550177")
    cast.jose = make_member("José Luis Ivanova", phone="+13125550178")
    cast.bare = make_member("", phone="+13125550199")
    cast.gone = make_member("Tom Gone", forgotten_at=cast.amy.joined_at)
    cast.passer = make_member("Tom Passer", how="stranger")
    return cast


@pytest.mark.parametrize(
    ("text", "names", "rest"),
    [
        ("Bob", ["Bob Stone"], ""),
        ("bob stone, for his patience", ["Bob Stone"], "for his patience"),
        ("Bob's great call", ["Bob Stone"], "great call"),
        ("Tom leader", ["Tom Sato"], "leader"),
        ("Amy", ["Amy Lee", "Amy Park"], ""),
        ("Amy Lee until friday", ["Amy Lee"], "until friday"),
        ("Amy P. for the cake", ["Amy Park"], "for the cake"),
        ("amy 0177 leader", ["Amy Park"], "leader"),
        ("Amy (0142)", ["Amy Lee"], ""),
        ("0177 leader", ["Amy Park"], "leader"),
        ("0199", [""], ""),
        ("jose luis", ["José Luis Ivanova"], ""),
        ("Jose I love your call", ["José Luis Ivanova"], "I love your call"),
        ("Bob 0142", ["Bob Stone"], "0142"),
        ("Zoe for all", [], "for all"),
        ("everyone", [], ""),
        ("", [], ""),
    ],
)
def test_as_many_words_as_fit_anybody(
    people: SimpleNamespace, text: str, names: list[str], rest: str
) -> None:
    meant = at_the_start(text)
    assert ([one.name for one in meant.members], meant.rest) == (names, rest)


def test_the_whole_is_meant_where_nothing_may_follow(people: SimpleNamespace) -> None:
    assert called("Bob Stone the leader") == ()
    assert called("bob") == (people.bob,)


def test_only_those_among_whom_they_may_be(people: SimpleNamespace) -> None:
    assert at_the_start("Amy leader", Member.id == people.other.id).one == people.other


def test_what_is_asked_back_fits_when_it_is_said(people: SimpleNamespace) -> None:
    meant = at_the_start("amy for the cake")
    staff, member = ask_back(meant, "en", digits=True), ask_back(meant, "en", digits=False)
    assert staff == (
        "We know more than one amy. Did you mean Amy Lee 0142 or Amy Park 0177? "
        "Please text it again, like: Amy Lee 0142"
    )
    assert "Amy L. or Amy P." in member
    assert "0142" not in member
    assert " o Amy P." in ask_back(meant, "es", digits=False)
    assert called("Amy Lee 0142") == called("Amy L.") == (people.amy,)
