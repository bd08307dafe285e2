"""Every word of ours in both languages: the same blanks, an alphabet that is not dear, and no long texts."""

from __future__ import annotations

from string import Formatter

import pytest

from engine.cover.words import ENGLISH, FRIENDLY, SPANISH, WORDS, say
from engine.understanding import HELP_WORDS, START_WORDS, STOP_WORDS, is_grave, is_small_talk
from engine.understanding.leading import leading, takes_it
from engine.wording.segments import count_segments

VALUES = {"name": "Bea", "title": "Tuesday call", "time": "7pm", "line": "+13125550199", "leader": "Bob",
          "word": "MAPLE", "pin": "123456"}  # fmt: skip
LONG = ("yours",)


def blanks(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_a_sentence_has_the_same_blanks_in_both_languages(key: str) -> None:
    assert blanks(SPANISH[key]) == blanks(ENGLISH[key])
    assert ENGLISH.keys() == SPANISH.keys()


@pytest.mark.parametrize("language", sorted(WORDS))
@pytest.mark.parametrize("key", sorted(set(ENGLISH) - {"ring", "ring now"}))
def test_a_text_is_short_and_in_the_alphabet_of_texts(language: str, key: str) -> None:
    size = count_segments(say(key, language, **VALUES))
    assert size.encoding == "GSM-7"
    assert size.count <= (2 if key in LONG else 1)


def test_another_language_gets_english() -> None:
    assert say("no", "fr", name="Léa") == "No problem, Léa. Thank you for telling us."
    assert say("no", "es-MX", name="Bea").startswith("No pasa nada")


@pytest.mark.parametrize("word", FRIENDLY)
def test_a_friendly_word_means_nothing_else(word: str) -> None:
    assert word.lower() not in STOP_WORDS | START_WORDS | HELP_WORDS
    assert not is_grave(word, "en")
    assert not is_small_talk(word, "en")
    assert leading(word) is None
    assert takes_it(word, "en") is None


def test_no_friendly_word_stands_there_twice() -> None:
    assert len(FRIENDLY) == len(set(FRIENDLY)) >= 50
