"""Conditions from their nodes: ``everyone``, a call's outcome, or keys that must all hold."""

from __future__ import annotations

import re
from typing import Any, cast

from engine.language.conditions import CALL_OUTCOMES, EVERYONE, Condition, ConditionKey, Conditions
from engine.language.grammar import CONDITION_KEYS, OUTCOME_KEYS
from engine.language.parsing.reading import Kind, Reading
from engine.language.parsing.values import SIMPLE, field_name, language, listed, parsed, yes_or_no
from engine.language.place import Place
from engine.language.source.nodes import Items, Node, Pair, Pairs, Text, inside, plain_key
from engine.times import parse_duration
from engine.times.guesses import nearest

_BY_NAME = {key.name: key for key in CONDITION_KEYS}
_OUTCOMES = tuple(key.name for key in OUTCOME_KEYS)
_MENTIONS: dict[str, Kind] = {"tags": "tag", "stages": "stage"}
CHANNELS = ("text", "email", "phone")
_LATELY = re.compile(r"(?P<event>\S.*?)?\s*\bwithin\b\s*(?P<duration>.*)", re.IGNORECASE)


def conditions(pair: Pair, reading: Reading) -> Conditions | None:
    """The conditions after a key; None where they could not be used, which was reported."""
    return of_node(pair.value, pair.key, reading)


def of_node(node: Node, key: Text, reading: Reading) -> Conditions | None:
    match node:
        case Pairs():
            found = [_one(pair, reading) for pair in node.pairs]
            if not node.pairs:
                reading.report.error(
                    node.place, "Nothing is said here. Everyone is written: everyone.", rule="empty"
                )
            return (
                None if None in found or not found else Conditions(tuple(c for c in found if c is not None))
            )
        case Items():
            _several(node, key, reading)
            return None
        case Text():
            return _word(node, key, reading)


def _without_colon(said: str, written: str) -> str | None:
    """ "tagged leader" as the condition it was meant to be: {tagged: leader}."""
    longest_first = sorted(_BY_NAME, key=len, reverse=True)
    name = next((name for name in longest_first if said.startswith(f"{name} ")), None)
    value = plain_key(written)[len(name) :].strip() if name else ""
    return f"{{{name}: {value}}}" if value and not set(value) & set(",:#[]{}") else None


def any_of(pair: Pair, reading: Reading) -> tuple[Conditions, ...] | None:
    """``stop when:``: conditions, or a list of them of which any will do."""
    nodes = pair.value.items if isinstance(pair.value, Items) else (pair.value,)
    found = [of_node(node, pair.key, reading) for node in nodes]
    for node, one in zip(nodes, found, strict=True):
        if one is not None and one.everyone:
            message = f'"{pair.key.text}: everyone" would take everyone out at once.'
            reading.report.error(node.place, message, rule="stop-everyone")
    return tuple(one for one in found if one is not None) if found and None not in found else None


def _several(node: Items, key: Text, reading: Reading) -> None:
    """A list could mean any or all of them, so nobody has to guess: it is refused."""
    message = f'"{key.text}:" takes keys that must all hold, one below the other, and no list.'
    reading.report.error(node.place, message, rule="shape")


def _word(node: Text, key: Text, reading: Reading) -> Conditions | None:
    said = plain_key(node.text).casefold()
    if said == "everyone":
        return EVERYONE
    if said in CALL_OUTCOMES:
        return Conditions((_outcome(said, node.place, reading),))
    if not said:
        reading.report.error(key.place, f'Nothing is said after "{key.text}:".', rule="empty")
        return None
    meant = _without_colon(said, node.text.strip())
    message = (
        f'"{node.text.strip()}" is neither everyone nor a condition such as {meant or "{tagged: leader}"}.'
    )
    guess = meant or nearest(said, ("everyone", *(_OUTCOMES if reading.dated else ())))
    reading.report.error(node.place, message, rule="condition", guess=guess)
    return None


def _outcome(said: str, place: Place, reading: Reading) -> Condition:
    reading.mention("outcome", said, place)
    return Condition(cast(ConditionKey, said), place)


def _one(pair: Pair, reading: Reading) -> Condition | None:
    name = plain_key(pair.key.text)
    if name in CALL_OUTCOMES:
        return _outcome(name, pair.key.place, reading) if yes_or_no(pair, reading) else None
    key = _BY_NAME.get(name)
    if key is None:
        return _field(pair, reading)
    if key.kind in SIMPLE:
        value: Any = SIMPLE[key.kind](pair, reading)
        if value is None:
            return None
        slot = "percent" if key.kind == "percent" else "duration"
        return Condition(cast(ConditionKey, name), pair.key.place, **{slot: value})
    if key.kind == "events":
        return _events(pair, name, reading)
    return _words(pair, key.kind, name, reading)


def _events(pair: Pair, name: str, reading: Reading) -> Condition | None:
    """``first-sale``, several of which any counts, or one of them lately: ``first-sale within 30 days``."""
    texts = listed(pair, reading)
    if not texts:
        return None
    lately = next(((text, match) for text in texts if (match := _LATELY.fullmatch(text.text))), None)
    if lately is None:
        return _words(pair, "events", name, reading)
    text, match = lately
    if match["event"] is None or len(texts) > 1:
        message = f'"within" goes with one event: {name}: first-sale within 30 days.'
        reading.report.error(text.place, message, rule="within")
        return None
    at = match.start("duration")
    duration = parsed(
        Text(match["duration"], inside(text, at, len(match["duration"]))), parse_duration, reading
    )
    values = (" ".join(match["event"].split()),)
    return Condition(cast(ConditionKey, name), text.place, values, duration=duration) if duration else None


def _words(pair: Pair, kind: str, name: str, reading: Reading) -> Condition | None:
    texts = listed(pair, reading)
    if not texts:
        return None
    values = [_value(text, kind, name, reading) for text in texts]
    if None in values:
        return None
    return Condition(
        cast(ConditionKey, name), texts[0].place, tuple(value for value in values if value is not None)
    )


def _value(text: Text, kind: str, name: str, reading: Reading) -> str | None:
    said = " ".join(text.text.split())
    if kind == "languages":
        return language(text, reading)
    if kind == "channels":
        if said.casefold() in CHANNELS:
            return said.casefold()
        message = f'"{said}" is not a way to reach a member: text, email or phone.'
        reading.report.unknown(text.place, said, message, CHANNELS, rule="choice")
        return None
    if name in ("role", "not role"):
        reading.mention("role", said, text.place)
    elif kind in _MENTIONS:
        reading.mention(_MENTIONS[kind], said, text.place)
    return said


def _field(pair: Pair, reading: Reading) -> Condition | None:
    """``FIELD: value``. Whether there is such a field is known when every file was read."""
    texts = listed(pair, reading)
    name = field_name(pair.key.text)
    reading.mention("field", name, pair.key.place, detail="condition")
    if not texts:
        return None
    return Condition("field", pair.key.place, tuple(text.text.strip() for text in texts), field=name)
