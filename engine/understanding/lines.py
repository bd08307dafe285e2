"""Which answer line a reply fits.

A reply fits a line when, punctuation, case and emoji aside, it is one of its ways, or has at most five words,
starts with one of its ways and holds none of another line's. A question fits only as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from engine.understanding.normal import asks, normal
from engine.understanding.synonyms import NEXT, NO, NOT_A_NO, NUMBERS, YES, known

AnswerLine = tuple[str, ...]
MOST_WORDS = 5


@lru_cache(maxsize=4096)
def expand(way: str, language: str) -> frozenset[str]:
    """Every spelling that `way` stands for in a language, as `normal` spells them; empty for a blank way."""
    plain, tongue = normal(way), known(language)
    found = {plain}
    if plain in ("yes", YES[tongue][0]):
        found.update(YES[tongue])
    if plain in ("no", NO[tongue][0]):
        found.update(NO[tongue])
    if plain in ("next", NEXT[tongue][0]):
        found.update(NEXT[tongue])
    found.update(_number(plain, NUMBERS[tongue]))
    return frozenset(found - {""})


def _number(plain: str, names: Sequence[str]) -> set[str]:
    if plain in names:
        return {str(names.index(plain))}
    if plain.isascii() and plain.isdigit() and int(plain[:4]) < len(names):
        return {names[int(plain[:4])]}
    return set()


def fit(reply: str, lines: Sequence[Sequence[str]], language: str) -> int | None:
    """The index of the one line that a reply fits, or None."""
    plain = normal(reply)
    ways = [frozenset[str]().union(*(expand(way, language) for way in line)) for line in lines]
    for index, line in enumerate(ways):
        if plain and plain in line:
            return index
    said = plain.split()
    if not said or len(said) > MOST_WORDS or asks(reply):
        return None
    said = _without_friendly_no(said, ways, known(language))
    fits = [index for index in range(len(ways)) if _starts_and_holds(said, index, ways)]
    return fits[0] if len(fits) == 1 else None


def _starts_and_holds(said: list[str], index: int, ways: Sequence[frozenset[str]]) -> bool:
    own = max((len(way.split()) for way in ways[index] if said[: len(way.split())] == way.split()), default=0)
    if own == 0:
        return False
    others = [way.split() for other, line in enumerate(ways) if other != index for way in line]
    return not any(_held_beyond(said, way, own) for way in others)


def _held_beyond(said: list[str], way: list[str], own: int) -> bool:
    """Whether `way` stands anywhere in `said` but inside the first `own` words, which are a longer way."""
    spots = range(len(said) - len(way) + 1)
    return any(said[spot : spot + len(way)] == way and spot + len(way) > own for spot in spots)


def _without_friendly_no(said: list[str], ways: Sequence[frozenset[str]], tongue: str) -> list[str]:
    """`said` with "no problem" and its like as one word, so that no `no` is seen in them."""
    written = frozenset[str]().union(*ways)
    friendly = [phrase.split() for phrase in NOT_A_NO[tongue] if phrase not in written]
    joined: list[str] = []
    spot = 0
    while spot < len(said):
        here = [phrase for phrase in friendly if said[spot : spot + len(phrase)] == phrase]
        length = len(max(here, key=len)) if here else 1
        joined.append("_".join(said[spot : spot + length]))
        spot += length
    return joined


def clash(lines: Sequence[Sequence[str]], language: str) -> list[tuple[str, int, int]]:
    """Every way that two lines would both take: as written in the later one, and the two lines' indexes."""
    found: list[tuple[str, int, int]] = []
    for later, line in enumerate(lines):
        for earlier in range(later):
            taken = frozenset[str]().union(*(expand(way, language) for way in lines[earlier]))
            found += [(way, earlier, later) for way in line if expand(way, language) & taken]
    return found
