"""HERE in all the ways people write it, and what is something else."""

from __future__ import annotations

import pytest

from engine.understanding.presence import says_here

HERE = """here | Here! | HERE. | I was here | I'm here | im here | I was on | I was on the call | i was on the call last night
yes I was there | No, I was there | I was there too | Hi, I was listening | I actually was on the call | I was there the whole time | I called in
but I was on! | I dialed in | I was | Aquí | aqui estuve | Sí estuve | estuve en la llamada | yo estuve ahí | presente
ESTUVE AHI ANOCHE | Yo sí llamé | was here | I joined the call | hola, aquí estoy | I'm at the meeting | I was at your breakfast | ya estoy en el café | estuve en la reunión"""
OTHER = """I was not here | where is here? | here is my number | were you here | I wasn't there | I was sick | I was on holiday
I was on my way | I was there for you | are you there | aqui no | no estuve | estoy enfermo | I will be there | here?
I was going to call | see you there | I was there and it was so moving that I cried | call me | I was late
I'm at the hospital | I was at the doctor | estoy en el hospital | I'm at a meeting"""


def ways(text: str) -> list[str]:
    return [way.strip() for line in text.splitlines() for way in line.split("|")]


@pytest.mark.parametrize("words", ways(HERE))
def test_it_is_said(words: str) -> None:
    assert says_here(words)


@pytest.mark.parametrize("words", ways(OTHER))
def test_it_is_not(words: str) -> None:
    assert not says_here(words)
