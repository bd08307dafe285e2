"""What differs from run to run is hidden in a ledger, and nothing else is."""

from __future__ import annotations

import pytest

from benchmarks.month.masks import Masks

ASKED = (
    "TELL EVERYONE goes to 3 people. Text back CANDLE to send it.",
    "¿TAG Amy? Responde MAPLE y se hace.",
)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (ASKED[0], "TELL EVERYONE goes to 3 people. Text back [WORD] to send it."),
        (ASKED[1], "¿TAG Amy? Responde [WORD] y se hace."),
        ("candle", "[WORD]"),
        (" Maple ", "[WORD]"),
        ("Me and my candle", "Me and my candle"),
        ("Responde SI o NO", "Responde SI o NO"),
        ("river", "river"),
        ("See https://k.example.org/letter/abc.def and 123456", "See [link: letter] and [PIN]"),
    ],
)
def test_a_word_is_hidden_where_it_is_the_word(said: str, shown: str) -> None:
    assert Masks(ASKED).hide(said) == shown
