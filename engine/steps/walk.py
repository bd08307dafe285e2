"""Where one member is in one workflow: small, immutable and able to go through JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from engine.now import from_ms, to_ms


class Phase(StrEnum):
    """What a walk waits for at the step it is at."""

    READY = "ready"  # nothing: the step is to be taken
    LEFT = "left"  # its own message to leave
    CALL = "call"  # its own call to end, or a key to be pressed in it
    REPLY = "reply"  # the answer to its question
    TIMER = "timer"  # a time
    TEXTED = "texted"  # a word of theirs, or a time
    EVENT = "event"  # something to be reported, or a time
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk. Instants are aware UTC.

    ``since`` is what the next wait counts from: when the last message left, the last words came or the last
    timer was due, whenever that was looked at. ``answering`` is the inbound id of the member's own words that
    what follows answers, up to the next wait. ``left`` is when the open question left or the call was placed,
    ``remind`` and ``until`` when its reminder and its end (or a timer's) are due.
    """

    at: str | None
    phase: Phase
    since: datetime
    answering: int | None = None
    bulk: bool = False
    left: datetime | None = None
    remind: datetime | None = None
    until: datetime | None = None
    event: str = ""
    said: str = ""

    @property
    def due(self) -> datetime | None:
        """When the walk is to be looked at next by the clock alone; None: something else moves it."""
        if self.phase is Phase.READY:
            return self.since
        return self.remind or self.until

    @property
    def done(self) -> bool:
        return self.phase is Phase.DONE

    def to_json(self) -> dict[str, Any]:
        """Words and whole milliseconds only; what is empty is left out."""
        instants = {"since": self.since, "left": self.left, "remind": self.remind, "until": self.until}
        return {
            **({"at": self.at} if self.at is not None else {}),
            "phase": self.phase.value,
            **{name: to_ms(instant) for name, instant in instants.items() if instant is not None},
            **({"answering": self.answering} if self.answering is not None else {}),
            **({"bulk": True} if self.bulk else {}),
            **({"event": self.event} if self.event else {}),
            **({"said": self.said} if self.said else {}),
        }

    @classmethod
    def from_json(cls, state: dict[str, Any]) -> Walk:
        """The walk that `to_json` wrote; what is no walk raises KeyError or ValueError."""
        instants = {name: from_ms(state[name]) for name in ("left", "remind", "until") if name in state}
        return cls(
            at=state.get("at"),
            phase=Phase(state["phase"]),
            since=from_ms(state["since"]),
            answering=state.get("answering"),
            bulk=state.get("bulk", False),
            event=state.get("event", ""),
            said=state.get("said", ""),
            **instants,
        )
