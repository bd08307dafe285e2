"""The lines of ``start: challenge:``: the goal, when it is, its words, and how many of one member count."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Any

from engine.language.dated import Each, Goal
from engine.language.parsing.phrases import wall_moment
from engine.language.parsing.reading import Reader, Reading
from engine.language.parsing.values import choice, listed, parsed, single
from engine.language.place import Place
from engine.language.source.nodes import Node, Pair, Pairs, plain_key
from engine.times import parse_date

MIDNIGHT = time(0)
MOST = 1_000_000
_GOAL = re.compile(r"\s*(?P<count>[0-9][0-9,]*)\s+(?P<what>[^\W\d].*?)\s*")
_EACH = re.compile(r"\s*(?P<most>[0-9]{1,4})\s+(?P<per>a day|per day|in all|altogether)\s*", re.IGNORECASE)
_DATE = re.compile(r"\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*")
ANY_NUMBER = "any number"
_LATER = timedelta(days=1)


def rules(node: Node, place: Place, values: dict[str, Any], reading: Reading) -> None:
    """It comes again and lasts, or it is once and ends; its end comes after its start."""
    keys = {plain_key(pair.key.text): pair for pair in node.pairs} if isinstance(node, Pairs) else {}
    if not keys:
        return
    indent = " " * (next(iter(keys.values())).key.place.column - 1)
    if "every" not in keys and "from" not in keys:
        message = 'A challenge says when it begins: "from: 2026-12-01", or "every: month on the 1st at 9am".'
        reading.report.error(place, message, rule="missing-key", repair=f"{indent}from: 2026-12-01")
    elif "every" in keys and ("from" in keys or "until" in keys):
        other = keys.get("from") or keys["until"]
        message = f'"every:" comes again and again, so "{other.key.text}:" does not go with it. Say "lasts: 4 weeks".'
        reading.report.error(
            other.key.place, message, rule="challenge-times", repair=f"{indent}lasts: 4 weeks"
        )
    elif "until" not in keys and "lasts" not in keys:
        repair = f"{indent}lasts: 4 weeks" if "every" in keys else f"{indent}until: 2026-12-31 9pm"
        message = f'When is it over? Add "{repair.strip()}".'
        reading.report.error(place, message, rule="missing-key", repair=repair)
    _in_order(keys, values, reading)


def _in_order(keys: dict[str, Pair], values: dict[str, Any], reading: Reading) -> None:
    begins, until = values.get("begins"), values.get("until")
    if begins is not None and until is not None and until <= begins:
        message = "It would be over before it begins."
        reading.report.error(keys["until"].value.place, message, rule="challenge-times")


def _goal(pair: Pair, reading: Reading) -> Goal | None:
    found = single(pair, reading)
    if found is None:
        return None
    match = _GOAL.fullmatch(found.text)
    count = int(match["count"].replace(",", "")) if match else 0
    if match and 0 < count <= MOST:
        return Goal(count, " ".join(match["what"].split()))
    message = f'"{found.text.strip()}" is no goal: say how many of what, like "200 selfies".'
    guess = f"{found.text.strip()} entries" if found.text.strip().isdecimal() and int(found.text) else None
    reading.report.error(found.place, message, rule="goal", guess=guess)
    return None


def _each(pair: Pair, reading: Reading) -> Each | bool | None:
    """An ``Each``; False for any number, which is none to keep to."""
    found = single(pair, reading)
    if found is None:
        return None
    said = found.text.strip().casefold()
    match = _EACH.fullmatch(found.text)
    if said == ANY_NUMBER:
        return False
    if match and int(match["most"]):
        return Each(int(match["most"]), match["per"].casefold().endswith("day"))
    message = f'"{found.text.strip()}" does not say how many of one member count: "1 a day", "5 in all" or "{ANY_NUMBER}".'
    guess = f"{said} a day" if said.isdecimal() and int(said) else None
    reading.report.error(found.place, message, rule="each", guess=guess)
    return None


def _each_or_none(pair: Pair, reading: Reading) -> Each | None:
    found = _each(pair, reading)
    return found if isinstance(found, Each) else None


def _words(pair: Pair, reading: Reading) -> tuple[str, ...] | None:
    """Words that begin an entry; each is a keyword like any other, so it means one thing."""
    found = listed(pair, reading)
    for word in found:
        reading.mention("keyword", " ".join(word.text.split()).upper(), word.place)
    return tuple(" ".join(word.text.split()).upper() for word in found) or None


def _begins(pair: Pair, reading: Reading) -> datetime | None:
    found = single(pair, reading)
    if found is None:
        return None
    if _DATE.fullmatch(found.text):
        day = parsed(found, parse_date, reading)
        return datetime.combine(day, MIDNIGHT) if day else None
    return wall_moment(found, reading)


def _ends(pair: Pair, reading: Reading) -> datetime | None:
    """A bare date is that whole day."""
    moment = _begins(pair, reading)
    bare = moment is not None and _DATE.fullmatch(getattr(pair.value, "text", "")) is not None
    return moment + _LATER if moment is not None and bare else moment


def _board(pair: Pair, reading: Reading) -> bool | None:
    said = choice("those who agreed", "nobody")(pair, reading)
    return None if said is None else said == "those who agreed"


READERS: dict[str, Reader] = {
    "goal": _goal,
    "each": _each_or_none,
    "challenge words": _words,
    "counts": choice("photos", "entries", "amounts"),
    "begins": _begins,
    "ends": _ends,
    "board": _board,
}
