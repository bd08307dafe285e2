"""PRAISE, UNSHARE, CHEER and WALL: what they are, and what only looks like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.understanding import praising


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("PRAISE Amy for her help", "Amy for her help"),
        ("praise: Amy Lee, who never gives up", "Amy Lee, who never gives up"),
        ("Elogio a Amy por su ayuda", "Amy por su ayuda"),
        ("ELOGIO para Carla", "Carla"),
        ("PRAISE", ""),
        ("I praise Amy", None),
        ("praises all around", None),
        ("so much praise for Amy", None),
    ],
)
def test_praise_of_somebody(text: str, rest: str | None) -> None:
    assert praising.praised(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "UNSHARE",
        "take it down",
        "Please take it down!",
        "Take my praise down please",
        "remove me from the wall",
        "Quítalo",
        "quiten mi logro del muro",
        "no compartir",
    ],
)
def test_taking_it_down(text: str) -> None:
    assert praising.takes_down(text)


@pytest.mark.parametrize(
    "text",
    [
        "should I take it down?",
        "take it down to the office",
        "how do I take a box down",
        "I can't take it",
        "share",
    ],
)
def test_what_takes_nothing_down(text: str) -> None:
    assert not praising.takes_down(text)


@pytest.mark.parametrize("text", ["👏", "👏👏👏", "👏🏽 👏🏽", "👏!"])
def test_claps(text: str) -> None:
    assert praising.claps(text)


@pytest.mark.parametrize("text", ["", "👏 for the call", "👍", "clap"])
def test_no_claps(text: str) -> None:
    assert not praising.claps(text)


def test_the_other_words() -> None:
    assert praising.cheers("Cheer!")
    assert praising.cheers("aplauso")
    assert not praising.cheers("cheer up")
    assert praising.to_the_wall("Muro")
    assert not praising.to_the_wall("the wall is wet")
    assert praising.shares_again("SHARE")
    assert not praising.shares_again("share it with Bob")


@given(st.text(max_size=100))
def test_anything_may_come(text: str) -> None:
    praising.praised(text), praising.takes_down(text), praising.claps(text), praising.cheers(text)
