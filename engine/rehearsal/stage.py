"""A talk under way: the world, the member, and the messages that no line has met yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from engine.language.community import Community
from engine.language.place import Place
from engine.language.talks import Talk
from engine.models import Member
from engine.rehearsal import times
from engine.rehearsal.failures import Unmet
from engine.virtual import Happening, World

OURS = ("sent", "rings")


@dataclass(slots=True)
class Stage:
    """``messages`` are the names that a `we:` line may mean."""

    world: World
    talk: Talk
    member_id: int
    community: Community
    messages: Collection[str]
    unmet: list[Happening] = field(default_factory=list)
    _seen: int = 0

    @property
    def member(self) -> Member:
        """Read anew each time: nothing is remembered between two lines."""
        return Member.get_by_id(self.member_id)

    @property
    def now(self) -> datetime:
        return self.world.now

    def take_in(self) -> None:
        """Note what has been sent to the member since the last look."""
        fresh = self.world.happened[self._seen :]
        self._seen = len(self.world.happened)
        self.unmet += [one for one in fresh if one.kind in OURS and one.member_id == self.member_id]

    def all_met(self, place: Place) -> None:
        """Raises Unmet where a message has come that no line met."""
        if self.unmet:
            raise self.instead(place, "Nothing more was expected here", self.unmet[0])

    def instead(self, place: Place, expected: str, came: Happening) -> Unmet:
        """``expected`` and what came in its place."""
        what = f"{came.message} rang" if came.kind == "rings" else f"{came.message or 'this'} was sent"
        when = times.said(came.at, self.member.timezone)
        return Unmet(place, f"{expected}, but {what} on {when}:", came.words, when)

    def clock(self) -> str:
        return times.said(self.now, self.member.timezone)
