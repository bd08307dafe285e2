"""What messages take and cost, as published, with the longest real values: for whoever is about to send them."""

from __future__ import annotations

from collections.abc import Mapping

from engine.language.check import check
from engine.language.costs import TextCost
from engine.language.steps import Ask, Send
from engine.language.workflow import Workflow
from engine.models import Blob, Snapshot
from engine.publishing import decoded, known
from engine.wording.bills import Bill, bill_of


def text_costs() -> Mapping[str, TextCost]:
    """What each published text costs one member, by name (the plain file's)."""
    newest = Snapshot.select().order_by(Snapshot.id.desc()).first()
    files: Mapping[str, str] = newest.files if newest else {}
    bodies = {
        row.sha256: bytes(row.body) for row in Blob.select().where(Blob.sha256.in_(set(files.values())))
    }
    checked = check(decoded({path: bodies[sha] for path, sha in files.items()}), known())
    return {cost.name: cost for cost in checked.costs if cost.language is None}


def bill(messages: list[str], people: int, rate: float) -> Bill:
    """What it is to send these messages to that many people; ``rate`` is segments a second."""
    costs = text_costs()
    found = [costs[name] for name in messages if name in costs]
    segments = sum(cost.segments.count for cost in found)
    micros = sum(cost.price.micros for cost in found)
    return bill_of(people, len(found), micros, segments, rate)


def straight_on(workflow: Workflow) -> list[str]:
    """The messages on a workflow's main path: what a member gets who answers nothing."""
    return [
        step.message for step in workflow.steps if isinstance(step, (Send, Ask)) and not _to_another(step)
    ]


def _to_another(step: Send | Ask) -> bool:
    return isinstance(step, Send) and step.to is not None
