"""`import --start`: putting the imported into the workflows that start with joining, and what that costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine import runner
from engine.cli.pricing import bill, straight_on
from engine.community.entries import Entry
from engine.community.importing import Plan
from engine.community.matching import chunks, look_up, the_same
from engine.language.workflow import Joined
from engine.models import Enrollment, Member
from engine.models.db import transaction
from engine.now import to_ms
from engine.published import live
from engine.settings import Settings
from engine.wording.bills import Bill, lasting
from engine.wording.say import join_names, plural

PAGE = 5  # members in one transaction: each begins a walk, and a webhook may wait for its turn


@dataclass(frozen=True, slots=True)
class Starting:
    """Who would be started in what. ``rows`` are those of the sheet that agreed and were not in yet."""

    workflows: tuple[str, ...]
    rows: tuple[int, ...]
    bill: Bill

    @classmethod
    def of(cls, planned: Plan, now: datetime, here: Settings) -> Starting:
        """Look up who of a plan would be started. Only recorded consent counts."""
        published = live()
        names = [
            name
            for name, one in published.workflows.items()
            if isinstance(one.workflow.start, Joined) and not one.paused
        ]
        rows = tuple(entry.row for entry in planned.entries if _may(entry, names))
        messages = [message for name in names for message in straight_on(published.workflows[name].workflow)]
        return cls(tuple(names), rows, bill(messages, len(rows), here.sender_rate))

    @property
    def people(self) -> int:
        return len(self.rows)

    def __str__(self) -> str:
        if not self.workflows:
            return "No workflow starts with joining, so nothing is started."
        names = join_names(self.workflows)
        return f"{plural(self.people, 'member')} into {names}: {self.bill}. At your rate they take {lasting(self.bill.seconds)}."

    def begin(self, planned: Plan, ids: Mapping[int, int], now: datetime) -> int:
        """Put them in, a few in each transaction; returns how many walks began."""
        begun = 0
        for page in chunks([ids[row] for row in self.rows if row in ids], PAGE):
            with transaction():
                for member in Member.select().where(Member.id.in_(list(page))).order_by(Member.id):
                    cause = f"joined:{to_ms(member.joined_at)}"
                    walks = [runner.enroll(name, member, cause, now, by="import") for name in self.workflows]
                    begun += sum(walk is not None for walk in walks)
        return begun


def _may(entry: Entry, names: list[str]) -> bool:
    """Whether somebody of the sheet agreed, has not stopped, and is not in all of these workflows already."""
    if entry.is_held or {value for _, value in entry.reached} <= (entry.stopped | entry.held):
        return False
    living = look_up(entry.reached)
    member = the_same(entry, living.those_at(entry), living)
    if member is None:
        return True
    mine = (Enrollment.member == member.id) & Enrollment.workflow.in_(names)
    return Enrollment.select(Enrollment.workflow).where(mine).distinct().count() < len(names)
