"""What the steps of a workflow add up to: steps that nothing reaches, and workflows that start themselves."""

from __future__ import annotations

from collections.abc import Iterator

from engine.language.folder import Folder
from engine.language.parsing.workflow import Parsed
from engine.language.report import commented
from engine.language.steps import ROLL_OUT, End, StartWorkflow, Step, StopWorkflow, branches


def check(folder: Folder) -> None:
    starts = {parsed.name: _started(parsed) for parsed in folder.workflows.values()}
    for parsed in folder.everything():
        if parsed.workflow is not None:
            _after_end(parsed)
            _roll_out(parsed)
            _starts_itself(parsed, {**starts, parsed.name: _started(parsed)})


def _after_end(parsed: Parsed) -> None:
    assert parsed.workflow is not None
    for listing in _lists(parsed.workflow.steps):
        ends = next(
            (index for index, step in enumerate(listing) if isinstance(step, End) and step.audience.everyone),
            None,
        )
        if ends is not None and ends + 1 < len(listing):
            place = listing[ends + 1].place
            line = listing[ends].place.line
            message = f'This step is never reached: "end" in line {line} comes before it. Put it above, or take it out.'
            parsed.report.error(place, message, rule="after-end")


def _roll_out(parsed: Parsed) -> None:
    assert parsed.workflow is not None
    for step in parsed.workflow.walk():
        if isinstance(step, StopWorkflow) and step.workflow == ROLL_OUT and not parsed.workflow.roll_out:
            message = 'This workflow has no "roll out:", so there is nothing to stop.'
            parsed.report.error(step.place, message, rule="roll-out")


def _lists(steps: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    yield steps
    for step in steps:
        for below in branches(step):
            yield from _lists(below)


def _started(parsed: Parsed) -> tuple[StartWorkflow, ...]:
    if parsed.workflow is None:
        return ()
    return tuple(step for step in parsed.workflow.walk() if isinstance(step, StartWorkflow))


def _starts_itself(parsed: Parsed, starts: dict[str, tuple[StartWorkflow, ...]]) -> None:
    for step in starts[parsed.name]:
        way = _way_back(step.workflow, parsed.name, starts)
        if way is None:
            continue
        message = f'"{parsed.name}" starts itself'
        message += "." if not way else f", through {', '.join(way)}."
        message += ' To do something again, say so with "again:" or "every".'
        repair = commented(parsed.report.line(step.place.line))
        parsed.report.error(step.place, message, rule="starts-itself", repair=repair)


def _way_back(begin: str, goal: str, starts: dict[str, tuple[StartWorkflow, ...]]) -> list[str] | None:
    """The workflows between ``begin`` and ``goal``, or None where no way leads there."""
    ways: list[list[str]] = [[begin]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        if way[-1] == goal:
            return way[:-1]
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [[*way, step.workflow] for step in starts.get(way[-1], ())]
    return None
