"""The menu: every key leads somewhere, wrong ones and silence are taken kindly and not for ever."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from engine.models import Occurrence
from engine.phone.script import Ask, Go, HangUp, Record


@pytest.fixture
def line(ring: Callable[..., Any], cast: SimpleNamespace) -> Any:
    return ring()


def test_the_keys_are_named_in_the_files_order(line: Any, shelf: Callable[..., Any]) -> None:
    shelf("first")
    words = line.at("menu").said
    named = ["newest message, press 2", "people who are new", "by its number, press 4", "press 5"]
    named += ["next call is, press 6", "one of us, press 7", "for Rosa, press 0"]
    places = [words.index(one) for one in named]
    assert places == sorted(places)
    assert "hang up" not in words  # eight are too many to keep in mind


def test_what_has_nothing_to_give_is_not_offered(line: Any) -> None:
    words = line.at("menu").said
    assert "newest" not in words
    assert "good news" not in words
    assert "To hang up, press 9." in words
    assert "join the call" not in words


def test_joining_is_offered_while_a_call_is_on(
    ring: Callable[..., Any], cast: SimpleNamespace, tuesday: Occurrence
) -> None:
    line = ring(now=tuesday.starts_at)
    assert "To join the call, press 1." in line.at("menu").said
    assert "hear_next" not in line.said


def test_silence_hears_the_menu_twice_and_then_what_the_file_says(
    line: Any, shelf: Callable[..., Any]
) -> None:
    shelf("first")
    line.waits()
    assert "press 2" in line.said
    line.waits()
    assert line.played == ["first"]
    assert line.script.acts[-1] == HangUp()


def test_silence_on_a_line_that_says_nothing_of_it_is_goodbye(
    published: Callable[..., None], ring: Callable[..., Any], cast: SimpleNamespace
) -> None:
    published(**{"phone-line": "keys:\n  1: {listen: latest}\n"})
    assert ring().waits().waits().said == "Thank you for calling. Goodbye."


def test_a_wrong_key_is_told_so_twice(published: Callable[..., None], ring: Callable[..., Any]) -> None:
    published(**{"phone-line": "keys:\n  1: {listen: latest}\n"})
    line = ring()
    for _ in range(2):
        line.presses("8")
        assert "key does nothing here" in line.said
        assert isinstance(line.script.acts[0], Ask)
    line.presses("#")
    assert line.script.acts[-1] == Go("bye")


def test_a_menu_below_a_key(line: Any) -> None:
    line.presses("5")
    assert "To share a win, press 1. To ask a question, press 2. To go back, press 0." in line.said
    assert "hang up" in line.presses("0").said
    assert line.presses("5").presses("1").act(Record).detail == {"about": "win"}


def test_silence_below_a_key_ends_too(line: Any) -> None:
    line.presses("5").waits().waits()
    assert "nothing to hear" in line.said
    assert line.script.acts[-1] == HangUp()


def test_the_star_leads_to_the_pin(line: Any) -> None:
    from engine.phone.states import STATES

    line.presses("*")
    if "pin" in STATES:
        assert line.act(Ask).next.startswith("pin")


def test_leaving(line: Any) -> None:
    assert line.presses("9").said == "Thank you for calling. Goodbye."


@pytest.mark.parametrize("path", ["menu/7/7", "menu/x", "pressed/5/5?said=x", "menu?said=999999999"])
def test_a_menu_that_is_not_there_any_more_is_the_whole_one(line: Any, path: str) -> None:
    assert "hang up" in line.at(path).said


def test_a_managers_own_words_for_a_key(
    published: Callable[..., None], ring: Callable[..., Any], cast: SimpleNamespace
) -> None:
    published(**{"phone-line": "keys:\n  1: {say: soon, hear: next call}\n"})
    assert ring().said.endswith("Soon.")


def test_the_usual_line_where_there_is_no_file(
    published: Callable[..., None], ring: Callable[..., Any], cast: SimpleNamespace
) -> None:
    published(**{"phone-line": None})
    assert "for Rosa, press 0" in ring().said
