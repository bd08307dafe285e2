"""What we ask of a provider about conferences: the same shape for every provider."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.channels.carrier import Outcome


@dataclass(frozen=True)
class CallFacts:
    """One phone call as the provider has it. Times are the provider's own; None: not yet, or never answered."""

    status: str
    started_at: datetime | None = None
    ended_at: datetime | None = None


class RoomControl(Protocol):
    """Conferences and who is in them. Safe to be called from several threads; every act is safe to do twice.

    Acts raise nothing: what the network or the provider does is an Outcome's kind. Lookups raise ProviderError
    where nobody can say.
    """

    def mute(self, conference_sid: str, call_sid: str, muted: bool) -> Outcome:
        """Mute one participant, or let them speak."""
        ...

    def announce(self, conference_sid: str, url: str, call_sid: str = "") -> Outcome:
        """Have what ``url`` answers (TwiML or a sound) heard by the room, or by one participant alone."""
        ...

    def kick(self, conference_sid: str, call_sid: str) -> Outcome:
        """Take one participant out."""
        ...

    def end(self, conference_sid: str) -> Outcome:
        """End the conference for everybody."""
        ...

    def pause(self, conference_sid: str, paused: bool) -> Outcome:
        """Pause the recording that runs, or go on with it."""
        ...

    def record(self, call_sid: str, callback: str, on: bool) -> Outcome:
        """Record what this phone call hears and says, or stop that recording; ``callback`` is told when it is there."""
        ...

    def bridge(self, to: str, sender: str, url: str, digits: str, callback: str) -> Outcome:
        """Ring ``to`` with a call that does what ``url`` says and dials ``digits`` once it is answered.

        The outcome's ``provider_id`` is the new phone call's id.
        """
        ...

    def find(self, name: str) -> str:
        """The id of the conference of this name that is under way; '' where there is none."""
        ...

    def present(self, conference_sid: str) -> tuple[str, ...]:
        """The ids of the phone calls that are in it."""
        ...

    def call(self, call_sid: str) -> CallFacts | None:
        """What became of a phone call; None where the provider knows none."""
        ...
