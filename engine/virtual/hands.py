"""The hands of a clock that nobody has to wait for."""

from __future__ import annotations

from datetime import datetime, timedelta


class VirtualHands:
    """Both clocks of a virtual world. The machine's runs only when a sender has to rest."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._machine = now

    def now(self) -> datetime:
        return self._now

    def machine_now(self) -> datetime:
        return self._machine

    def move_to(self, instant: datetime) -> None:
        """Raises ValueError where it is behind: nothing here goes back."""
        if instant < self._now:
            raise ValueError(f"{instant.isoformat()} is before {self._now.isoformat()}")
        self._machine += instant - self._now
        self._now = instant

    def rest(self, length: timedelta) -> None:
        self._machine += length
