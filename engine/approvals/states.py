"""The states of an approval, and how long an ask has the floor."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from engine.models import Approval, Delivery

WAITING, ASKED = "waiting", "asked"
YES: Final = "yes"  # what was said; with WORDS the person's own stand in its ``words``
NO: Final = "no"
WORDS: Final = "words"
LAPSED, WITHDRAWN = "lapsed", "withdrawn"

PATIENCE = timedelta(days=2)  # after so long the next may be put
ANSWERABLE = timedelta(days=14)  # and an ask that nothing has followed may be answered for so long
MOST_ASKS = 3


def cause_of(approval: Approval) -> str:
    return f"approval:{approval.id}"


def delivery_of(approval: Approval) -> Delivery | None:
    """The message by which it was last put to its person."""
    mine = (Delivery.cause == cause_of(approval)) & (Delivery.step_key == step_of(approval.asks))
    found: Delivery | None = Delivery.get_or_none(mine)
    return found


def step_of(asks: int) -> str:
    return f"ask {asks}"


def fresh(now: Any) -> Any:
    """Of asks: those that still have the floor."""
    return (Approval.state == ASKED) & (Approval.asked_at > now - PATIENCE)
