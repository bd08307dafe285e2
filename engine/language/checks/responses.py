"""Answers of members: who may read them all, and that a question which promises no name keeps that promise."""

from __future__ import annotations

from engine.language.checks.words import messages_of
from engine.language.folder import Folder
from engine.language.parsing.workflow import Parsed
from engine.language.steps import Ask, Send, Set, Stage, Step, Tag, Tell, branches
from engine.language.workflow import Workflow

ALL_ANSWERS = "week.responses"
TELLING = {Tell: "tell", Tag: "tag", Set: "set", Stage: "stage"}


def check(folder: Folder) -> None:
    for parsed in folder.everything():
        if parsed.workflow is None:
            continue
        for step in parsed.workflow.walk():
            _for_staff(folder, parsed, parsed.workflow, step)
            if isinstance(step, Ask) and step.anonymous:
                _nameless(parsed, parsed.workflow, step)


def _for_staff(folder: Folder, parsed: Parsed, workflow: Workflow, step: Step) -> None:
    """What members answered is read by those who have a role."""
    names = {
        name
        for message in messages_of(step)
        for sheet in folder.sent(message)
        for words in sheet.every()
        for name in words.names
    }
    roles = workflow.audience.mentions("role") or step.audience.mentions("role")
    if ALL_ANSWERS in names and not roles and not (isinstance(step, Send) and step.to):
        message = f'"{ALL_ANSWERS}" is for those who have a role: say "for: {{role: host}}".'
        parsed.report.error(step.place, message, rule="responses")


def _nameless(parsed: Parsed, workflow: Workflow, step: Ask) -> None:
    if workflow.dated is not None:
        message = f"Who said yes is known of a {workflow.dated.kind}, so its question can not be anonymous."
        parsed.report.error(step.place, message, rule="anonymous")
    if step.save_as is not None:
        message = '"save as:" keeps the answer with the member, and "anonymous: yes" promises not to.'
        parsed.report.error(step.place, message, rule="anonymous")
    if step.answers and step.anything_else is None:
        message = 'Words that fit no line would reach a person, with a name: add "anything else:" below.'
        parsed.report.error(step.place, message, rule="anonymous")
    for below in _below(step):
        if type(below) in TELLING:
            message = f'"{TELLING[type(below)]}" below this answer would give away who said it.'
            parsed.report.error(below.place, message, rule="anonymous")


def _below(step: Ask) -> list[Step]:
    """The steps below its lines; those for whoever kept silent give nothing away."""
    found = [one for line in step.answers for one in line.steps] + list(step.anything_else or ())
    return [*found, *(inner for one in found for group in branches(one) for inner in group)]
