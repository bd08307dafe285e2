"""Two times: the machine's, which the providers live by, and the community's, asked of the engine."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import requests

from sandbox.settings import SandboxSettings

FRESH_SECONDS = 0.2
AWAY_SECONDS = 2.0
TIMEOUT = (0.5, 2.0)
MOVE_TIMEOUT = 60.0


def machine_now() -> datetime:
    """The machine's time, aware, in UTC."""
    return datetime.now(UTC)


def machine_ms() -> int:
    """The machine's time in whole milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def from_ms(ms: int) -> datetime:
    """The aware UTC instant of whole milliseconds."""
    return datetime.fromtimestamp(ms / 1000, UTC)


@dataclass(frozen=True)
class Reading:
    """What the engine said: its time, its zone, whether it is moving, and whether it answered at all."""

    now: datetime
    timezone: str
    moving: bool
    target: str | None
    reachable: bool


class CommunityClock:
    """Asks the engine's control door and remembers the answer for a moment, never while time is moving."""

    def __init__(self, settings: SandboxSettings) -> None:
        self._settings = settings
        self._session = requests.Session()
        self._session.trust_env = False  # a proxy setting must not catch loopback
        self._session.headers["Authorization"] = f"Bearer {settings.auth_token}"
        self._lock = threading.Lock()
        self._last: Reading | None = None
        self._asked = 0.0

    def read(self) -> Reading:
        """The community's time now. Without an engine: the machine's time, `reachable` False."""
        if self._settings.community_now is not None:
            return Reading(self._settings.community_now(), "UTC", False, None, True)
        with self._lock:
            age = time.monotonic() - self._asked
            if self._last is None or age > self._keep():
                self._last, self._asked, age = self._ask(), time.monotonic(), 0.0
            last = self._last
        return Reading(
            last.now + timedelta(seconds=age), last.timezone, last.moving, last.target, last.reachable
        )

    def _keep(self) -> float:
        if self._last is None or self._last.moving:
            return 0.0
        return FRESH_SECONDS if self._last.reachable else AWAY_SECONDS

    def _ask(self) -> Reading:
        try:
            answer = self._session.get(self._settings.clock_url, timeout=TIMEOUT)
            answer.raise_for_status()
            return _reading(answer.json())
        except (requests.RequestException, ValueError, KeyError):
            zone = self._last.timezone if self._last else "UTC"
            return Reading(machine_now(), zone, False, None, False)

    def move(self, **wish: str | int) -> tuple[int | None, dict[str, Any]]:
        """Ask the engine to move on, `to=ISO` or `by_seconds=n`: (HTTP status or None, its answer)."""
        try:
            answer = self._session.post(self._settings.clock_url, json=wish, timeout=MOVE_TIMEOUT)
            body = answer.json() if "json" in answer.headers.get("Content-Type", "") else {}
            return answer.status_code, body
        except requests.RequestException as error:
            return None, {"error": type(error).__name__}
        finally:
            self._asked = 0.0


def _reading(said: dict[str, Any]) -> Reading:
    now = datetime.fromisoformat(said["now"])
    return Reading(now.astimezone(UTC), said["timezone"], bool(said["moving"]), said.get("target"), True)


def next_weekday_at(now: datetime, zone: str, weekday: int, hour: int) -> datetime:
    """The next `weekday` (Monday is 0) at `hour` o'clock in `zone`, strictly after `now`, in UTC."""
    local = now.astimezone(ZoneInfo(zone))
    day = local.date() + timedelta(days=(weekday - local.weekday()) % 7)
    wanted = datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(zone))
    if wanted <= local:
        day += timedelta(days=7)
        wanted = datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(zone))
    return wanted.astimezone(UTC)
