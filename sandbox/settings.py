"""What the sandbox is told at start: where it listens, whom it calls back, which keys it accepts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

Mode = Literal["clean", "rough"]
Callbacks = Literal["auto", "manual"]


@dataclass(frozen=True)
class SandboxSettings:
    """Everything the sandbox needs to know; nothing is read from the environment.

    `mode`: "clean" reports each status once and in order; "rough" reports late, twice and out of order,
    the same way for the same `seed`. `callbacks`: "auto" posts them from a thread as they fall due, "manual"
    keeps them until `Sandbox.deliver_callbacks()`. `loss` is the share of reports on calls,
    conferences and recordings that never arrive, chosen by the seed too.
    `advanced_opt_out`: whether the Messaging Service adds
    `OptOutType` to inbound texts. `hang_seconds`: how long a "time-out" number stays silent.
    `community_now` replaces the question to `control_url` in tests that own the clock themselves.
    """

    data_dir: Path
    web_url: str
    account_sid: str
    auth_token: str
    sendgrid_key: str
    twilio_number: str
    reply_domain: str
    control_url: str = ""
    more_numbers: tuple[str, ...] = ()
    mode: Mode = "clean"
    callbacks: Callbacks = "auto"
    seed: int = 1
    loss: float = 0.0
    advanced_opt_out: bool = False
    hang_seconds: float = 30.0
    starter_phones: bool = False
    community_now: Callable[[], datetime] | None = None

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every number the pretend account owns, the main one first."""
        return (self.twilio_number, *self.more_numbers)

    @property
    def clock_url(self) -> str:
        """The engine's control door for its clock."""
        return self.control_url or f"{self.web_url.rstrip('/')}/sandbox/clock"

    def web(self, path: str) -> str:
        """The absolute URL of one of the web process's doors, such as `/twilio/sms`."""
        return self.web_url.rstrip("/") + path
