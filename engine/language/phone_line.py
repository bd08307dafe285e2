"""``phone-line.yaml`` as checked data: what people hear who ring us, and what the keys they press lead to.

It is a file of its own kind, as ``community.yaml`` is, and never a workflow: nobody walks through it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from engine.language.place import Place

PHONE_LINE = "workflows/phone-line.yaml"


@dataclass(frozen=True, slots=True)
class Join:
    """``join: call``: into the open call, or told when the next one is."""


@dataclass(frozen=True, slots=True)
class Listen:
    """``listen:``; names are those of recordings, or of messages to be spoken, one after the other."""

    what: Literal["latest", "by number"] | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordWords:
    """``record: win``: their own words after a tone; ``role`` is who gets them, else the host, and what is practiced a
    mentor."""

    what: Literal["win", "question", "message", "entry", "practice"]
    role: str = ""


@dataclass(frozen=True, slots=True)
class Hear:
    what: Literal["next call", "praise", "letter"]


@dataclass(frozen=True, slots=True)
class RingPeople:
    """``ring: [host, leader]``: these roles, one after the other; where nobody answers, a message is taken."""

    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CastVote:
    """``vote``: a key for each choice of the vote that is open."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Goodbye."""


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu below a key."""

    keys: tuple[Key, ...]


Action = Join | Listen | RecordWords | Hear | RingPeople | CastVote | Leave | Menu


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the telephone; ``say`` is a message that is said instead of the built-in sentence about it."""

    digit: str
    action: Action
    place: Place
    say: str | None = None


@dataclass(frozen=True, slots=True)
class PhoneLine:
    """The whole line. ``no_key`` is what silence leads to after the menu was said twice; never a menu."""

    keys: tuple[Key, ...]
    greeting: str | None = None
    no_key: Action = Leave()
    about: str = ""

    def walk(self) -> Iterator[Key]:
        """Every key, outer before inner, in the order written."""
        return _walk(self.keys)

    def way_to(self, action: Action) -> tuple[str, ...] | None:
        """The keys to press, one after the other, for ``action``; None where no key leads to it."""
        return _way(self.keys, action)

    def messages(self) -> frozenset[str]:
        """Every message that it may need, by name (of a ``listen:`` it may be a recording's)."""
        named = {name for key in self.walk() for name in (key.say, *_listened(key.action)) if name}
        return frozenset(named | set(_listened(self.no_key)) | ({self.greeting} if self.greeting else set()))


def _walk(keys: tuple[Key, ...]) -> Iterator[Key]:
    for key in keys:
        yield key
        if isinstance(key.action, Menu):
            yield from _walk(key.action.keys)


def _way(keys: tuple[Key, ...], action: Action) -> tuple[str, ...] | None:
    for key in keys:
        if key.action == action:
            return (key.digit,)
        below = _way(key.action.keys, action) if isinstance(key.action, Menu) else None
        if below is not None:
            return (key.digit, *below)
    return None


def _listened(action: Action) -> tuple[str, ...]:
    return action.what if isinstance(action, Listen) and isinstance(action.what, tuple) else ()


_NOWHERE = Place(PHONE_LINE, 1)

DEFAULT = PhoneLine(
    keys=(
        Key("1", Join(), _NOWHERE),
        Key("2", Listen("latest"), _NOWHERE),
        Key("4", Listen("by number"), _NOWHERE),
        Key("6", Hear("next call"), _NOWHERE),
        Key("9", Leave(), _NOWHERE),
        Key("0", RecordWords("message"), _NOWHERE),
    ),
    no_key=Listen("latest"),
)
"""What runs where no file says otherwise. Its keys are those of the file we come with."""
