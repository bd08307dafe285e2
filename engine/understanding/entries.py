"""What members text about a challenge: an entry, how far it is, the leaders' board, whether their pictures are shown.

Only whole messages, or messages that begin with the challenge's own word and ask nothing: in doubt a person gets it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from engine.understanding.keywords import match_keyword
from engine.understanding.normal import asks, normal

LONGEST = 60  # letters of a whole-message word of ours
MOST_AMOUNT = 100_000
NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "a": 1, "an": 1, "uno": 1, "una": 1, "un": 1, "dos": 2, "tres": 3, "cuatro": 4,
    "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12,
}  # fmt: skip

_FAR = re.compile(
    r"how far|how far (?:are we|along|is it|along are we)(?: now| so far)?|how many (?:so far|do we have|have we got)"
    r"|(?:que )?tan lejos(?: vamos)?|cuanto falta|cuantos? (?:van|llevamos|faltan)|cuantas (?:van|llevamos|faltan)"
    r"|como vamos"
)
_ON = re.compile(
    r"(?:leader|leaders|leader s)? ?board(?: on| yes| please)?|(?:yes )?put me on the (?:leaders? )?board"
    r"|(?:la )?tabla(?: si)?|(?:si )?ponme en la tabla"
)
_OFF = re.compile(
    r"(?:leader|leaders)? ?board (?:off|no)|(?:no board|not on the board|off the board|take me off the board)"
    r"|tabla no|(?:no )?(?:me )?(?:quita|quitame|saca|sacame) de la tabla|no en la tabla"
)
_PRIVATE = re.compile(
    r"private|keep (?:it|them|mine|my (?:photos?|pictures?)) (?:private|off(?: the wall)?)"
    r"|(?:please )?(?:dont|do not) (?:show|share) my (?:photos?|pictures?)"
    r"|take (?:down )?my (?:photos?|pictures?)(?: (?:down|off(?: the wall)?))?"
    r"|privad[oa]s?|no (?:muestren|muestres|compartan) mis? fotos?|quiten? mis? fotos?"
)
Wish = Literal["how far", "board on", "board off", "private"]


@dataclass(frozen=True, slots=True)
class SaidEntry:
    """Words that begin with a challenge's own: what it counts for (None where a number was wanted and none came),
    and what stands after the word."""

    amount: int | None
    words: str


def wish_of(text: str) -> Wish | None:
    """What a whole message wants of challenges, in English or Spanish."""
    if len(text) > LONGEST:
        return None
    said = normal(text)
    for pattern, wish in ((_FAR, "how far"), (_OFF, "board off"), (_ON, "board on"), (_PRIVATE, "private")):
        if pattern.fullmatch(said):
            found: Wish = wish  # type: ignore[assignment]  # one of the four by the tuple above
            return found
    return None


def entry_in(text: str, words: Sequence[str], counts: str) -> SaidEntry | None:
    """The entry that ``text`` is to a challenge with these ``words``; None where it is none, or asks something.

    Amounts are a number right after or before the word: "SOLD 5", "5 sold", "sold five today".
    """
    if match_keyword(text, dict.fromkeys(words, True)):
        return SaidEntry(None if counts == "amounts" else 1, "")
    said = normal(text)
    rest = next((found for word in words if (found := _after(said, normal(word))) is not None), None)
    if counts == "amounts":
        return _amount(said, words, rest)
    if rest is None or asks(text):
        return None
    return SaidEntry(1, _own_words(text, words))


def _after(said: str, word: str) -> str | None:
    return said.removeprefix(f"{word} ") if said.startswith(f"{word} ") else None


def _amount(said: str, words: Sequence[str], rest: str | None) -> SaidEntry | None:
    """A number beside the word, and little else: "sold 5 and need more stock by friday" is for a person too."""
    if rest is None:
        number, _, after = said.partition(" ")
        if after not in {normal(word) for word in words}:
            return None
        rest = number
    first, _, more = rest.partition(" ")
    amount = NUMBERS.get(first) or (int(first) if first.isdecimal() and len(first) < 8 else 0)
    if not 0 < amount <= MOST_AMOUNT or len(more.split()) > 2:
        return None
    return SaidEntry(amount, more)


def _own_words(text: str, words: Sequence[str]) -> str:
    """As they were typed, without the word in front."""
    for word in words:
        match = re.match(rf"\s*{re.escape(word)}\b[\s:,.!-]*", text, re.IGNORECASE)
        if match:
            return " ".join(text[match.end() :].split())
    return " ".join(text.split())
