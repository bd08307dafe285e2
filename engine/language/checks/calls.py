"""Calls: what a call's audiences may ask about, and when that can be known."""

from __future__ import annotations

from engine.language.checks.phone_line import SAYABLE
from engine.language.conditions import CALL_OUTCOMES
from engine.language.dated import Call
from engine.language.folder import Folder
from engine.language.parsing.step_values import NOTES
from engine.language.parsing.workflow import Parsed
from engine.language.steps import Ask, Step

ATTENDANCE = ("attended", "missed")
KNOWN_BEFORE = (*SAYABLE, "call")
SAID = ("said yes", "said no", "not answered")


def check(folder: Folder) -> None:
    for parsed in folder.everything():
        call = parsed.workflow.call if parsed.workflow else None
        if call is not None:
            _questions(parsed)
            _whole(parsed)
            _notes(folder, parsed)
            for step in parsed.workflow.steps if parsed.workflow else ():
                _attendance(parsed, step, call)
        elif parsed.workflow is not None:
            _outside(parsed)


def _notes(folder: Folder, parsed: Parsed) -> None:
    """Notes go to a stand-in before the call: nothing is recorded, praised or answered by then."""
    for mention in parsed.mentions:
        if mention.kind != "message" or mention.detail != NOTES:
            continue
        for sheet in folder.sent(mention.name):
            bare = {name for words in sheet.every() for name in words.names - words.guarded}
            name = next((name for name in sorted(bare) if name.partition(".")[0] not in KNOWN_BEFORE), None)
            if name:
                message = f'{sheet.path} says "{name}", which has no value in notes.'
                parsed.report.error(mention.place, message, rule="notes")


def _outside(parsed: Parsed) -> None:
    for mention in parsed.mentions:
        if mention.kind == "outcome":
            message = f'"{mention.name}" is known of calls only, and this is no call.'
            parsed.report.error(mention.place, message, rule="call-only")


def _whole(parsed: Parsed) -> None:
    """Who was on a call is known of one call; the workflow's own audience is that of all of them."""
    assert parsed.workflow is not None
    for conditions in (parsed.workflow.audience, *parsed.workflow.stop_when):
        for condition in conditions.all_of:
            if condition.key in CALL_OUTCOMES:
                message = f'"{condition.key}" goes with a step of the call, not with the whole workflow.'
                parsed.report.error(condition.place, message, rule="call-attendance")


def _questions(parsed: Parsed) -> None:
    """``said yes`` and its like speak of the call's one ``ask``."""
    asks = [step for step in parsed.workflow.walk() if isinstance(step, Ask)] if parsed.workflow else []
    for extra in asks[1:]:
        message = f"A call asks one question, and it does so in line {asks[0].place.line} already."
        parsed.report.error(extra.place, message, rule="call-asks")
    for mention in parsed.mentions:
        if mention.kind == "outcome" and mention.name in SAID and not asks:
            message = f'"{mention.name}" speaks of the call\'s question, and this call asks none.'
            parsed.report.error(mention.place, message, rule="call-asks")


def _attendance(parsed: Parsed, step: Step, call: Call) -> None:
    for condition in step.audience.all_of:
        if condition.key not in CALL_OUTCOMES or condition.key not in ATTENDANCE or step.moment is None:
            continue
        if step.moment.before_start:
            message = f'Before the call nobody has "{condition.key}": put this step after the end.'
            parsed.report.error(condition.place, message, rule="call-attendance")
        elif call.number is not None:
            message = f'With an outside bridge nobody knows who "{condition.key}", so this never goes out.'
            parsed.report.warn(condition.place, message, rule="call-attendance")
