"""One workflow file, from its nodes to a checked ``Workflow``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from engine.language.dated_grammar import NESTED_STARTS
from engine.language.grammar import WAVE_KEYS, WORKFLOW_KEYS
from engine.language.parsing.dated import Unzoned, kind_of, nested_start
from engine.language.parsing.phrases import again, start
from engine.language.parsing.reading import Mention, Reader, Reading, complete, read_keys
from engine.language.parsing.step_values import READERS
from engine.language.parsing.steps import steps
from engine.language.parsing.values import single
from engine.language.place import Place
from engine.language.report import Report
from engine.language.source.nodes import Items, Node, Pair, Pairs, Text, plain_key
from engine.language.source.reader import read
from engine.language.steps import Step
from engine.language.workflow import (
    Again,
    ByHand,
    Joined,
    Once,
    Quiet,
    Start,
    Tagged,
    Wave,
    Workflow,
)
from engine.wording.say import title_from_name


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file's workflow (None where a required part is not usable), what it names, and its report."""

    name: str
    report: Report
    workflow: Workflow | None = None
    mentions: tuple[Mention, ...] = ()
    places: dict[str, Place] = field(default_factory=dict)


def parse_workflow(text: str, file: str, name: str, timezone: str = "UTC") -> Parsed:
    """Read one workflow; ``timezone`` is the zone of a call that names none. Never raises."""
    root, report = read(text, file)
    if root is None or (isinstance(root, Text) and not root.text.strip()):
        if not report.failed:
            report.error(
                Place(file, 1), 'This file is empty. A workflow has "start:" and "steps:".', rule="empty"
            )
        return Parsed(name, report)
    reading = Reading(report, name)
    reading.dated = kind_of(root)
    values = read_keys(root, WORKFLOW_KEYS, _READERS, reading, "a workflow", at=Place(file, 1))
    if values is None:
        return Parsed(name, report, mentions=tuple(reading.mentions))
    places = (
        {plain_key(pair.key.text): pair.key.place for pair in root.pairs} if isinstance(root, Pairs) else {}
    )
    _rules(values, places, report)
    workflow = None
    if complete(values, WORKFLOW_KEYS):
        workflow = _workflow(values, name, Place(file, 1), timezone)
    return Parsed(name, report, workflow, tuple(reading.mentions), places)


def _workflow(values: dict[str, Any], name: str, place: Place, timezone: str) -> Workflow:
    beginning = values["start"]
    if isinstance(beginning, Unzoned):
        beginning = beginning.zoned(timezone)
    values.setdefault("again", _usual(beginning))
    values.setdefault("title", title_from_name(name))
    return Workflow(name=name, place=place, **{**values, "start": beginning})


def _usual(beginning: Start) -> Again:
    """``again:`` where nothing is said."""
    return Again("never" if isinstance(beginning, (Joined, Tagged, Quiet)) else "always")


def _rules(values: dict[str, Any], places: dict[str, Place], report: Report) -> None:
    beginning = values.get("start")
    if values.get("roll_out") and beginning is not None and not isinstance(beginning, (ByHand, Once)):
        message = '"roll out:" goes with "start: by hand" or "start: at 2026-12-01 10am" only.'
        report.error(places["roll out"], message, rule="roll-out")
    if "again" in values and isinstance(beginning, Unzoned):
        message = f'"again:" is not used with a {beginning.kind}: it comes every time.'
        report.error(places["again"], message, rule="call-again")


def _start(pair: Pair, reading: Reading) -> Start | Unzoned | None:
    if isinstance(pair.value, Pairs):
        return nested_start(pair.value, reading)
    found = single(pair, reading)
    if found is None:
        return None
    if found.text.strip() in NESTED_STARTS:
        message = f'Below "{found.text.strip()}:" stands when it takes place: "every: tuesday 7pm".'
        reading.report.error(found.place, message, rule="start")
        return None
    return start(found, reading)


def _waves(pair: Pair, reading: Reading) -> tuple[Wave, ...] | None:
    if not isinstance(pair.value, Items):
        reading.report.error(
            pair.key.place, '"roll out:" is a list of waves, each with "for:".', rule="shape"
        )
        return None
    waves: list[Wave] = []
    for index, item in enumerate(pair.value.items):
        values = read_keys(item, WAVE_KEYS, READERS, reading, "a wave")
        if values is None or not complete(values, WAVE_KEYS):
            continue
        _wave_order(index, values, waves, item, reading)
        waves.append(Wave(**values))
    return tuple(waves) or None


def _wave_order(index: int, values: dict[str, Any], waves: list[Wave], item: Node, reading: Reading) -> None:
    after = values.get("after")
    if index == 0 and after is not None:
        message = 'The first wave goes at the start: take out its "after:".'
        reading.report.error(item.place, message, rule="roll-out")
    elif index > 0 and after is None:
        message = 'Every later wave says how long after the start it goes: "after: 3 days".'
        repair = f"{' ' * (item.place.column - 1)}after: 3 days"
        reading.report.error(item.place, message, rule="roll-out", repair=repair)
    elif after and any(wave.after and wave.after.rough() >= after.rough() for wave in waves):
        message = f"Delays count from the start, so this wave ({after}) would not come after the one before."
        reading.report.error(item.place, message, rule="roll-out")


def _steps(pair: Pair, reading: Reading) -> tuple[Step, ...] | None:
    if isinstance(pair.value, Text) and not pair.value.text.strip():
        reading.report.error(pair.key.place, 'No step stands below "steps:".', rule="empty")
        return None
    return steps(pair.value, reading, top=True)


_READERS: dict[str, Reader] = {**READERS, "start": _start, "again": again, "waves": _waves, "steps": _steps}
