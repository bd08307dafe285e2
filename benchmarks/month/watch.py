"""Seeing what leaves and what waits, by looking at the outbox whenever it is quiet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from peewee import fn

from engine.models import Delivery
from engine.models.looks import Look
from engine.models.sending import FINAL, HELD, IN_FLIGHT, WAITING_STATES

OPEN = (*WAITING_STATES, *IN_FLIGHT)
PASSING = frozenset({"order", "retry", "lease", ""})  # holds of a moment, which say nothing


_WAITING = Look(
    lambda now: Delivery.select(Delivery.id, Delivery.state, Delivery.reason_code).where(
        Delivery.state.in_(OPEN)
    )
)
_LATEST = Look(lambda now: Delivery.select(fn.MAX(Delivery.id)))


@dataclass(frozen=True)
class Hold:
    """Why a delivery waited, and since when."""

    at: datetime
    code: str


class Watch:
    """``look`` tells what became final since the last one; ``holds`` keeps why each delivery ever waited."""

    def __init__(self) -> None:
        self.holds: dict[int, list[Hold]] = {}
        self._open: set[int] = set()
        self._top = 0

    def look(self, now: datetime) -> list[Delivery]:
        """Deliveries that became final since the last look, in the order of their ids."""
        rows = _WAITING.rows(now)
        for one, state, code in rows:
            if state == HELD and code not in PASSING:
                self._note(one, code, now)
        still = {row[0] for row in rows}
        top = _LATEST.first(now) or 0
        gone = (self._open | set(range(self._top + 1, top + 1))) - still
        self._open, self._top = still, top
        if not gone:
            return []
        final = Delivery.id.in_(gone) & Delivery.state.in_(FINAL)
        return list(Delivery.select().where(final).order_by(Delivery.id))

    def _note(self, delivery: int, code: str, now: datetime) -> None:
        holds = self.holds.setdefault(delivery, [])
        if not holds or holds[-1].code != code:
            holds.append(Hold(now, code))
