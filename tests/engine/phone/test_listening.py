"""Recordings by phone: only those the caller may hear, with keys all the while, and each playing counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine.models import Play, Recording
from engine.phone.script import Ask, HangUp, Say

LEADERS = [
    {"key": "tagged", "values": ["leader"], "field": None, "duration": None, "percent": None},
]


@pytest.fixture
def line(ring: Callable[..., Any], cast: SimpleNamespace) -> Any:
    return ring()


def test_the_newest_plays_with_its_title_and_is_counted(line: Any, shelf: Callable[..., Any]) -> None:
    shelf("first", 1)
    shelf("second", 2)
    line.presses("2")
    assert (line.played, line.said.partition(" ")[0]) == (["second"], "Second.")
    assert Recording.get(Recording.name == "second").plays == 1
    assert (Play.get().member_id, Play.get().how) == (None, "phone")


def test_who_listened_is_kept_only_where_the_community_says_so(
    published: Callable[..., None],
    ring: Callable[..., Any],
    cast: SimpleNamespace,
    shelf: Callable[..., Any],
) -> None:
    published(community="name: T\ntimezone: America/Chicago\nplays: by member\n")
    shelf("first")
    ring().at("listen/latest")
    assert Play.get().member_id == cast.amy.id


def test_again_next_and_back(line: Any, shelf: Callable[..., Any]) -> None:
    shelf("first", 1)
    shelf("second", 2)
    line.presses("3")
    assert line.played == ["first"]
    assert "the next one, press 1" in line.said
    assert line.presses("2").played == ["first"]
    assert line.presses("1").played == ["second"]
    assert "the next one" not in line.said
    assert "press 5" in line.presses("0").said


def test_a_playlist_goes_on_by_itself_and_ends(line: Any, shelf: Callable[..., Any]) -> None:
    shelf("first", 1)
    line.presses("3").waits()
    assert line.said.startswith("The second words.")  # a message is read aloud where there is no recording
    assert line.script.acts[-1] == HangUp()
    assert "Goodbye" in line.said


def test_a_wrong_key_within_a_playlist(line: Any, shelf: Callable[..., Any]) -> None:
    shelf("first", 1)
    line.presses("3").presses("7")
    assert "key does nothing here" in line.said
    assert line.waits().said.startswith("The second words.")


def test_after_the_newest_come_those_before_it(line: Any, shelf: Callable[..., Any]) -> None:
    shelf("first", 1)
    shelf("second", 2)
    line.presses("2")
    assert "the one before it, press 1." in line.said
    assert line.script.acts[-1] == HangUp()  # nobody has to listen to all of them
    assert line.presses("1").played == ["first"]
    assert line.presses("1").said.startswith("That was the last one.")


def test_by_number(line: Any, shelf: Callable[..., Any]) -> None:
    shelf("first", 3)
    shelf("second", 12)
    line.presses("4")
    assert "Number 12: Second. Number 3: First." in line.said
    assert "press the pound key" in line.said
    assert line.act(Ask).digits == 2
    assert line.presses("3").played == ["first"]


@pytest.mark.parametrize("digits", ["99", "", "*", "①", "9" * 30])
def test_a_number_that_is_none_is_asked_for_again_and_then_not(
    line: Any, shelf: Callable[..., Any], digits: str
) -> None:
    shelf("first")
    line.presses("4")
    for _ in range(2):
        line.presses(digits)
        assert "no message with that number" in line.said
    line.presses(digits)
    assert "press any key" in line.said
    assert line.script.acts[-1] == HangUp()


def test_silence_when_a_number_is_asked_for_is_goodbye(line: Any, shelf: Callable[..., Any]) -> None:
    shelf("first")
    assert line.presses("4").script.acts[-1] == HangUp()


def test_only_what_the_caller_may_hear(
    ring: Callable[..., Any], cast: SimpleNamespace, shelf: Callable[..., Any], now: Any
) -> None:
    shelf("first", 1)
    shelf("second", 2, audience=LEADERS)
    shelf("later", 3, published_at=now + timedelta(days=1))
    shelf("gone", 4, withdrawn_at=now)
    for number, newest in (("+13125550142", "first"), ("+13035550101", "second"), ("anonymous", "first")):
        line = ring(number=number).at("listen/latest")
        assert line.played == [newest]
        assert line.at("listen/chosen", digits="2").played == (["second"] if newest == "second" else [])
        assert line.at("listen/play?of=second,later,gone").played == (
            ["second"] if newest == "second" else []
        )


def test_nothing_to_hear(line: Any) -> None:
    for key in ("2", "4"):
        line.at("menu").presses(key)
        assert line.said.startswith("There is nothing to hear yet.")
    assert line.at("listen/play?of=nothing").said.startswith("There is nothing to hear yet.")
    assert line.act(Ask).next == "menu"


def test_odd_names(line: Any, shelf: Callable[..., Any]) -> None:
    shelf("año-nuevo & más", 1, title="Año nuevo: ¿qué sigue?")
    assert line.presses("2").played == ["año-nuevo & más"]
    assert line.said.startswith("Año nuevo: ¿qué sigue? To hear it again")
    assert line.presses("2").played == ["año-nuevo & más"]


def test_a_title_is_said_in_the_communitys_language(ring: Callable[..., Any], cast: Any, shelf: Any) -> None:
    shelf("first")
    title, after = ring(number="+12125550103").presses("2").act(Ask).acts[::2]
    assert (title, after.language) == (Say("First.", "en"), "")


def test_a_place_beyond_the_list_is_its_end(line: Any) -> None:
    assert line.at("listen/play?of=first&at=9").said.startswith("That was the last one.")
    assert line.script.acts[-1] == HangUp()
