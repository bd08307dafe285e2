"""Of ``community.yaml``: who gets conversations on which day, and how long they may wait for an answer."""

from __future__ import annotations

from typing import Any

from engine.language.community import NUDGE_AFTER, PASS_ON_AFTER, Desk
from engine.language.conditions import CALL_OUTCOMES
from engine.language.parsing.conditions import conditions
from engine.language.parsing.reading import Reading
from engine.language.parsing.values import parsed, single
from engine.language.source.nodes import Node, Pair, Pairs, plain_key
from engine.times import WEEKDAYS, Duration, parse_duration, parse_weekday

NEVER = "never"


def rota(pair: Pair, reading: Reading) -> tuple[Desk, ...] | None:
    """A line for each weekday, with conditions: monday: {tagged: monday-desk}."""
    if not isinstance(pair.value, Pairs):
        message = '"rota:" is a line for each weekday, such as monday: {tagged: monday-desk}.'
        reading.report.error(pair.value.place, message, rule="shape")
        return None
    found: dict[int, Desk] = {}
    for line in pair.value.pairs:
        desk = _desk(line, reading)
        if desk is not None and desk.weekday in found:
            message = f'"{WEEKDAYS[desk.weekday]}" is said twice.'
            reading.report.error(line.key.place, message, rule="twice")
        elif desk is not None:
            found[desk.weekday] = desk
    return tuple(sorted(found.values(), key=lambda one: one.weekday)) or None


def _desk(line: Pair, reading: Reading) -> Desk | None:
    weekday = parsed(line.key, parse_weekday, reading)
    who = conditions(line, reading)
    if weekday is None or who is None:
        return None
    if any(one.key in CALL_OUTCOMES for one in who.all_of):
        message = "A rota belongs to no call, so nobody attended or missed one here."
        reading.report.error(line.value.place, message, rule="rota-call")
        return None
    return Desk(weekday, who)


def patience(pair: Pair, reading: Reading) -> Duration | str | None:
    """A duration, or NEVER."""
    found = single(pair, reading)
    if found is not None and found.text.strip().casefold() == NEVER:
        return NEVER
    return parsed(found, parse_duration, reading) if found else None


def patient(root: Node, values: dict[str, Any], reading: Reading) -> None:
    """NEVER becomes None; who would get a conversation before anybody was reminded of it is a slip."""
    for name in ("nudge_after", "pass_on_after"):
        if values.get(name) == NEVER:
            values[name] = None
    nudge, pass_on = values.get("nudge_after", NUDGE_AFTER), values.get("pass_on_after", PASS_ON_AFTER)
    if nudge is None or pass_on is None or nudge.rough() < pass_on.rough():
        return
    pairs = root.pairs if isinstance(root, Pairs) else ()
    place = next(
        pair.value.place for pair in pairs if plain_key(pair.key.text) in ("nudge after", "pass on after")
    )
    message = f"A conversation would be passed on after {pass_on}, before anybody is nudged after {nudge}."
    reading.report.error(place, message, rule="patience")
