"""Beside the clock, in a thread of its own: what was recorded by phone is fetched, however long that takes.

Not by a worker: an hour's recording may need minutes, and whoever waits for an answer would wait behind it.
"""

from __future__ import annotations

import logging
import threading

import peewee

from engine import sounds
from engine.channels import Kit
from engine.models.db import connection
from engine.models.instance import community_time

LOOK_SECONDS = 1.0  # a leader hears their own recording a moment after they made it

_log = logging.getLogger(__name__)


class Fetcher:
    """Fetches one sound after the other; any number of them may run."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    def run(self, stop: threading.Event) -> None:
        """Look until ``stop`` is set. What fails is said and tried again at the next look."""
        while not stop.wait(LOOK_SECONDS):
            try:
                self.look()
            except peewee.DatabaseError:
                _log.exception("The database did not take what was recorded; it is fetched again.")

    def look(self) -> None:
        """Fetch all that is due."""
        with connection():
            while sounds.drain(self._kit, community_time()).more:
                pass
