"""Somebody at the line's desk, with a provider that has whatever they record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from engine import sounds
from engine.channels import Carriers, Kit
from engine.links import Links
from engine.phone.script import Ask, HangUp, Pause, Record
from engine.settings import Settings
from tests.engine.phone.telephone import Line
from tests.engine.sounds.shelf import MP3, Shelf

ROSA = "+13125550100"


def sid(number: int) -> str:
    return f"RE{number:032x}"


@dataclass
class AtDesk(Line):
    """Somebody at the desk; ``heard`` is all that was said until something was asked for."""

    heard: str = ""

    def settle(self) -> AtDesk:
        """Go on to where something is asked for, or has to come first."""
        self.heard = self.said
        while not any(isinstance(act, Ask | Record | HangUp | Pause) for act in self.script.acts):
            self.waits()
            self.heard += " " + self.said
        return self

    def press(self, *keys: str) -> AtDesk:
        for key in keys:
            self.presses(key)
            self.settle()
        return self

    def fall_silent(self) -> AtDesk:
        self.waits()
        return self.settle()

    def record(self, kit: Kit, number: int = 1) -> AtDesk:
        """Record, and wait until it can be heard."""
        self.speaks(30, sid(number))
        self.settle()
        sounds.drain(kit, self.now)
        return self.fall_silent() if isinstance(self.script.acts[0], Pause) else self


@pytest.fixture
def kit() -> Kit:
    """A provider that has every sound it is asked for."""
    shelf = Shelf()
    there = "https://api.twilio.com/2010-04-01/Accounts/AC0/Recordings/"
    shelf.has = {f"{there}{sid(number)}": MP3 for number in range(10)}
    settings = Settings(twilio_api_url="http://localhost:9", sendgrid_api_url="http://localhost:9")
    return Kit(settings, Carriers(sounds=shelf), Links("k" * 48, "http://localhost:8000"))


@pytest.fixture
def sit(published: Callable[..., None], cast: SimpleNamespace, now: datetime) -> Callable[..., AtDesk]:
    """Rosa at the desk, her PIN given: ``sit(now=…)``."""

    def make(**how: Any) -> AtDesk:
        desk = AtDesk(**{"now": now, "number": ROSA, **how})
        desk.rings()
        desk.at(f"manage?member={cast.rosa.public_id}")
        return desk.settle()

    return make


@pytest.fixture
def desk(sit: Callable[..., AtDesk]) -> AtDesk:
    return sit()
