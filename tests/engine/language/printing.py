"""Prints a workflow back as a manager would write it, to see that nothing is lost in reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from engine.language.conditions import CALL_OUTCOMES, Conditions
from engine.language.dated import Call
from engine.language.steps import (
    Answer,
    Ask,
    End,
    If,
    Praise,
    Ring,
    Send,
    Set,
    Stage,
    StartWorkflow,
    Step,
    StopWorkflow,
    Story,
    Tag,
    Tell,
    Untag,
    Wait,
)
from engine.language.workflow import (
    ByHand,
    Every,
    Joined,
    Once,
    OnDate,
    Quiet,
    Reported,
    Start,
    Tagged,
    Texted,
    Workflow,
)


def printed(workflow: Workflow) -> str:
    """The workflow as YAML."""
    lines = [f"title: {quoted(workflow.title)}", f"about: {quoted(workflow.about)}"] if workflow.about else []
    lines = lines or [f"title: {quoted(workflow.title)}"]
    lines += _start(workflow.start)
    lines.append(f"for: {_conditions(workflow.audience)}")
    if workflow.stop_when:
        lines.append("stop when:")
        lines += [f"  - {_conditions(conditions)}" for conditions in workflow.stop_when]
    if workflow.call is None:
        again = workflow.again
        lines.append(f"again: {again.how}" + (f" {again.after}" if again.after else ""))
    lines.append(f"urgent: {'yes' if workflow.urgent else 'no'}")
    if workflow.roll_out:
        lines.append("roll out:")
        for wave in workflow.roll_out:
            lines.append(f"  - for: {_conditions(wave.audience)}")
            lines += [f"    after: {wave.after}"] if wave.after else []
    lines.append("steps:")
    lines += [f"  {line}" for line in _steps(workflow.steps)]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _start(start: Start) -> list[str]:
    if isinstance(start, Call):
        return ["start:", "  call:", *(f"    {line}" for line in _call(start))]
    return [f"start: {_PHRASES[type(start)](start)}"]


_PHRASES: dict[type[Any], Callable[[Any], str]] = {
    Joined: lambda _: "joined",
    ByHand: lambda _: "by hand",
    Texted: lambda start: f"text {', '.join([*start.words, *(f'{word} ...' for word in start.openings)])}",
    Tagged: lambda start: f"tagged {start.tag}",
    Reported: lambda start: f"event {start.event}",
    OnDate: lambda start: str(start.rule),
    Quiet: lambda start: f"quiet for {start.duration}",
    Every: lambda start: str(start.recurrence),
    Once: lambda start: f"at {start.at:%Y-%m-%d %H:%M}",
}


def _call(call: Call) -> Iterator[str]:
    yield f"every: {str(call.every).removeprefix('every ')}"
    yield f"timezone: {call.timezone}"
    yield f"lasts: {call.lasts}"
    yield f"host: {_conditions(call.host)}"
    yield f"record: {call.record}"
    yield f"muted: {'yes' if call.muted else 'no'}"
    if call.number is None:
        yield f"grace: {call.grace}"
        yield from _extras(**{"notes": call.notes, "if nobody leads": call.if_nobody_leads})
    if call.stand_ins:
        yield f"stand-ins: {_conditions(call.stand_ins)}"
    if call.doors_open:
        yield f"doors open: {call.doors_open} before"
    if call.skip:
        yield f"skip: [{', '.join(str(day) for day in call.skip)}]"
    if call.number:
        yield f"number: {quoted(call.number)}"


def _conditions(conditions: Conditions) -> str:
    if conditions.everyone:
        return "everyone"
    found = []
    for one in conditions.all_of:
        if one.key in CALL_OUTCOMES:
            found.append(f"{one.key}: yes")
        elif one.values and one.duration:
            found.append(f"{one.key}: {one.values[0]} within {one.duration}")
        elif one.duration or one.percent is not None:
            found.append(f"{one.key}: {one.duration or one.percent}")
        else:
            values = ", ".join(quoted(value) for value in one.values)
            found.append(f"{one.field or one.key}: [{values}]")
    return "{" + ", ".join(found) + "}"


def _steps(steps: tuple[Step, ...]) -> Iterator[str]:
    for step in steps:
        lines = list(_lines(step))
        if step.moment:
            lines.append(f"at: {step.moment}")
        if not step.audience.everyone:
            lines.append(f"for: {_conditions(step.audience)}")
        yield f"- {lines[0]}"
        yield from (f"  {line}" for line in lines[1:])


def _lines(step: Step) -> Iterator[str]:
    plain = _PLAIN.get(type(step))
    if plain:
        yield plain(step)
        return
    match step:
        case Send():
            yield f"send: {step.message}"
            yield from _extras(by=step.by, to=step.to, expires=step.expires)
        case Ask():
            yield from _ask(step)
        case If():
            yield f"if: {_conditions(step.conditions)}"
            yield from _branch("then", step.then)
            yield from _branch("else", step.otherwise)
        case Praise():
            yield f"praise: {step.message}"
            yield from _extras(to=_conditions(step.to) if step.to else None)
        case Tell():
            yield f"tell: {step.role}"
            yield from _extras(**{"with": step.message})
        case Story():
            yield f"story: {', '.join(step.tags) or 'any'}"
            yield from _extras(by=step.by, expires=step.expires)
        case Ring():
            yield f"ring: {step.what}"
            retry = f"{step.retry.times} times after {step.retry.after}" if step.retry else None
            yield from _extras(expires=step.expires, retry=retry)
            yield from _answers("press", step.press)


_PLAIN: dict[type[Any], Callable[[Any], str]] = {
    Wait: lambda step: f"wait: {step.until}",
    Tag: lambda step: f"tag: {step.tag}",
    Untag: lambda step: f"untag: {step.tag}",
    Set: lambda step: "set: {" + ", ".join(f"{name}: {quoted(value)}" for name, value in step.values) + "}",
    Stage: lambda step: f"stage: {step.stage}",
    StartWorkflow: lambda step: f"start: {step.workflow}",
    StopWorkflow: lambda step: f"stop: {step.workflow}",
    End: lambda _: "end:",
}


def _ask(step: Ask) -> Iterator[str]:
    yield f"ask: {step.message}"
    remind = f"{step.remind.message} after {step.remind.after}" if step.remind else None
    yield from _extras(**{"within": step.within, "save as": step.save_as, "remind": remind, "by": step.by})
    rest = {"anything else": step.anything_else, "no answer": step.no_answer}
    if step.answers or any(below is not None for below in rest.values()):
        yield from _answers("answers", step.answers) if step.answers else iter(["answers:"])
        for name, below in rest.items():
            if below is not None:
                yield from (f"  {line}" for line in _branch(name, below))


def _answers(name: str, answers: tuple[Answer, ...]) -> Iterator[str]:
    if answers:
        yield f"{name}:"
    for answer in answers:
        yield from (f"  {line}" for line in _branch(quoted(", ".join(answer.ways)), answer.steps))


def _branch(name: str, steps: tuple[Step, ...]) -> Iterator[str]:
    yield f"{name}:"
    yield from (f"  {line}" for line in _steps(steps))


def _extras(**extras: object) -> Iterator[str]:
    for name, value in extras.items():
        if value is not None:
            yield f"{name}: {value}"
