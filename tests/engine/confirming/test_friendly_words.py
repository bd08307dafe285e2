"""The words that are texted back mean nothing else, and there are many of them."""

from __future__ import annotations

import pytest

from engine.confirming.words import FRIENDLY
from engine.understanding import HELP_WORDS, START_WORDS, STOP_WORDS, is_grave, is_small_talk
from engine.understanding.leading import leading, takes_it
from engine.understanding.managing import order
from engine.understanding.stops import reads_as


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_friendly_word_means_nothing_else(language: str) -> None:
    for word in FRIENDLY:
        assert word.lower() not in STOP_WORDS | START_WORDS | HELP_WORDS
        assert not is_grave(word, language), word
        assert not is_small_talk(word, language), word
        assert takes_it(word, language) is None, word
        assert reads_as(word, language) is None, word
        assert leading(word) is None, word
        assert order(word) is None, word


@pytest.mark.parametrize("said", ["llama", "si", "no", "sol"])
def test_none_is_an_everyday_word_in_spanish(said: str) -> None:
    assert said.upper() not in FRIENDLY


def test_no_friendly_word_stands_there_twice() -> None:
    assert len(FRIENDLY) == len(set(FRIENDLY)) >= 250
