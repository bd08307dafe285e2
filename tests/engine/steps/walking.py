"""Walking a workflow by hand: what the step tests share."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, time

from engine.language.conditions import Conditions
from engine.language.parsing.workflow import parse_workflow
from engine.language.workflow import Workflow
from engine.steps import Cause, Effect, GoOn, MemberView, Note, Queue, Walk, advance, begin, compile_walk
from engine.times import Hours

CHICAGO = "America/Chicago"
MONDAY = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)  # three in the afternoon in Chicago


def workflow(steps: str, start: str = "by hand") -> Workflow:
    """The workflow of some steps; the text must be right."""
    text = f"start: {start}\nsteps:\n{steps}"
    parsed = parse_workflow(text, "workflows/trial.yaml", "trial")
    assert parsed.workflow is not None, parsed.report.findings
    return parsed.workflow


@dataclass
class Trial:
    """One walk, sent through JSON before every cause."""

    workflow: Workflow
    now: datetime = MONDAY
    tz: str = CHICAGO
    birthday: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    tags: Collection[str] = ()
    events: Collection[str] = ()
    effects: list[Effect] = field(default_factory=list)
    answering: int | None = None

    def __post_init__(self) -> None:
        self.graph = compile_walk(self.workflow)
        self.walk = begin(self.graph, self.now, answering=self.answering)
        self.cause(GoOn())

    def cause(self, cause: Cause, at: datetime | None = None) -> list[Effect]:
        """Move the walk and return what it wanted done this time."""
        self.now = at or self.now
        did: list[Effect] = []
        more = True
        while more:
            self.walk = Walk.from_json(json.loads(json.dumps(self.walk.to_json())))
            moved = advance(self.graph, self.walk, cause, now=self.now, member=self.view())
            self.walk, more, cause = moved.walk, moved.more, GoOn()
            did += moved.effects
        self.effects += did
        return did

    def view(self) -> MemberView:
        return MemberView(
            tz=self.tz,
            hours=Hours(time(9), time(20)),
            joined_at=MONDAY,
            holds=self._holds,
            happened=lambda event: event in self.events,
            birthday=self.birthday,
            fields=self.fields,
        )

    def _holds(self, conditions: Conditions) -> bool:
        return all(set(one.values) & set(self.tags) for one in conditions.all_of if one.key == "tagged")

    def queued(self) -> list[str]:
        return [effect.message for effect in self.effects if isinstance(effect, Queue)]

    def notes(self) -> list[tuple[str, str]]:
        return [(effect.step_key, effect.outcome) for effect in self.effects if isinstance(effect, Note)]
