"""Messages for a voice."""

from __future__ import annotations

import pytest

from engine.wording.aloud import aloud, speaking_seconds
from engine.wording.prices import call_price


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Hello Amy, how are you?", "Hello Amy, how are you?"),
        ("Listen here https://k.example.org/listen/aB-c_9 or call us.", "Listen here or call us."),
        ("It is here: https://k.example.org/x. See you!", "It is here. See you!"),
        ("(https://k.example.org/x) Bye.", "Bye."),
        ("https://k.example.org/x", ""),
        ("One.\nhttps://k.example.org/x\nTwo.", "One.\nTwo."),
        ("Ring +13125550199, extension 4.", "Ring 1 3 1 2 5 5 5 0 1 9 9, extension 4."),
        ("See you 🙂 👩‍👩‍👧!", "See you!"),
        ("Your PIN is 482913. It is 12 years old.", "Your PIN is 4 8 2 9 1 3. It is 12 years old."),
        ("On Tuesday at 7pm or 9:30am.", "On Tuesday at 7 PM or 9:30 AM."),
        ("¡Qué gusto, Ana! ¿Todo bien?", "¡Qué gusto, Ana! ¿Todo bien?"),
    ],
)
def test_what_a_voice_says(written: str, said: str) -> None:
    assert aloud(written) == said


def test_longer_words_take_longer() -> None:
    assert speaking_seconds("") == 0
    assert 8 < speaking_seconds("one two three four five " * 4) < 12


def test_every_started_minute_costs() -> None:
    one, two = call_price("+13125550142", 59), call_price("+13125550142", 61)
    assert two.micros - one.micros == 14_000
    assert call_price("+13125550142", 0) == one
    assert call_price("nobody", 10).micros > one.micros * 10
