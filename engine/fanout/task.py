"""One fan-out as it is about to be served: whom it is for, and what they get."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import and_
from typing import Any

from engine.audience import Context, expression, has_stopped, whom
from engine.fanout.unknown import why_unknown
from engine.language.community import Community
from engine.language.conditions import CALL_OUTCOMES, EVERYONE, Conditions
from engine.language.steps import Ask, Step
from engine.language.workflow import Workflow
from engine.models import Fanout, Member, Occurrence
from engine.models.running import PHONE_CALL
from engine.now import from_ms
from engine.published import Published

SEND, ENROLL, STEP, NOTE = "send", "enroll", "step", "note"
LATEST, LATEST_WORDS = (
    timedelta(hours=12),
    "12 hours",
)  # a start by the clock that was missed is not made good later


@dataclass(frozen=True, slots=True)
class Task:
    """A fan-out with what it refers to. ``workflow`` is None for a broadcast."""

    fanout: Fanout
    workflow: Workflow | None
    revision_id: int | None
    occurrence: Occurrence | None
    community: Community
    now: datetime

    @property
    def detail(self) -> dict[str, Any]:
        return self.fanout.detail or {}

    @property
    def step(self) -> Step | None:
        """The step of a call that it serves."""
        steps = self.workflow.steps if self.workflow is not None else ()
        return next((step for step in steps if step.key == self.fanout.step_key), None)

    @property
    def expired(self) -> bool:
        return self.fanout.expires_at is not None and self.fanout.expires_at <= self.now

    @property
    def reminds(self) -> bool:
        """Whether its step comes before what it reminds of: a call or a meeting."""
        step, dated = self.step, self.workflow.dated if self.workflow is not None else None
        before = step is not None and step.moment is not None and step.moment.before_start
        return before and dated is not None and dated.reminds

    def withheld(self) -> str:
        """Why nobody is to get it, though it is for them; empty where they are."""
        if self.fanout.kind == ENROLL and self.detail.get("late") and self.now > self.fanout.due_at + LATEST:
            return f"it was more than {LATEST_WORDS} late"
        if self.fanout.kind == STEP and self.expired:
            return "it was too late: it had begun"
        if self.occurrence is not None and self._unknown_attendance():
            return why_unknown(self.occurrence, self.workflow)
        return ""

    def _unknown_attendance(self) -> bool:
        step, call = self.step, self.occurrence
        if step is None or call is None or call.attendance_known or self.fanout.kind == NOTE:
            return False
        if call.kind != PHONE_CALL:
            return False
        return bool(step.audience.mentions("attended") or step.audience.mentions("missed"))

    def audience(self) -> Any:
        """Everybody it is for, as an expression over Member."""
        context = Context(self.now, self.community, self.fanout.workflow, self.occurrence)
        step = self.step
        rules: list[Conditions] = [
            self.workflow.audience if self.workflow is not None else EVERYONE,
            self._of_step(step) if step is not None else EVERYONE,
        ]
        limits = [*(expression(rule, context) for rule in rules), whom(self.detail, context)]
        if self.fanout.zone:
            limits.append(Member.timezone == self.fanout.zone)
        if self._only_reminds():
            limits.append(~has_stopped())
        if "joined by" in self.detail:
            limits.append(Member.joined_at <= from_ms(self.detail["joined by"]))
        return reduce(and_, limits)

    def _only_reminds(self) -> bool:
        """Whether a reminder is all that it makes: whoever stopped needs no refusal of each of them, week after week, for
        `why` says that they stopped. Of anything else everybody's end is kept."""
        asked = self.fanout.kind == STEP and isinstance(self.step, Ask)
        return self.reminds and (self.fanout.kind == SEND or asked)

    def _of_step(self, step: Step) -> Conditions:
        """What the step says under `for:`; unknown outcomes of the call leave nobody out before it is said why."""
        if not self._unknown_attendance() and self.fanout.kind != NOTE:
            return step.audience
        return Conditions(tuple(one for one in step.audience.all_of if one.key not in CALL_OUTCOMES))


def task(fanout: Fanout, published: Published, now: datetime) -> Task:
    """Look up what a fan-out refers to. One that puts members in takes the revision that is live now."""
    live = published.workflows.get(fanout.workflow)
    enters = fanout.kind == ENROLL and live is not None
    revision = live.revision_id if enters and live is not None else fanout.revision_id
    occurrence = Occurrence.get_by_id(fanout.occurrence_id) if fanout.occurrence_id is not None else None
    workflow = published.workflow(revision) if revision is not None else None
    return Task(fanout, workflow, revision, occurrence, published.community, now)
