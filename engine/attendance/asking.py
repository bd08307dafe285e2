"""Asking the provider what became of phone calls whose join or leave we never heard of."""

from __future__ import annotations

import logging
import time
from datetime import datetime

from engine.attendance.sheet import Sheet, keep
from engine.channels import RoomControl
from engine.errors import ProviderError
from engine.models.db import transaction

DRAIN_SECONDS = 2.0
MOST = 50  # phone calls asked about in one go

log = logging.getLogger(__name__)


class Away(Exception):
    """The provider could not be asked."""


def ask(sheet: Sheet, rooms: RoomControl | None, now: datetime) -> bool:
    """Ask about what is missing and keep what was said; whether all of it was asked. Raises Away.

    No transaction is open while the provider is asked.
    """
    until = time.monotonic() + DRAIN_SECONDS
    for number, sid in enumerate(sheet.missing):
        if number == MOST or time.monotonic() > until:
            return False
        if rooms is None:
            raise Away
        try:
            facts = rooms.call(sid)
        except ProviderError as error:
            log.warning("Who was on a call cannot be asked now: %s", error)
            raise Away from None
        ended = facts.ended_at + sheet.shift if facts is not None and facts.ended_at is not None else None
        with transaction():
            keep(sheet.legs[sid], facts.status if facts is not None else "", ended, now)
    return True
