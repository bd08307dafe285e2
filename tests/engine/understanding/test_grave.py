"""Grief, danger and self-harm are seen; exaggeration is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.understanding import is_grave

GRAVE = [
    "my mom died",
    "My mom just died yesterday.",
    "my grandmother passed away last night",
    "Dad passed this morning",
    "I'm at a funeral",
    "we are in hospice with my father",
    "I lost my husband in March",
    "we lost the baby",
    "I had a miscarriage",
    "my dog died",
    "his brother was killed",
    "she is dead",
    "my uncle is dying",
    "there was a death in the family",
    "I want to kill myself",
    "I want to die",
    "i wanna die",
    "I don't want to live anymore",
    "i dont want to be here anymore",
    "everyone would be better off without me",
    "I wish I was dead",
    "thinking about suicide",
    "I feel suicidal",
    "I've been cutting myself",
    "no reason to live",
    "I can't go on",
    "I can't go on like this",
    "Mom passed the other day",
    "she passed yesterday",
    "my mother in law passed",
    "my sister was in an accident",
    "I took a bunch of pills",
    "I feel hopeless",
    "going to end it all",
    "she overdosed",
    "he hit me",
    "He hit me again last night",
    "my boyfriend is hitting me",
    "my husband beats me up",
    "he threatened me",
    "I was raped",
    "he is abusive",
    "I'm not safe at home",
    "I don't feel safe",
    "call 911",
    "he has a gun",
    "I'm in the hospital",
    "my son was in a car accident",
    "I was diagnosed with cancer",
    "my dad had a heart attack",
    "Yes great call! also my mom died",
    "yes. I want to die",
    "My phone died and then my dad died",
    "MY MOM DIED",
    "my mom d\u200bied",
    "mi mamá murió",
    "falleció mi abuela",
    "me quiero morir",
    "quiero matarme",
    "ya no quiero vivir",
    "mi esposo me pega",
    "perdí a mi hijo",
    "estoy en el hospital",
    "estamos de luto",
    "mi papá tiene cáncer",
]
LIGHT = [
    "dying to hear the recording",
    "I'm dying to try it",
    "you're killing it!",
    "killed it on the call today",
    "that cake is to die for",
    "when is the deadline?",
    "the dead line is friday",
    "my phone died",
    "my phone just died, sorry",
    "battery is dead",
    "my laptop is dying",
    "dead tired today",
    "dying laughing",
    "lol I'm dead",
    "that joke, I died laughing",
    "you beat me to it",
    "beats me",
    "scared to death of public speaking",
    "love this stuff to death",
    "breast cancer walk on saturday",
    "a stroke of luck",
    "I lost my phone",
    "I lost my keys",
    "I hurt myself at the gym",
    "the party died down",
    "I don't want to live in Texas",
    "it hit me that I can do this",
    "yes",
    "no",
    "great call!",
    "my mom loved it",
    "my husband bought two",
    "I passed my exam",
    "mom passed her driving test",
    "I can't go on Tuesday",
    "dad passed the phone to me",
    "he beat me in tennis",
    "I'm buried in work",
    "I work at the hospital",
    "dying for coffee",
    "sales are dead this week",
    "let's pass the word",
    "he hit his goal",
    "I'll beat my goal",
    "help",
    "me muero de risa",
    "muerta de hambre",
    "se murió mi teléfono",
    "murió la batería",
    "",
    "\U0001f480",
]


@pytest.mark.parametrize("text", GRAVE)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_person_is_needed(text: str, language: str) -> None:
    assert is_grave(text, language)


@pytest.mark.parametrize("text", LIGHT)
def test_a_way_of_speaking(text: str) -> None:
    assert not is_grave(text, "en")


@given(st.text(max_size=1700), st.text(max_size=8))
def test_any_text_is_looked_at(text: str, language: str) -> None:
    assert is_grave(text, language) in (True, False)


@given(st.sampled_from(GRAVE), st.sampled_from(["", "hi, ", "Sorry... ", "yes! ", "\U0001f622 "]))
def test_what_stands_around_it_hides_nothing(text: str, before: str) -> None:
    assert is_grave(before + text.upper() + "!!", "en")
