"""Which of a community's files run in a virtual world: one workflow, those it names, and what holds for all."""

from __future__ import annotations

from collections.abc import Mapping

from engine.language.check import COMMUNITY, Checked
from engine.language.phone_line import PHONE_LINE
from engine.language.steps import ROLL_OUT, StartWorkflow, StopWorkflow
from engine.language.workflow import Workflow

WORKFLOWS, MESSAGES = "workflows/", "messages/"


def path_of(name: str, *, draft: bool = False) -> str:
    return f"{WORKFLOWS}{name}{'.draft' if draft else ''}.yaml"


def files_of(
    files: Mapping[str, bytes], checked: Checked, name: str, *, draft: bool = False
) -> tuple[dict[str, bytes], frozenset[str]]:
    """The files to publish, and the workflows among them that are only there to be stopped.

    A draft takes the place of the workflow of its name. Raises KeyError where there is no such workflow, or
    one that does not pass the check.
    """
    found = (checked.drafts if draft else checked.workflows)[name]
    started, stopped = _named(name, found, checked)
    whole = {COMMUNITY, PHONE_LINE} - checked.blocked
    chosen = {path: body for path, body in files.items() if path.startswith(MESSAGES) or path in whole}
    chosen |= {path_of(one): files[path_of(one)] for one in (started | stopped) - {name}}
    chosen[path_of(name)] = files[path_of(name, draft=draft)]
    return chosen, frozenset(stopped - started)


def _named(name: str, workflow: Workflow, checked: Checked) -> tuple[set[str], set[str]]:
    """The workflows that it starts, with those that these start, itself included; and those it stops."""
    started, stopped = {name}, set[str]()
    waiting = [workflow]
    while waiting:
        for step in waiting.pop().walk():
            if isinstance(step, StopWorkflow) and step.workflow != ROLL_OUT:
                stopped.add(step.workflow)
            elif isinstance(step, StartWorkflow) and step.workflow not in started:
                started.add(step.workflow)
                waiting.append(checked.workflows[step.workflow])
    return started, stopped
