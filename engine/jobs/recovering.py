"""Beside the clock, in a thread of its own so that a slow answer never makes the clock late: looks back at Twilio."""

from __future__ import annotations

import logging
import threading

import peewee

from engine.channels import Kit
from engine.errors import ProviderError
from engine.jobs.bells import ADVANCE, INBOUND, Bells
from engine.models.db import connection
from engine.models.instance import community_time
from engine.now import machine_now
from engine.recovery import Recovered, recover

LOOK_SECONDS = 15.0

_log = logging.getLogger(__name__)


class Recoverer:
    """Says once that Twilio does not answer, and once that it does again."""

    def __init__(self, kit: Kit, bells: Bells) -> None:
        self._kit = kit
        self._bells = bells
        self._silent = False

    def run(self, stop: threading.Event) -> None:
        """Look until ``stop`` is set."""
        while not stop.wait(LOOK_SECONDS):
            try:
                self.look()
            except peewee.DatabaseError:
                _log.exception("The database did not take what Twilio told; it is asked again.")

    def look(self) -> None:
        """One look, at once again while there is more; what it found is said and rung for."""
        try:
            found = self._recover()
            while found.more:
                found = self._recover()
        except ProviderError as error:
            if not self._silent:
                _log.warning("Lost texts and statuses cannot be looked for now; tried again. %s", error)
            self._silent = True
            return
        if self._silent:
            _log.info("Twilio answers again; lost texts and statuses are looked for.")
        self._silent = False

    def _recover(self) -> Recovered:
        with connection():
            found = recover(self._kit, now=community_time(), machine_now=machine_now())
        if found.texts:
            _log.warning("%s texts came without their webhook and are recorded now.", found.texts)
            self._bells.ring(INBOUND)
        if found.recordings:
            _log.warning("%s recordings came without any word of them and are fetched now.", found.recordings)
            self._bells.ring(INBOUND)
        if found.statuses:
            self._bells.ring(ADVANCE)
        return found
