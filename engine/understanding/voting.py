"""Votes by text: the words after VOTE, and which of the choices some words mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from engine.understanding.lines import fit
from engine.understanding.normal import words

SHORTEST = 3  # letters of a word by which a choice is known
_NOT_YET = r"(?:(?:please|ok|okay|hi|hey|hola|yes|si|sí)[\s,!.]+)?"
_VOTE = re.compile(
    rf"\s*{_NOT_YET}(?:"
    r"(?:i(?:['’]?d like to|['’]?ll| would like to| want to| will)?\s+)?vote(?:\s+(?:for|number|no\.?))*"
    r"|my\s+vote(?:\s+(?:is|goes))?(?:\s+(?:for|to))?"
    r"|(?:yo\s+)?(?:voto|quiero votar|votar)(?:\s+(?:por|a|para|al|numero|número))*"
    r"|mi\s+voto(?:\s+(?:es|va))?(?:\s+(?:por|para|a))?"
    r")(?=$|[\s:,.!#-])[\s:,.!#-]*",
    re.IGNORECASE,
)


_ARTICLE = re.compile(r"^\s*(?:the|number|no\.|la|el|los|las|numero|número)\s+", re.IGNORECASE)


def after_vote(text: str) -> str | None:
    """What stands after VOTE ("Vote for spruce", "VOTO 2", "my vote goes to Amy"); None where a message begins otherwise.

    A question never is a vote.
    """
    found = _VOTE.match(text)
    return None if found is None or "?" in text else text[found.end() :].strip()


def chosen(said: str, choices: Sequence[Sequence[str]], language: str) -> int | None:
    """The index of the choice that the words mean: its number, its words, or a word that only it has.

    Each choice is all that it is called, in one language or several: words count in whichever they are said.
    """
    ways = [_ways(number, choices) for number in range(len(choices))]
    found = fit(said, ways, language)
    return found if found is not None else fit(_ARTICLE.sub("", said), ways, language)


def _ways(number: int, choices: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """What one choice may be called: a word counts for it alone where no other choice has it in any language."""
    count = Counter(word for choice in choices for word in {word for way in choice for word in words(way)})
    taken = {" ".join(words(way)) for choice in choices for way in choice}
    own = {
        word: None
        for way in choices[number]
        for word in words(way)
        if count[word] == 1 and len(word) >= SHORTEST and word not in taken
    }
    return (*choices[number], str(number + 1), *own)
