"""What messages take and cost, as published, with the longest real values: for whoever is about to send them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.language.check import check
from engine.language.costs import TextCost
from engine.language.steps import Ask, Send
from engine.language.workflow import Workflow
from engine.models import Blob, Snapshot
from engine.publishing import decoded, known
from engine.wording.prices import CURRENCY, Price, show


@dataclass(frozen=True, slots=True)
class Bill:
    """So many texts to so many people, at the most; ``seconds`` at the rate of one sender."""

    people: int
    texts: int
    price: Price
    seconds: float

    def __str__(self) -> str:
        return f"{self.texts:,} texts at most, about {show(self.price)}"


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
    price = Price(sum(cost.price.micros for cost in found) * people, CURRENCY)
    return Bill(people, len(found) * people, price, people * segments / rate)


def straight_on(workflow: Workflow) -> list[str]:
    """The messages on a workflow's main path: what a member gets who answers nothing."""
    return [
        step.message for step in workflow.steps if isinstance(step, (Send, Ask)) and not _to_another(step)
    ]


def _to_another(step: Send | Ask) -> bool:
    return isinstance(step, Send) and step.to is not None


def lasting(seconds: float) -> str:
    """Like "40 seconds", "12 minutes" or "3.5 hours"."""
    if seconds < 90:
        return f"{max(1, round(seconds))} seconds"
    return f"{round(seconds / 60)} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"
