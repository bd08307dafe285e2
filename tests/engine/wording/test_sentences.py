"""What we say ourselves: the first text's legal lines, fixed sentences, prices and small helpers."""

from __future__ import annotations

import pytest

from engine.wording import first
from engine.wording.prices import Price, email_price, show, text_price
from engine.wording.say import join_names, plural, title_from_name
from engine.wording.segments import count_segments
from engine.wording.sentences import _SENTENCES, sentence

BRAND = "The Tuesday Team"
RATES = "Msg & data rates may apply."
WAYS = "Reply HELP for help, STOP to cancel."
TARIFAS = "Pueden aplicarse tarifas de mensajes y datos."
SALIDAS = "Responde HELP para ayuda, STOP para cancelar."


@pytest.mark.parametrize(
    ("body", "at_most", "language", "text"),
    [
        ("Welcome!", 2, "en", f"{BRAND}: Welcome!\nUp to 2 msgs/day. {RATES} {WAYS}"),
        ("Welcome!", 1, "en", f"{BRAND}: Welcome!\nUp to 1 msg/day. {RATES} {WAYS}"),
        ("Welcome to the tuesday team!", None, "en", f"Welcome to the tuesday team!\nMessage frequency varies. {RATES} {WAYS}"),
        (f"{BRAND}. 3 msgs/week. Reply STOP to quit.", 2, "en", f"{BRAND}. 3 msgs/week. Reply STOP to quit.\n{RATES} Reply HELP for help."),
        (f"{BRAND}. HELP helps. {RATES}", 5, "en", f"{BRAND}. HELP helps. {RATES}\nUp to 5 msgs/day. Reply STOP to cancel."),
        (f"{BRAND}: 2 texts a week. {RATES} HELP or STOP any time", 2, "en", f"{BRAND}: 2 texts a week. {RATES} HELP or STOP any time"),
        ("Hola!", 2, "es", f"{BRAND}: Hola!\nHasta 2 mensajes diarios. {TARIFAS} {SALIDAS}"),
        ("Hola!", 1, "es", f"{BRAND}: Hola!\nHasta 1 mensaje diario. {TARIFAS} {SALIDAS}"),
        ("Hola!", None, "es", f"{BRAND}: Hola!\nLa frecuencia es variable. {TARIFAS} {SALIDAS}"),
    ],
)  # fmt: skip
def test_the_first_text_says_all_and_nothing_twice(
    body: str, at_most: int | None, language: str, text: str
) -> None:
    assert first.first_text(body, BRAND, at_most, language) == text
    assert first.first_text(text, BRAND, at_most, language) == text
    assert count_segments(text).encoding == "GSM-7"


def test_stop_in_small_letters_is_no_stop_line() -> None:
    assert first.first_text("Don't stop, get help", BRAND, 2).endswith(WAYS)


@pytest.mark.parametrize("language", sorted(_SENTENCES))
def test_every_sentence_fits_one_gsm_text(language: str) -> None:
    assert set(_SENTENCES[language]) == set(_SENTENCES["en"])
    values = {
        "brand": BRAND, "contact": "rosa@team.example", "name": "Rosa", "word": "JOIN", "count": "50",
        "line": "+13125550199", "keys": "5 4", "number": "123", "words": "Amy", "by": "Rosa",
        "names": "Amy Lee 0142 or Amy Park 0177", "example": "Amy Lee 0142",
        "title": "The week", "when": "Friday 9am", "link": "https://k.example.org/l/AbCdEf", "people": "everyone",
        "host": "Rosa", "leader": "Amy", "how": "when you signed up",
        "choice": "lavender candle", "until": "Wednesday, September 23, 12:30pm", "winner": "lavender candle",
        "choices": "1 spruce, 2 orange peel, 3 lavender", "winners": "spruce and lavender", "votes": "12", "total": "40",
        "questions": "Q1 Do you ship to Guam?", "question": "Do you ship to Guam?", "answer": "We do.",
    }  # fmt: skip
    for key in _SENTENCES[language]:
        found = count_segments(sentence(key, language, **values))
        assert (found.count, found.encoding) == (1, "GSM-7"), (key, found)


def test_fixed_answers_say_what_they_must() -> None:
    assert BRAND in first.stop_confirmation(BRAND)
    assert "START" in first.stop_confirmation(BRAND, "es")
    assert all(word in first.help_text(BRAND, "rosa@x.example") for word in (BRAND, "rosa@x.example", "STOP"))
    assert "STOP" in first.help_text(BRAND, "")
    assert "HELP" in first.start_confirmation(BRAND)
    assert "JOIN" in first.polite_stranger(BRAND, "JOIN")
    assert "JOIN" not in first.polite_stranger(BRAND)
    assert first.human_has_it("Rosa") != first.human_has_it("")
    assert first.human_has_it("Rosa", "fr") == first.human_has_it("Rosa", "en")
    assert first.human_has_it("Rosa", "es-MX") == first.human_has_it("Rosa", "es")


@pytest.mark.parametrize(
    ("price", "shown"),
    [
        (Price(20_000, "USD"), "$0.02"), (Price(15_000, "USD"), "$0.02"), (Price(900, "USD"), "$0.0009"), (Price(0, "USD"), "$0.00"),
        (Price(1_234_560_000, "USD"), "$1,234.56"), (Price(-20_000, "USD"), "-$0.02"), (Price(20_000, "CHF"), "0.02 CHF"),
    ],
)  # fmt: skip
def test_prices_are_shown(price: Price, shown: str) -> None:
    assert show(price) == shown


def test_prices_follow_the_country_and_unknown_ones_are_dear() -> None:
    us = text_price("+13125550142", 1)
    assert us == text_price("+14165550142", 1) == Price(10_900, "USD")
    assert text_price("+13125550142", 3).micros == 3 * us.micros
    assert text_price("+442079460958", 1).micros > us.micros
    assert (
        text_price("+85512345678", 1).micros
        == text_price("junk", 1).micros
        > text_price("+442079460958", 1).micros
    )
    assert 0 < email_price().micros < us.micros


def test_small_helpers() -> None:
    assert title_from_name("finished-first-week") == "Finished first week"
    assert title_from_name("") == ""
    assert [join_names(["Amy", "Bob", "Cy"][:n]) for n in range(4)] == [
        "",
        "Amy",
        "Amy and Bob",
        "Amy, Bob and Cy",
    ]
    assert join_names(["Amy", "Bob"], "y") == "Amy y Bob"
    assert [plural(1, "text"), plural(2, "text"), plural(1200, "reply", "replies")] == [
        "1 text",
        "2 texts",
        "1,200 replies",
    ]
