"""What somebody wants less of, and in which language: the whole message says so, or it is a person's to read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.understanding import grieves, is_grave, is_small_talk, reads_as
from engine.understanding.wishes import language_asked, wish

WISHES = {
    "fewer": (
        "fewer please", "Fewer texts please", "less messages please!", "Less please", "text me less",
        "Can you text me less often please?", "Could you send fewer messages?", "not so many texts",
        "I'd like fewer messages", "menos, por favor", "Menos mensajes", "m\u00e1ndame menos mensajes",
        "no tantos mensajes por favor", "\u00bfPuedes mandarme menos mensajes?", "me puedes mandar menos mensajes",
    ),
    "calls": (
        "only the call", "Just the call please", "only call reminders", "I only want the call reminders",
        "only the team call", "only remind me of the call", "solo la llamada", "S\u00f3lo la llamada, por favor",
        "solo los avisos de la llamada", "quiero solo la llamada",
    ),
    "all": (
        "all again", "ALL AGAIN", "Everything again please", "back again", "I'm back!", "Back", "todo otra vez",
        "todo de nuevo por favor", "ya volv\u00ed", "estoy de vuelta", "send me everything again",
    ),
}  # fmt: skip
NONE = (
    "less", "menos", "I have fewer customers this week", "I made less this month", "only the call was great",
    "the only call I missed", "just call", "just call me", "is it only the call?", "we are back home", "do it all again",
    "back to work", "todo bien", "no", "yes", "more please", "I need less stress", "menos mal", "solo llamame",
    "less is more", "all good again", "can I get fewer candles",
)  # fmt: skip
LANGUAGES = {
    "es": (
        "espa\u00f1ol", "Espanol", "en espa\u00f1ol por favor", "\u00bfEn espa\u00f1ol?", "Spanish please",
        "Can I have this in Spanish?", "\u00bfMe pueden escribir en espa\u00f1ol?", "no hablo ingl\u00e9s",
        "I don't speak English", "switch to Spanish", "solo espa\u00f1ol", "puede ser en espa\u00f1ol?",
    ),
    "en": (
        "English please", "English", "ingl\u00e9s", "en ingl\u00e9s por favor", "No hablo espa\u00f1ol",
        "I don't speak Spanish", "Could you write in English?", "can we do english", "English only please",
    ),
}  # fmt: skip
NO_LANGUAGE = (
    "I love Spanish food", "my english teacher called", "Do you speak Spanish?", "\u00bfHablan espa\u00f1ol?",
    "English muffins", "the call in Spanish was lovely", "Is there a call in Spanish?",
)  # fmt: skip


@pytest.mark.parametrize(
    ("meant", "said"), [(meant, said) for meant, all_ in WISHES.items() for said in all_]
)
def test_a_wish_is_understood_and_is_no_stop(meant: str, said: str) -> None:
    assert wish(said) == meant
    assert {reads_as(said, "en"), reads_as(said, "es")} == {None}
    assert not is_grave(said, "en")


@pytest.mark.parametrize("said", NONE)
def test_a_sentence_with_such_words_is_no_wish(said: str) -> None:
    assert wish(said) is None


@pytest.mark.parametrize(("meant", "said"), [(one, said) for one, all_ in LANGUAGES.items() for said in all_])
def test_a_language_is_asked_for(meant: str, said: str) -> None:
    assert language_asked(said) == meant
    assert not is_small_talk(said, "en")


@pytest.mark.parametrize("said", NO_LANGUAGE)
def test_a_sentence_about_a_language_asks_for_none(said: str) -> None:
    assert language_asked(said) is None


@given(st.text(max_size=90))
def test_no_text_breaks_it(said: str) -> None:
    wish(said)
    language_asked(said)
    assert not grieves(said) or is_grave(said, "en")


@pytest.mark.parametrize(
    "said", ["My mom died last night", "we lost my grandpa", "The funeral is Friday", "Muri\u00f3 mi abuela", "miscarriage"]
)  # fmt: skip
def test_words_of_a_death_are_grief(said: str) -> None:
    assert grieves(said)
    assert is_grave(said, "es")


@pytest.mark.parametrize(
    "said", ["I want to die", "he hits me", "I'm in the hospital", "my phone died", "dying to hear it"]
)
def test_danger_and_despair_are_no_grief(said: str) -> None:
    assert not grieves(said)
