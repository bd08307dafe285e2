"""Asking the provider what became of phone calls whose join or leave we never heard of."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from engine import turns
from engine.attendance.presences import Fate
from engine.attendance.sheet import Sheet, keep
from engine.channels import CallFacts, RoomControl
from engine.errors import ProviderError
from engine.models.db import transaction
from engine.now import machine_now

DRAIN_SECONDS = 2.0
MOST = 50  # phone calls asked about in one go

log = logging.getLogger(__name__)


class Away(Exception):
    """The provider could not be asked."""


def ask(sheet: Sheet, rooms: RoomControl | None, now: datetime) -> bool:
    """Ask about what is missing and keep what was said; whether all of it was asked. Raises Away.

    No transaction is open while the provider is asked.
    """
    until = turns.seconds() + DRAIN_SECONDS
    for number, sid in enumerate(sheet.missing):
        if number == MOST or turns.seconds() > until:
            return False
        if rooms is None:
            raise Away
        try:
            facts = rooms.call(sid)
        except ProviderError as error:
            log.warning("Who was on a call cannot be asked now: %s", error)
            raise Away from None
        with transaction():
            keep(sheet.legs[sid], _fate(facts, now - machine_now()), now)
    return True


def _fate(facts: CallFacts | None, shift: timedelta) -> Fate:
    """The same in the community's time; a call that the provider does not know has no status.

    Where the community's clock was moved since, that is too late, and what was found in the room bounds it.
    """
    if facts is None:
        return Fate("", None)
    started, ended = (at + shift if at is not None else None for at in (facts.started_at, facts.ended_at))
    return Fate(facts.status, ended, started)
