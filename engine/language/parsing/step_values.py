"""Reads what stands after the verbs and their extras: names that other files must know are noted."""

from __future__ import annotations

from typing import Any

from engine.language.parsing import conditions as parse_conditions
from engine.language.parsing.phrases import remind, retry
from engine.language.parsing.reading import Kind, Reader, Reading
from engine.language.parsing.values import SIMPLE, field, file_name, listed, single, word
from engine.language.source.nodes import Pair, Pairs, Text, written
from engine.language.steps import ROLL_OUT
from engine.times import UntilDate, UntilTexted
from engine.understanding.details import OWN_DETAILS

ANY = "any"
NOTES = "notes"  # what a message is mentioned as that a stand-in gets


def _message(pair: Pair, reading: Reading) -> str | None:
    found = file_name(pair, reading)
    return found.text if found else None


def _named(kind: Kind, detail: str = "") -> Reader:
    def read(pair: Pair, reading: Reading) -> str | None:
        found = file_name(pair, reading)
        if found is None:
            return None
        reading.mention(kind, found.text, found.place, detail)
        return found.text

    return read


def _stop(pair: Pair, reading: Reading) -> str | None:
    found = single(pair, reading)
    if found and written(found) == ROLL_OUT:
        reading.mention("workflow", ROLL_OUT, found.place)
        return ROLL_OUT
    return _named("workflow")(pair, reading) if found else None


def _noted(kind: Kind) -> Reader:
    """A word that other files may have to know: a tag, a role, a stage."""

    def read(pair: Pair, reading: Reading) -> str | None:
        said = word(pair, reading)
        if said is not None:
            reading.mention(kind, said, pair.value.place)
        return said

    return read


def _person(pair: Pair, reading: Reading) -> str | None:
    said = word(pair, reading)
    if said is not None and said not in ("sponsor", "member"):
        reading.mention("role", said, pair.value.place)
    return said


def _field(pair: Pair, reading: Reading) -> str | None:
    found = single(pair, reading)
    name = field(found, reading, settable=OWN_DETAILS) if found else None
    if found and name:
        reading.mention("field set", name, found.place)
    return name


def _assignments(pair: Pair, reading: Reading) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(pair.value, Pairs) or not pair.value.pairs:
        reading.report.error(pair.key.place, '"set:" takes fields and values: {shirt size: M}.', rule="shape")
        return None
    found: list[tuple[str, str]] = []
    for each in pair.value.pairs:
        name = field(each.key, reading, settable=OWN_DETAILS)
        value = single(each, reading)
        if name and value and _fits(name, value, reading):
            reading.mention("field set", name, each.key.place)
            found.append((name, value.text.strip()))
    return tuple(found) or None


def _fits(name: str, value: Text, reading: Reading) -> bool:
    """What every member has is kept in one form: a birthday that is no date would never come."""
    read = OWN_DETAILS.get(name)
    if read is None or read(value.text) is not None:
        return True
    example = {"birthday": "05-14", "language": "es"}.get(name, "Amy Lee")
    message = f'"{value.text}" is no {name}: write it like {example}.'
    reading.report.error(value.place, message, rule="own-detail")
    return False


def _wait(pair: Pair, reading: Reading) -> Any:
    until = SIMPLE["wait"](pair, reading)
    if isinstance(until, UntilDate):
        reading.mention("date", until.field, pair.value.place)
    if isinstance(until, UntilTexted):
        for word in until.words:
            reading.mention("way", word, pair.value.place, detail=f"{pair.key.place.line}:{word}")
    return until


def _story(pair: Pair, reading: Reading) -> tuple[str, ...] | None:
    """``any``, which is no tag, or tags of which a story must have one."""
    texts = listed(pair, reading)
    for text in texts:
        reading.mention("story", text.text, text.place)
    said = tuple(text.text for text in texts)
    others = tuple(one for one in said if one.casefold() != ANY)
    if 0 < len(others) < len(said):
        message = '"any" stands alone: with it, tags say nothing.'
        reading.report.error(texts[0].place, message, rule="story", repair="")
    return others if said else None


def _nothing(pair: Pair, reading: Reading) -> bool:
    if not isinstance(pair.value, Text) or pair.value.text.strip():
        reading.report.error(pair.value.place, 'Nothing comes after "end".', rule="shape")
    return True


READERS: dict[str, Reader] = {
    **SIMPLE,
    "message": _message,
    "named message": _named("message"),
    "notes": _named("message", NOTES),
    "recording": _named("recording"),
    "workflow": _named("workflow"),
    "stop": _stop,
    "tag": _noted("tag set"),
    "untag": _noted("tag"),
    "stage": _noted("stage"),
    "role": _noted("role"),
    "person": _person,
    "field": _field,
    "assignments": _assignments,
    "wait": _wait,
    "story": _story,
    "remind": remind,
    "retry": retry,
    "conditions": parse_conditions.conditions,
    "any of": parse_conditions.any_of,
    "nothing": _nothing,
}
