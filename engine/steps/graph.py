"""A workflow's steps as a flat graph: every step by its key, with what follows and where its branches begin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.language.steps import Ask, If, Ring, Step
from engine.language.workflow import Workflow

ANYTHING_ELSE, NO_ANSWER, THEN, ELSE = "anything else", "no answer", "then", "else"


@dataclass(frozen=True, slots=True)
class Node:
    """One step. ``heads`` says for each branch which step it leads to; an empty branch leads to ``next``.

    The branches of an ``ask`` are the numbers of its lines ("0", "1"), ANYTHING_ELSE and NO_ANSWER, those of a
    ``ring`` the numbers of its lines of keys, those of an ``if`` THEN and ELSE. ``next`` and a head are None where the walk is over.
    """

    step: Step
    next: str | None
    heads: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Graph:
    """``first`` is where a walk begins; in a call every step is a walk of its own and begins at itself."""

    workflow: Workflow
    nodes: Mapping[str, Node]
    first: str | None

    def __getitem__(self, key: str) -> Node:
        return self.nodes[key]


def compile_walk(workflow: Workflow) -> Graph:
    """The graph of a workflow. Nothing in it leads back, so a walk takes each step at most once."""
    nodes: dict[str, Node] = {}
    if workflow.dated is None:
        return Graph(workflow, nodes, _lay(nodes, workflow.steps, None))
    for step in workflow.steps:
        _lay(nodes, (step,), None)
    return Graph(workflow, nodes, None)


def _lay(nodes: dict[str, Node], steps: tuple[Step, ...], after: str | None) -> str | None:
    """Add ``steps``, which lead to ``after``; the key of the first of them, or ``after`` where there are none."""
    head = after
    for step in reversed(steps):
        heads = {name: _lay(nodes, below, head) for name, below in _branches(step).items()}
        nodes[step.key] = Node(step, head, heads)
        head = step.key
    return head


def _branches(step: Step) -> dict[str, tuple[Step, ...]]:
    match step:
        case If():
            return {THEN: step.then, ELSE: step.otherwise}
        case Ask():
            lines = {str(number): line.steps for number, line in enumerate(step.answers)}
            return {**lines, ANYTHING_ELSE: step.anything_else or (), NO_ANSWER: step.no_answer or ()}
        case Ring():
            return {str(number): line.steps for number, line in enumerate(step.press)}
        case _:
            return {}
