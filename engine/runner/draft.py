"""What walks have come to and what is not written yet: a page of them goes to the database together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine import outbox
from engine.models import Enrollment, Trace, bulk
from engine.models.running import ACTIVE
from engine.outbox import NewDelivery
from engine.runner.tracing import line
from engine.steps import Note


class Raced(Exception):
    """Another process moved this walk first: what was worked out here is out of date and is rolled back."""


@dataclass(slots=True)
class Draft:
    """Rows by kind, in the order in which they were thought of. Whoever reads the tables has it written first."""

    _walks: list[tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    _deliveries: list[NewDelivery] = field(default_factory=list)
    _traces: list[dict[str, Any]] = field(default_factory=list)

    def walk(self, enrollment: Enrollment, values: Mapping[str, Any]) -> None:
        """The walk becomes ``values``, if nobody has moved it since it was read."""
        was = {"id": enrollment.id, "version": enrollment.version, "status": ACTIVE}
        become = {**values, "version": enrollment.version + 1}
        self._walks.append((was, become))
        for name, value in become.items():
            setattr(enrollment, name, value)

    def delivery(self, new: NewDelivery) -> None:
        self._deliveries.append(new)

    def note(self, enrollment: Enrollment, note: Note, now: datetime) -> None:
        """Trace what came of a step."""
        self._traces.append(line(enrollment, note, now))

    def write(self, now: datetime) -> None:
        """Write it all, a statement a table. Raises Raced."""
        walks, deliveries, traces = self._walks, self._deliveries, self._traces
        self.drop()
        bulk.insert(Trace, traces)
        outbox.queue_all(deliveries, now)
        if bulk.update(Enrollment, walks) != len(walks):
            raise Raced("a walk was moved by another process")

    def drop(self) -> None:
        """Forget what has not been written."""
        self._walks, self._deliveries, self._traces = [], [], []
