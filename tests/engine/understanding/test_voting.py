"""Votes in the ways people text them, and sentences that are none."""

from __future__ import annotations

import pytest

from engine.understanding.voting import after_vote, chosen

CHOICES = [("spruce candle",), ("orange candle",), ("lavender soap",)]
IN_BOTH = [("spruce", "abeto"), ("orange peel", "piel de naranja"), ("lavender", "lavanda")]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("VOTE 2", "2"), ("vote: spruce", "spruce"), ("Vote for Amy Lee", "Amy Lee"), ("I vote for 3!", "3!"),
        ("My vote goes to Amy", "Amy"), ("my vote is orange", "orange"), ("vote #2", "2"), ("vote", ""),
        ("I'd like to vote for Amy", "Amy"), ("voto 2", "2"), ("Voto por Amy", "Amy"), ("mi voto es para Amy", "Amy"),
        ("quiero votar por la 2", "la 2"), ("Vote number 1", "1"), ("please vote 2", "2"),
    ],
)  # fmt: skip
def test_it_begins_with_vote(text: str, rest: str) -> None:
    assert after_vote(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "I voted already",
        "voters are great",
        "how do I vote?",
        "devote 2",
        "my vote?",
        "2",
        "did you vote",
        "",
    ],
)
def test_it_is_no_vote(text: str) -> None:
    assert after_vote(text) is None


@pytest.mark.parametrize(
    ("said", "index"),
    [
        ("1", 0), ("2 please", 1), ("two", 1), ("Spruce!", 0), ("spruce candle, yes", 0), ("the lavender", 2), ("number 3", 2), ("la lavender", 2),
        ("lavender", 2), ("soap", 2), ("candle", None), ("4", None), ("12", None), ("1 or 2", None), ("", None),
        ("spruce or lavender", None), ("I like them all", None), ("is it 2?", None),
    ],
)  # fmt: skip
def test_a_choice_is_its_number_its_words_or_a_word_of_its_own(said: str, index: int | None) -> None:
    assert chosen(said, CHOICES, "en") == index


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("said", "index"),
    [
        ("abeto", 0), ("piel de naranja por favor", 1), ("el abeto, por favor", 0), ("Spruce!", 0), ("piel de naranja", 1), ("naranja", 1), ("the orange", 1), ("Lavanda", 2),
        ("lavender", 2), ("2", 1), ("abeto o lavender", None), ("cedro", None),
    ],
)  # fmt: skip
def test_a_choice_is_what_it_is_called_in_either_language(
    said: str, index: int | None, language: str
) -> None:
    assert chosen(said, IN_BOTH, language) == index
