"""What a leader says of tonight's call: every usual way, and none of the ways that only look like it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.understanding.leading import AFTER, BEFORE, LONGEST, leading, takes_it

SICK = [
    "SICK",
    "sick",
    "Sick!",
    "I'm sick",
    "I am sick tonight",
    "sorry, I'm sick",
    "Hi all, I'm really sick today",
    "calling in sick",
    "I have to call in sick tonight",
    "I don't feel well",
    "I'm not feeling well tonight, sorry",
    "can't make it tonight",
    "Can’t make it tonight",
    "I can't make it tonight",
    "i cant make it",
    "So sorry but I can't make it to the call tonight.",
    "I won't be able to make it tonight",
    "I will not be able to lead tonight",
    "I cannot host the call tonight",
    "Unfortunately I can't lead tonight's call",
    "I can't do it tonight",
    "I'm not able to make it today",
    "I don't think I can make it tonight",
    "I can't make it tonight. My car broke down!",
    "I'm sick, the kids gave me the flu",
    "I have the flu",
    "can't tonight",
    "enferma",
    "Estoy enfermo",
    "estoy enferma hoy, lo siento",
    "Hoy me siento mal. No puedo ir",
    "no puedo esta noche",
    "No puedo estar esta noche, perdón",
    "Lo siento, no voy a poder estar hoy",
    "no podré dirigir la llamada",
    "Perdón, no llego hoy",
    "tengo fiebre",
    "Hoy no puedo",
    "Lo siento, no puedo",
    "Esta noche no puedo, gracias",
    "I'd love to, but I can't tonight",
]
NOT_SICK = [
    "I'm not sick",
    "not sick",
    "No, I'm not sick any more",
    "I was sick last week",
    "Are you sick?",
    "can't make it tonight?",
    "who can't make it tonight?",
    "¿No puedes esta noche?",
    "I can make it tonight",
    "Amy can't make it tonight",
    "my daughter is sick",
    "what if I can't make it tonight",
    "I never said I'm sick of it",
    "I'm sick of these texts",
    "no estoy enferma",
    "mi hija está enferma",
    "sí puedo esta noche",
    "I can't wait",
    "I can't make it louder",
    "That's sick, congratulations",
    "sickness",
    "",
    "👍",
]
ON = ["ON", "on", "On!", "I'm on", "I am on", "I'll be on tonight", "I'll be there", "ill lead it", "Ahí estaré", "Hola, ahí estaré"]  # fmt: skip
NOT_ON = ["on?", "are you on?", "I'm not on", "not on", "come on", "on my way", "turn it on", "who is on", "no estaré ahí"]  # fmt: skip


@pytest.mark.parametrize("text", SICK)
def test_that_they_cannot_is_understood(text: str) -> None:
    assert leading(text) == "sick"


@pytest.mark.parametrize("text", NOT_SICK)
def test_what_is_denied_asked_or_said_of_others_is_not(text: str) -> None:
    assert leading(text) is None


@pytest.mark.parametrize("text", ON)
def test_that_they_are_on_is_understood(text: str) -> None:
    assert leading(text) == "on"


@pytest.mark.parametrize("text", NOT_ON)
def test_what_only_looks_like_on_is_not(text: str) -> None:
    assert leading(text) != "on"


@pytest.mark.parametrize(
    ("text", "language", "meant"),
    [
        ("YES", "en", True),
        ("yes please!", "en", True),
        ("Yes I can", "en", True),
        ("sure, I'll do it", "en", True),
        ("I can", "en", True),
        ("I'll take it", "en", True),
        ("sí", "es", True),
        ("Sí, con gusto", "es", True),
        ("yo puedo", "es", True),
        ("NO", "en", False),
        ("no sorry", "en", False),
        ("sorry, can't tonight", "en", False),
        ("I can't", "en", False),
        ("not tonight", "en", False),
        ("no puedo", "es", False),
        ("hoy no", "es", False),
        ("I can't make it", "en", False),
        ("I can't make it tonight, so sorry", "en", False),
        ("I'm sick", "en", False),
        ("not this time", "en", False),
        ("Sorry, not this time. ", "en", False),
        ("not today", "en", False),
        ("I wish I could", "en", False),
        ("I'd love to but I can't", "en", False),
        ("maybe next time", "en", False),
        ("I'm out of town, sorry", "en", False),
        ("hoy no puedo", "es", False),
        ("hoy no puedo", "en", False),
        ("Lo siento, no puedo", "es", False),
        ("lo siento no puedo", "en", False),
        ("Esta vez no, gracias", "es", False),
        ("me encantaría pero no puedo", "es", False),
        ("estoy trabajando, lo siento", "es", False),
        ("I'll lead", "en", True),
        ("I'll lead it", "en", True),
        ("I'll be there", "en", True),
        ("I'll be there tonight!", "en", True),
        ("ON", "en", True),
        ("happy to", "en", True),
        ("Happy to!", "en", True),
        ("I'd be happy to help", "en", True),
        ("I'd love to", "en", True),
        ("I would love to lead the call", "en", True),
        ("gladly", "en", True),
        ("of course", "en", True),
        ("sure, I can", "en", True),
        ("Hi, yes I can do it tonight", "en", True),
        ("yo la dirijo", "es", True),
        ("ahí estaré", "es", True),
        ("yo la dirijo", "en", True),
        ("ahí estaré", "en", True),
        ("con gusto", "es", True),
        ("Con mucho gusto!", "en", True),
        ("claro que sí", "es", True),
        ("claro que sí", "en", True),
        ("Sí, cuenta conmigo", "es", True),
        ("happy to?", "en", None),
        ("¿con gusto?", "es", None),
        ("claro que sí?", "es", None),
        ("can't make it?", "en", None),
        ("I'd love to, but when?", "en", None),
        ("happy to hear that", "en", None),
        ("happy to but Bob is better", "en", None),
        ("I'd love to hear more about it", "en", None),
        ("I'd love to but let me ask my husband first", "en", None),
        ("not this time of the year", "en", None),
        ("of course you can't know that", "en", None),
        ("Amy can't make it", "en", None),
        ("con gusto te aviso mañana si puedo", "es", None),
        ("yes?", "en", None),
        ("which call?", "en", None),
        ("yes but not tonight", "en", None),
        ("I am at my sister's until eight", "en", None),
    ],
)
def test_whoever_is_asked_says_yes_or_no_or_neither(text: str, language: str, meant: bool | None) -> None:
    assert takes_it(text, language) is meant


@pytest.mark.parametrize("written", [BEFORE, AFTER])
def test_no_phrase_around_is_others_in_a_row(written: str) -> None:
    phrases = {" ".join(phrase.split()) for phrase in written.split("|")}
    for phrase in phrases:
        others = "|".join(map(re.escape, phrases - {phrase}))
        assert not re.fullmatch(rf"(?:{others})(?: (?:{others}))*", phrase), phrase


@pytest.mark.parametrize(
    "phrase", ["so sorry ", "sorry but ", "to the call tonight ", "hoy esta noche no ", "i "]
)
def test_the_same_over_and_over_is_read_at_once(phrase: str) -> None:
    text = (phrase * LONGEST)[: LONGEST - 2] + " x"
    assert leading(text) is None
    assert takes_it(text, "en") is None


@given(st.text(max_size=500))
def test_no_text_makes_it_raise(text: str) -> None:
    leading(text)
    takes_it(text, "es")
