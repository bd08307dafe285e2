"""Why it is not known who was on a call."""

from __future__ import annotations

from engine.language.workflow import Workflow
from engine.models import Leg, Occurrence
from engine.models.phone import LEADER

NOT_HELD = "the call was not held"
NOT_KNOWN = "it is not known who was on the call"


def why_unknown(call: Occurrence, workflow: Workflow | None) -> str:
    """The reason in words. A call on our own line that nobody led was none, whoever waited in its room."""
    dialled = workflow.call if workflow is not None else None
    if call.counted_at is None or dialled is None or dialled.number is not None:
        return NOT_KNOWN
    led = Leg.select().where((Leg.occurrence == call.id) & (Leg.role == LEADER)).exists()
    return NOT_KNOWN if led else NOT_HELD
