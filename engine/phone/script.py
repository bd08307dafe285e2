"""What a caller hears next and what is done with the call, as data: the doors say it to the provider in its words.

``next`` is a state: a path below ``/twilio/voice/``, with a query where it carries something ("menu/5?tries=1").
What a caller says or presses in an act goes there; where they do neither, the act after it follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import quote, urlencode


@dataclass(frozen=True, slots=True)
class Say:
    """Words read aloud, in ``language`` where it is another than the script's."""

    words: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Play:
    """A sound of ours; ``url`` is its whole address."""

    url: str


@dataclass(frozen=True, slots=True)
class Pause:
    seconds: int = 1


@dataclass(frozen=True, slots=True)
class Ask:
    """Say and play ``acts`` while listening for keys (and words with ``speech``); what comes goes to ``next``.

    It waits ``seconds`` for each key. ``digits`` is how many there may be; ``finish`` ends them ('' is no key,
    so that * and # are keys like any other).
    """

    next: str
    acts: tuple[Act, ...]
    digits: int | None = None
    seconds: int = 6
    finish: str = "#"
    speech: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """Record what they say, after a tone, for at most ``most_seconds``; ``seconds`` of silence end it.

    The sound itself comes later, to ``/twilio/recording`` with ``kind`` and ``detail``. Where nothing was said
    the act after it follows.
    """

    next: str
    most_seconds: int
    seconds: int = 6
    finish: str = "#"
    kind: str = "message"
    detail: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Enter:
    """Go into a room; once out of it again, the call goes to ``next``.

    ``starts`` says whether this caller begins the conference, ``label`` is what the provider calls them in it,
    ``wait`` the state whose words are heard until it has begun ('' is silence). With ``star`` the key * leaves
    the room. ``record`` records from the start, ``beep`` sounds when they come and go. After ``most_seconds`` the
    provider takes them out, whoever else forgot to: what waits costs as much as what is talked.
    """

    room: str
    next: str
    muted: bool
    starts: bool
    label: str
    record: bool = False
    wait: str = ""
    star: bool = True
    beep: bool = False
    most_seconds: int = 4 * 3600


@dataclass(frozen=True, slots=True)
class Connect:
    """Ring ``number`` for ``seconds`` with ``caller`` as the number shown, and talk; afterwards ``next``."""

    number: str
    next: str
    seconds: int
    caller: str


@dataclass(frozen=True, slots=True)
class Go:
    next: str


@dataclass(frozen=True, slots=True)
class HangUp:
    pass


Act: TypeAlias = Say | Play | Pause | Ask | Record | Enter | Connect | Go | HangUp


@dataclass(frozen=True, slots=True)
class Script:
    """One answer to the provider, said in ``language``."""

    acts: tuple[Act, ...]
    language: str


def to(*path: str, **args: str | int) -> str:
    """A state with what it carries, safe in an address: ``to("menu", "5", tries=1)`` is ``menu/5?tries=1``."""
    way = "/".join(quote(one, safe="") for one in path)
    return f"{way}?{urlencode(args)}" if args else way
