"""Transaction E: the provider's word on what we sent, with what it ends for whoever nothing reaches any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from engine import outbox, runner
from engine.models.db import transaction
from engine.outbox import NewReceipt

AT_ONCE = 20  # in one transaction, which stays short on SQLite


def take_receipts(receipts: Sequence[NewReceipt], now: datetime) -> int:
    """Keep and apply each once, in whatever order they came; returns how many were new."""
    fresh = 0
    for start in range(0, len(receipts), AT_ONCE):
        with transaction():
            fresh += sum(_take(one, now) for one in receipts[start : start + AT_ONCE])
    return fresh


def _take(receipt: NewReceipt, now: datetime) -> bool:
    applied = outbox.record_receipt(receipt, now)
    if applied is not None:
        runner.end_unreachable(applied.unreachable, now)
    return applied is not None
