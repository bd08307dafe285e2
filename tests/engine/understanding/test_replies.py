"""Replies against answer lines, keywords and small talk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.understanding import clash, expand, fit, is_small_talk, match_keyword, normal, words
from engine.understanding.normal import asks

LINES = [("yes", "good", "great"), ("no", "stuck")]
SIZES = [("1", "small"), ("2", "medium"), ("three", "large")]
TEXT = st.text(max_size=1700)


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("  Yes!!  loving   it ", "yes loving it"),
        ("Don\u2019t", "dont"),
        ("\uff39\uff25\uff33", "yes"),
        ("S\u00ed, se\u00f1or", "si senor"),
        ("Yes \U0001f44d", "yes"),
        ("\U0001f44d\U0001f3fd", "\U0001f44d"),
        ("\U0001f44d\U0001f44d\U0001f44d", "\U0001f44d"),
        ("\u2764\ufe0f", "\u2764"),
        ("ye\u200bs", "yes"),
        ("off-to-a_good", "off to a good"),
        ("?!", ""),
        ("\u0939\u093f\u0902\u0926\u0940", "\u0939\u093f\u0902\u0926\u0940"),
    ],
)
def test_one_spelling(text: str, spelled: str) -> None:
    assert normal(text) == spelled


@given(TEXT)
def test_spelling_is_settled_at_once(text: str) -> None:
    assert normal(normal(text)) == normal(text)
    assert words(text) == normal(text).split()
    assert asks(text + "?")


@pytest.mark.parametrize(
    ("reply", "line"),
    [
        ("yes", 0),
        ("YES!!", 0),
        ("Yes!! loving it", 0),
        ("yeah", 0),
        ("ok", 0),
        ("\U0001f44d\U0001f3fb", 0),
        ("great, thanks", 0),
        ("sure no problem", 0),
        ("yes?", 0),
        ("no", 1),
        ("nope", 1),
        ("Nah not yet", 1),
        ("stuck on step two", 1),
        ("no problem", None),
        ("no problem at all", None),
        ("no worries", None),
        ("yes and no", None),
        ("great but I am stuck", None),
        ("not good", None),
        ("yes how do I begin?", None),
        ("yes I would really like to come", None),
        ("yesterday", None),
        ("nothing", None),
        ("maybe", None),
        ("", None),
        ("?", None),
        ("\U0001f600", None),
    ],
)
def test_a_reply_fits_one_line_or_none(reply: str, line: int | None) -> None:
    assert fit(reply, LINES, "en") == line


@pytest.mark.parametrize(
    ("reply", "language", "line"),
    [
        ("s\u00ed", "es", 0),
        ("Claro que s\u00ed", "es-MX", 0),
        ("yes", "es", 0),
        ("vale", "en", None),
        ("y", "es", None),
    ],
)
def test_each_language_has_its_own_yes(reply: str, language: str, line: int | None) -> None:
    assert fit(reply, LINES, language) == line


@pytest.mark.parametrize(
    ("reply", "line"), [("1", 0), ("one", 0), ("Two please", 1), ("3", 2), ("11", None), ("1 or 2", None)]
)
def test_a_number_takes_its_word(reply: str, line: int | None) -> None:
    assert fit(reply, SIZES, "en") == line


def test_the_longer_way_wins_over_the_one_inside_it() -> None:
    lines = [("good",), ("good enough", "so so")]
    assert fit("good enough for me", lines, "en") == 1
    assert fit("good for me", lines, "en") == 0


def test_a_managers_own_no_problem_is_a_way() -> None:
    assert fit("no problem at all", [("no problem",), ("busy",)], "en") == 0


def test_clashes_are_named_as_written() -> None:
    assert clash([("yes", "good"), ("no", "OK"), ("Good!",)], "en") == [("OK", 0, 1), ("Good!", 0, 2)]
    assert clash(LINES, "es") == []
    assert clash([("1",), ("one",)], "en") == [("one", 0, 1)]


@given(TEXT, st.lists(st.lists(st.text(max_size=12), max_size=4), max_size=4), st.text(max_size=5))
def test_any_reply_against_any_lines(reply: str, lines: list[list[str]], language: str) -> None:
    found = fit(reply, lines, language)
    assert found is None or 0 <= found < len(lines)
    assert all(0 <= first < second < len(lines) for _, first, second in clash(lines, language))


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt", "de"])
@pytest.mark.parametrize("lines", [LINES, SIZES])
def test_every_way_fits_its_own_line(lines: list[tuple[str, ...]], language: str) -> None:
    for index, line in enumerate(lines):
        for way in frozenset[str]().union(*(expand(way, language) for way in line)):
            assert fit(way.upper() + "!", lines, language) == index


KEYWORDS = {"LISTEN": 1, "HEAR": 2, "first sale": 3, "CHALLENGE": 4, "STAND": 5}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("listen", 1),
        (" Listen! ", 1),
        ("lisetn", 1),
        ("listn", 1),
        ("hear", 2),
        ("haer", None),
        ("here", None),
        ("First-Sale", 3),
        ("firstsale", 3),
        ("challange", 4),
        ("chalenje", None),
        ("listen to me", None),
        ("start", None),
        ("stant", None),
        ("", None),
        ("\U0001f44d", None),
    ],
)
def test_a_keyword_is_the_whole_message(text: str, value: int | None) -> None:
    assert match_keyword(text, KEYWORDS) == value


def test_between_two_near_ones_there_is_no_guess() -> None:
    assert match_keyword("brave", {"BRAVO": 1, "GRAVE": 2}) is None
    assert match_keyword("brav", {"BRAVO": 1, "GRAVE": 2}) == 1
    assert match_keyword("cancle", {"CANDLE": 1}) is None  # as near to CANCEL, which is not ours to take


@given(TEXT, st.dictionaries(st.text(max_size=10), st.integers(), max_size=5))
def test_any_text_against_any_keywords(text: str, keywords: dict[str, int]) -> None:
    assert match_keyword(text, keywords) in {None, *keywords.values()}


@pytest.mark.parametrize(
    "text",
    [
        "thanks!",
        "Thank you so much \u2764\ufe0f",
        "Thanks Rosa!",
        "ok",
        "Ok thanks",
        "\U0001f44d",
        "\U0001f602\U0001f602",
        "lol",
        "hahahaha",
        "good morning",
        "Good morning everyone!",
        ":)",
        "<3",
        "soooo good",
        "got it, see you there",
        "gracias",
        "Buenos d\u00edas a todos",
        "Happy New Year!",
        "Looking forward to it, see you on Tuesday!",
        "Thanks for checking on me",
        "Ay gracias, los quiero mucho",
        "¡Qué lindo! Gracias Rosa",
        "Muy bien, gracias. Nos vemos el martes",
        "Dios los bendiga, cuídense",
        "Thanks, that helps!",
        "Gracias, eso me ayuda mucho",
    ],
)
def test_small_talk_is_left_alone(text: str) -> None:
    assert is_small_talk(text, "es")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "thanks?",
        "ok when is it",
        "thanks but I can't make it",
        "Thanks Stop",
        "thanks HELP",
        "yes",
        "no",
        "STOP",
        "help",
        "how are you?",
        "good morning, I lost my link",
        ":(",
        "\U0001f622",
        "\U0001f6d1",
        "I joined",
        "7",
        "oh no",
        "can't wait any longer",
        "true, but it hurts",
        "nothing helps",
    ],
)
def test_what_may_ask_for_something_is_not_small_talk(text: str) -> None:
    assert not is_small_talk(text, "en")


@given(TEXT, st.text(max_size=8))
def test_any_text_may_be_small_talk(text: str, language: str) -> None:
    assert is_small_talk(text, language) in (True, False)
