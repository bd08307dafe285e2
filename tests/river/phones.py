"""Phones of the sandbox in a river: what they do is settled before the next one does anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.journey import to_quiet
from tests.river.conftest import River

ROSA, BOB, AMY, CARLA, STRANGER = (
    "+13125550100",
    "+13035550101",
    "+13125550142",
    "+12125550103",
    "+13125550777",
)


@dataclass
class Phone:
    """One phone in one call."""

    river: River
    number: str
    sid: str

    @property
    def call(self) -> dict[str, Any]:
        return self.river.sandbox.phone_call(self.sid)

    @property
    def heard(self) -> str:
        return " ".join(self.call["heard"])

    @property
    def room(self) -> str:
        """The name of the room it is in, '' where it is in none."""
        return str(self.call["room"]["name"]) if self.call["room"] else ""

    @property
    def muted(self) -> bool:
        return bool(self.call["muted"])

    def press(self, keys: str) -> str:
        """Press each key in its turn; what is heard from the first on."""
        before = len(self.call["heard"])
        for key in keys:
            self.river.sandbox.press(self.sid, key)
        settle(self.river)
        return " ".join(self.call["heard"][before:])

    def enter(self, digits: str) -> str:
        """All the digits of one answer."""
        before = len(self.call["heard"])
        self.river.sandbox.press(self.sid, digits)
        settle(self.river)
        return " ".join(self.call["heard"][before:])

    def star(self, keys: str = "") -> str:
        """Out of the room by the star key, with ``keys`` after it, and back in by doing nothing more."""
        said = self.press(f"*{keys}")
        return said + self.wait()

    def wait(self) -> str:
        """Let time go by while the call listens for a key."""
        before = len(self.call["heard"])
        while self.call["waiting"].get("kind") == "gather":
            self.river.sandbox.silence(self.sid)
        settle(self.river)
        return " ".join(self.call["heard"][before:])

    def hang_up(self) -> None:
        self.river.sandbox.hang_up(self.sid)
        settle(self.river)


def settle(river: River) -> None:
    """As a river settles, on a web process whose bells are not heard."""
    river.sandbox.settle()
    to_quiet(river.kit, river.hands)
    while river.sandbox.deliver_callbacks():
        to_quiet(river.kit, river.hands)


def dial(river: River, number: str, *, attested: bool = True) -> Phone:
    """Ring our number and go in: who is asked for a name or a key keeps silent."""
    phone = Phone(river, number, river.sandbox.dial(number, attested=attested))
    for _ in range(6):
        kind = phone.call["waiting"].get("kind")
        if kind not in ("record", "gather"):
            break
        river.sandbox.silence(phone.sid)
    settle(river)
    return phone
