"""What somebody did by phone, in words."""

from __future__ import annotations

import pytest

from engine.models import Inbound
from engine.threads.saying import by_phone, words_of

CASES = [
    ({"about": "question", "seconds": "4"}, "(asked a question by phone, 4 seconds: https://x)"),
    ({"about": "win", "seconds": "1"}, "(told of a win by phone, 1 second: https://x)"),
    ({"about": "practice", "seconds": "9"}, "(tried by phone what they would say, 9 seconds: https://x)"),
    ({"seconds": "60"}, "(left a voice message, 1 minute: https://x)"),
    ({"seconds": "130"}, "(left a voice message, 2 minutes 10 seconds: https://x)"),
    ({}, "(left a voice message, 0 seconds: https://x)"),
]


@pytest.mark.parametrize(("raw", "words"), CASES)
def test_how_long_a_message_is_in_words(raw: dict[str, str], words: str) -> None:
    assert words_of(Inbound(channel="phone", raw={"recording": "https://x", **raw})) == words


def test_keys_words_and_calls() -> None:
    assert words_of(Inbound(channel="phone", text="1", raw={"press": "1"})) == "(pressed 1 in our call)"
    assert by_phone(Inbound(channel="phone")) == "rang us"
    assert by_phone(Inbound(channel="phone", text="stop")) == 'said "stop"'
