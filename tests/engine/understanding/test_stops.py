"""What asks us to stop and what only sounds like it, in both directions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.understanding import carrier_word, doubtful, reads_as
from tests.engine.understanding.stop_lookalikes import DOUBTFUL, HARMLESS, NO_STOPS
from tests.engine.understanding.stop_requests import SPANISH_STOPS, STOPS

STARTS = ["START", "start!", "unstop", "Start again please", "resubscribe", "text me again"]
HELPS = ["HELP", "help!", "info", "Help please"]
NEITHER = [
    "yes",
    "YES",
    "help me",
    "I need help",
    "when do we start?",
    "starting tomorrow",
    "",
    "\u200b",
    "\U0001f44d",
]


@pytest.mark.parametrize("text", STOPS)
def test_a_request_to_stop_is_one_in_every_language(text: str) -> None:
    assert reads_as(text, "en") == "stop"
    assert reads_as(text, "es") == "stop"


@pytest.mark.parametrize("text", SPANISH_STOPS)
def test_spanish_words_stop_a_spanish_speaker(text: str) -> None:
    assert reads_as(text, "es-MX") == "stop"


@pytest.mark.parametrize("text", NO_STOPS)
def test_what_only_sounds_like_it_is_none(text: str) -> None:
    assert reads_as(text, "en") not in ("stop", "help")
    assert reads_as(text, "es") not in ("stop", "help")


@pytest.mark.parametrize("text", DOUBTFUL)
def test_a_doubtful_one_is_for_a_person(text: str) -> None:
    assert reads_as(text, "en") is None
    assert doubtful(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_one_is_no_doubt(text: str) -> None:
    assert not doubtful(text)


@pytest.mark.parametrize("text", STOPS)
def test_a_clear_stop_is_not_doubtful(text: str) -> None:
    assert not doubtful(text)


def test_start_and_help_and_neither() -> None:
    assert [reads_as(text, "en") for text in STARTS] == ["start"] * len(STARTS)
    assert [reads_as(text, "en") for text in HELPS] == ["help"] * len(HELPS)
    assert [reads_as(text, "en") for text in NEITHER] == [None] * len(NEITHER)
    assert (reads_as("ayuda", "es"), reads_as("ayuda", "en")) == ("help", None)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("STOP", "stop"),
        (" stop\n", "stop"),
        ("OptOut", "stop"),
        ("revoke", "stop"),
        ("yes", "start"),
        ("UNSTOP", "start"),
        ("info", "help"),
        ("STOP!", None),
        ("opt out", None),
        ("stop please", None),
        ("alto", None),
        ("", None),
    ],
)
def test_the_carrier_acts_on_its_own_words_alone(text: str, word: str | None) -> None:
    assert carrier_word(text) == word


around = st.text(alphabet=" \t\n.!,;:-_*\"'()[]\u2026\u201c\u201d\u00a1\u00bf?", max_size=6)


@given(
    st.sampled_from(STOPS), around, around, st.sampled_from([str.upper, str.lower, str.title, str.swapcase])
)
def test_case_blanks_and_punctuation_around_it_change_nothing(
    text: str, before: str, after: str, recase: Callable[[str], str]
) -> None:
    assert reads_as(before + recase(text) + after, "en") == "stop"


@given(st.text(max_size=1700), st.text(max_size=8))
def test_any_text_in_any_language_is_read(text: str, language: str) -> None:
    assert reads_as(text, language) in (None, "stop", "start", "help")
    assert carrier_word(text) in (None, "stop", "start", "help")
    assert doubtful(text) in (True, False)


@given(
    st.lists(
        st.sampled_from(
            ["please", "stop", "texting", "me", "no", "more", "i", "dont", "want", "remove", "my"]
        ),
        max_size=400,
    )
)
def test_a_pile_of_stop_words_is_read_in_no_time(said: list[str]) -> None:
    assert reads_as(" ".join(said), "en") in (None, "stop")
