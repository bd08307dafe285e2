"""Beside the clock, each in a thread of its own: what was recorded by phone, and pictures, are fetched, however long
that takes.

Not by a worker: an hour's recording may need minutes, and whoever waits for an answer would wait behind it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import peewee

from engine.channels import Kit
from engine.models.db import connection
from engine.models.instance import community_time

LOOK_SECONDS = 1.0  # a leader hears their own recording a moment after they made it

_log = logging.getLogger(__name__)


class Drained(Protocol):
    @property
    def more(self) -> bool: ...


class Fetcher:
    """Fetches one thing after the other with ``drain``; any number of them may run."""

    def __init__(self, kit: Kit, drain: Callable[[Kit, datetime], Drained]) -> None:
        self._kit = kit
        self._drain = drain

    def run(self, stop: threading.Event) -> None:
        """Look until ``stop`` is set. What fails is said and tried again at the next look."""
        while not stop.wait(LOOK_SECONDS):
            try:
                self.look()
            except peewee.DatabaseError:
                _log.exception("The database did not take what was fetched; it is fetched again.")

    def look(self) -> None:
        """Fetch all that is due."""
        with connection():
            while self._drain(self._kit, community_time()).more:
                pass
