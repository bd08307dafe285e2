"""Starts that have lines of their own: a call, and whatever else takes place on dates of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from engine.language.dated import ASKED, SHOWN, Call, Challenge, Dated, Letter, Meeting, Vote
from engine.language.dated_grammar import NESTED_STARTS
from engine.language.parsing import challenge
from engine.language.parsing.dated_values import DATED_VALUES
from engine.language.parsing.reading import Reading, complete, read_keys
from engine.language.parsing.step_values import READERS
from engine.language.place import Place
from engine.language.report import commented, one_of
from engine.language.source.nodes import Node, Pairs, plain_key
from engine.times import Moment

OWN_LINE = ("muted", "record", "grace", "notes", "if nobody leads")
FOR_STAND_INS = ("notes", "ask stand ins")


@dataclass(frozen=True, slots=True)
class Unzoned:
    """A start that is read, before it is known which zone it is in where it names none."""

    kind: str
    values: Mapping[str, Any]

    def zoned(self, timezone: str) -> Dated:
        made: Dated = _MADE[self.kind](**{"timezone": timezone, **self.values})
        return made


def kind_of(root: Node) -> str:
    """Which of these a workflow's file begins with; "" where it begins with a phrase."""
    starts = (
        [pair.value for pair in root.pairs if plain_key(pair.key.text) == "start"]
        if isinstance(root, Pairs)
        else []
    )
    for value in starts:
        for inner in value.pairs if isinstance(value, Pairs) else ():
            if (name := plain_key(inner.key.text)) in NESTED_STARTS:
                return name
    return ""


def nested_start(node: Pairs, reading: Reading) -> Unzoned | None:
    """The values below ``call:`` and its like; the community's zone is filled in later."""
    found = next((pair for pair in node.pairs if plain_key(pair.key.text) in NESTED_STARTS), None)
    for pair in node.pairs:
        if pair is not found:
            names = one_of([f"{name}:" for name in NESTED_STARTS], "and")
            message = f'"{pair.key.text}" is not a way to start. Only {names} has lines of its own.'
            guess = "call" if found is None and len(node.pairs) == 1 else None
            reading.report.error(pair.key.place, message, rule="start", guess=guess)
    if found is None:
        return None
    kind = plain_key(found.key.text)
    keys = NESTED_STARTS[kind][1]
    values = read_keys(found.value, keys, _READERS, reading, f'"{kind}"', at=found.key.place)
    if values is None:
        return None
    _RULES[kind](found.value, found.key.place, values, reading)
    dates = "every" in values or "begins" in values
    return Unzoned(kind, {**values, "place": found.key.place}) if dates and complete(values, keys) else None


def _call(node: Node, place: Place, values: dict[str, Any], reading: Reading) -> None:
    if "code" in values and "number" not in values:
        message = '"code:" belongs to an outside bridge, so "number:" is needed too.'
        reading.report.error(place, message, rule="missing-key")
    _own_line(node, values, reading)


def _own_line(call: Node, values: dict[str, Any], reading: Reading) -> None:
    """What only our own line can do is an error where the call is held elsewhere; what is for stand-ins wants some."""
    for pair in call.pairs if isinstance(call, Pairs) else ():
        name = plain_key(pair.key.text)
        value = values.get(name.replace(" ", "_"))
        if value in (None, False, "no"):
            continue
        if name in OWN_LINE and "number" in values:
            message = f'"{name}:" does nothing with an outside bridge: only our own line can do that.'
            repair = commented(reading.report.line(pair.key.place.line))
            reading.report.error(pair.key.place, message, rule="outside-bridge", repair=repair)
        elif name in FOR_STAND_INS and "stand_ins" not in values:
            message = f'"{pair.key.text}:" is of use only with "stand-ins:", and this call has none.'
            reading.report.warn(pair.key.place, message, rule="stand-ins")


def _meeting(node: Node, place: Place, values: dict[str, Any], reading: Reading) -> None:
    _again_or_once(node, place, values, reading, "at")
    if "where" not in values and "link" not in values:
        message = 'Where is it? Say "where:" for a place, "link:" for the web, or both.'
        reading.report.error(place, message, rule="missing-key")


def _again_or_once(node: Node, place: Place, values: dict[str, Any], reading: Reading, once: str) -> None:
    """It comes ``every`` so often, or once: one of the two has to be said."""
    said = {plain_key(pair.key.text): pair for pair in node.pairs} if isinstance(node, Pairs) else {}
    if "every" in said and once in said:
        later = max((said["every"], said[once]), key=lambda pair: pair.key.place.line)
        repair = commented(reading.report.line(later.key.place.line))
        message = f'It comes again and again ("every:") or once ("{once}:"), not both.'
        reading.report.error(later.key.place, message, rule="dates", repair=repair)
    elif "every" not in said and once not in said:
        message = f'When is it? Say "every: month on the 1st at 9am", or "{once}: 2026-12-05 9am" for once.'
        reading.report.error(place, message, rule="missing-key")


def _letter(node: Node, place: Place, values: dict[str, Any], reading: Reading) -> None:
    """Both moments come before the letter goes out, and the question before the letter is shown."""
    for pair in node.pairs if isinstance(node, Pairs) else ():
        attribute = {"ask": "asked", "show": "shown"}.get(plain_key(pair.key.text), "")
        moment = values.get(attribute)
        if moment is not None and not moment.before_start:
            message = f'"{pair.key.text}:" comes before the letter goes out, such as "3 hours before".'
            reading.report.error(pair.value.place, message, rule="letter", instead="3 hours before")
    asked, shown = values.get("asked", ASKED), values.get("shown", SHOWN)
    if _earlier(asked) < _earlier(shown):
        message = (
            "The letter would be shown before anybody is asked what to add: ask earlier, or show it later."
        )
        reading.report.error(place, message, rule="letter")


def _earlier(moment: Moment) -> timedelta:
    return moment.offset.rough() if moment.offset is not None else timedelta(0)


def _vote(node: Node, place: Place, values: dict[str, Any], reading: Reading) -> None:
    _again_or_once(node, place, values, reading, "from")
    said = {plain_key(pair.key.text): pair.key for pair in node.pairs} if isinstance(node, Pairs) else {}
    if ("lasts" in said) == ("until" in said):
        message = 'How long is it open? Say "lasts: 4 days", or "until:" with a date.'
        at = said["until"].place if "until" in said else place
        reading.report.error(at, message, rule="dates")
    elif "until" in said and "every" in said:
        message = 'What comes again and again says how long: "lasts: 4 days".'
        reading.report.error(said["until"].place, message, rule="dates")
    elif "begins" in values and "until" in values and values["until"] <= values["begins"]:
        reading.report.error(said["until"].place, "It would close before it opens.", rule="dates")


def is_lasting(kind: str) -> bool:
    """Whether it goes on for days."""
    return kind in _MADE and _MADE[kind].lasting


_READERS = {**READERS, **DATED_VALUES, **challenge.READERS}
_MADE: Mapping[str, type[Dated]] = {
    "call": Call,
    "meeting": Meeting,
    "letter": Letter,
    "challenge": Challenge,
    "vote": Vote,
}
_RULES: Mapping[str, Callable[[Node, Place, dict[str, Any], Reading], None]] = {
    "call": _call,
    "meeting": _meeting,
    "letter": _letter,
    "challenge": challenge.rules,
    "vote": _vote,
}
"""What of its lines must go together, for each kind."""
