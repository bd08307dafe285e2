"""A word with which a message begins and goes on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.understanding import match_opening

OPENINGS = {"WIN": "win", "GOOD NEWS": "news", "LOGRO": "logro"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("WIN I sold ten", ("win", "I sold ten")),
        ("win: I sold ten!", ("win", "I sold ten!")),
        ("Win - I sold ten", ("win", "I sold ten")),
        ("  Good  news, we moved", ("news", "we moved")),
        ("¡Logro! Vendí diez", ("logro", "Vendí diez")),
        ("WIN\nI sold ten", ("win", "I sold ten")),
        ("WIN 👏", ("win", "👏")),
        ("WIN", None),
        ("WIN!", None),
        ("Win? what is that", None),
        ("wins are great", None),
        ("wni I sold ten", None),
        ("I had a WIN today", None),
        ("good day all", None),
        ("", None),
    ],
)
def test_what_goes_on_is_told_from_what_only_looks_like_it(text: str, found: tuple[str, str] | None) -> None:
    assert match_opening(text, OPENINGS) == found


@given(st.text(max_size=60))
def test_anything_may_come_in(text: str) -> None:
    found = match_opening(text, OPENINGS)
    assert found is None or (found[0] in OPENINGS.values() and found[1] and found[1] in text)
