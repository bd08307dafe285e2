"""What a reply says to an ask."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.approvals import UNCLEAR, verdict


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("YES", "en", "yes"),
        ("Yes!! love it", "en", "yes"),
        ("👍", "en", "yes"),
        ("Sí", "es", "yes"),
        ("nope", "en", "no"),
        ("No, please not", "en", "no"),
        ("Our Amy has sold her first box", "en", "words"),
        ("Amy wins", "en", None),
        ("what did she sell?", "en", None),
        ("No, I would rather not tell everybody", "en", UNCLEAR),
        ("Sí, pero quita lo de su hermana por favor", "es", UNCLEAR),
        ("", "en", None),
    ],
)
def test_a_reply(text: str, language: str, said: str | None) -> None:
    assert verdict(text, language) == said


@given(st.text(max_size=80))
def test_without_own_words_only_a_plain_yes_or_no_counts(text: str) -> None:
    assert verdict(text, "en", own_words=False) in ("yes", "no", None)


@given(st.text(alphabet="abc ?", max_size=60))
def test_a_question_is_never_words_that_go_out(text: str) -> None:
    assert verdict(text + "?", "en") in ("yes", "no", None)
