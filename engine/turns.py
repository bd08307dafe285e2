"""How long one thing goes on before others have their turn, by the machine's seconds.

Workers share a machine and a database, so each does its work a second at a time. Where time itself is travelled
through nobody waits for a turn: there the seconds stand still, and a slow machine does the same things in the same
order as a fast one.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_standing_still: ContextVar[bool] = ContextVar("standing_still", default=False)


def seconds() -> float:
    """Seconds since some instant or other, for measuring a turn; always the same ones while nobody hurries."""
    return 0.0 if _standing_still.get() else time.monotonic()


def unending() -> bool:
    """Whether turns go on to their end here."""
    return _standing_still.get()


@contextmanager
def without_hurry() -> Iterator[None]:
    """Within it every turn goes on until there is nothing left to do."""
    before = _standing_still.set(True)
    try:
        yield
    finally:
        _standing_still.reset(before)
