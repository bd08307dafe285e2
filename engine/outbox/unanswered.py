"""Whether the members who are about to be asked have let our questions go by before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from engine.models import Delivery
from engine.worth.let_go import MOST, asks, let_go

CODE = "unanswered"

__all__ = ["CODE", "MOST", "asks", "unanswered"]


def unanswered(deliveries: Sequence[Delivery]) -> Counter[int]:
    """For the members who are about to be asked: how many questions they were sent since they were last heard from."""
    return let_go({one.member_id for one in deliveries if asks(one)})
