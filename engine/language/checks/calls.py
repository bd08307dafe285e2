"""Calls: when it can be known who was on one, and what may stand in a stand-in's notes."""

from __future__ import annotations

from engine.language.checks.phone_line import SAYABLE
from engine.language.dated import Call
from engine.language.folder import Folder
from engine.language.parsing.step_values import NOTES
from engine.language.parsing.workflow import Parsed
from engine.language.steps import Step

ATTENDANCE = ("attended", "missed")
KNOWN_BEFORE = (*SAYABLE, "call")


def check(folder: Folder) -> None:
    for parsed in folder.everything():
        call = parsed.workflow.call if parsed.workflow else None
        if call is not None:
            _notes(folder, parsed)
            for step in parsed.workflow.steps if parsed.workflow else ():
                _attendance(parsed, step, call)


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


def _attendance(parsed: Parsed, step: Step, call: Call) -> None:
    for condition in step.audience.all_of:
        if condition.key not in ATTENDANCE or step.moment is None:
            continue
        if step.moment.before_start:
            message = f'Before the call nobody has "{condition.key}": put this step after the end.'
            parsed.report.error(condition.place, message, rule="call-attendance")
        elif call.number is not None:
            message = f'With an outside bridge nobody knows who "{condition.key}", so this never goes out.'
            parsed.report.warn(condition.place, message, rule="call-attendance")
