"""What a vote is about: ``[spruce, orange]``, the same with its words in other languages, or members."""

from __future__ import annotations

from engine.language.dated import Choice
from engine.language.parsing.reading import Reading
from engine.language.parsing.values import language, listed, single
from engine.language.source.nodes import Pair, Pairs, Text
from engine.understanding import HELP_WORDS, STOP_WORDS, normal

MEMBERS, LEAST, MOST = "members", 2, 9


def choices(pair: Pair, reading: Reading) -> tuple[Choice, ...] | None:
    """Two to nine different choices, one for each key of a telephone; none where members are chosen among.

    Each is words, or a key of which the lines below are its words in other languages: ``spruce: {es: abeto}``.
    """
    if isinstance(pair.value, Text) and pair.value.text.strip().casefold() == MEMBERS:
        return ()
    found = _found(pair, reading)
    if not found:
        return None
    taken: dict[str, int] = {}
    for number, (choice, others) in enumerate(found):
        for each in (choice, *(words for _, words in others)):
            _look(each, number, taken, reading)
    if not LEAST <= len(found) <= MOST:
        message = f"A vote has {LEAST} to {MOST} choices, one for each key of a telephone; or: members."
        reading.report.error(found[0][0].place, message, rule="choices")
        return None
    return tuple(
        Choice(_plain(choice), tuple((tongue, _plain(words)) for tongue, words in others))
        for choice, others in found
    )


def _found(pair: Pair, reading: Reading) -> list[tuple[Text, list[tuple[str, Text]]]]:
    """Every choice with its words in other languages, as they stand."""
    if isinstance(pair.value, Pairs):
        return [(each.key, _others(each, reading)) for each in pair.value.pairs]
    return [(each, []) for each in listed(pair, reading)]


def _others(choice: Pair, reading: Reading) -> list[tuple[str, Text]]:
    if isinstance(choice.value, Text) and not choice.value.text.strip():
        return []
    if not isinstance(choice.value, Pairs):
        message = f'Below "{choice.key.text}:" stand its words in other languages, such as "es: abeto".'
        reading.report.error(choice.value.place, message, rule="shape")
        return []
    found: dict[str, Text] = {}
    for each in choice.value.pairs:
        tongue, words = language(each.key, reading), single(each, reading)
        if tongue and words:
            found[tongue] = words
    return list(found.items())


def _look(each: Text, number: int, taken: dict[str, int], reading: Reading) -> None:
    """Whether these words can be voted for by text; ``taken`` has the number of the choice that has some words."""
    said = normal(each.text)
    owner = "STOP" if said in STOP_WORDS else "HELP" if said in HELP_WORDS else ""
    if said.isdigit() or not said:
        message = f'"{each.text}" is no choice: each gets a number of its own, so say it in words.'
        reading.report.error(each.place, message, rule="choices")
    elif owner:
        message = f'"{each.text}" belongs to {owner}, so nobody could vote for it by text.'
        reading.report.error(each.place, message, rule="choices")
    elif taken.get(said, number) != number:
        message = f'"{each.text}" is among the choices already.'
        reading.report.error(each.place, message, rule="choices")
    taken.setdefault(said, number)


def _plain(words: Text) -> str:
    return " ".join(words.text.split())
