"""One phone call walked without a phone: keys are pressed as told, then nothing more is done until it ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from engine.errors import KindlingError
from engine.language.phone_line import (
    Action,
    CastVote,
    Hear,
    Join,
    Key,
    Leave,
    Listen,
    Menu,
    RecordWords,
    RingPeople,
)
from engine.models import Recording
from engine.phone.call import Call, Turn
from engine.phone.script import Act, Ask, Connect, Enter, Go, HangUp, Pause, Play, Record, Say
from engine.phone.states import arriving, respond
from engine.wording.say import join_names

KEYS = frozenset("0123456789*#")
MOST_TURNS = 60
SPOKEN = Turn(recording_url="preview", seconds=5)
Kind = Literal["says", "plays", "keys", "press", "nothing", "speak", "rings", "room", "ends", "unused"]


@dataclass(frozen=True, slots=True)
class Heard:
    """One moment of a call. ``says`` and ``plays`` are heard; the others tell what happens."""

    kind: Kind
    words: str


def walk(call: Call, presses: Sequence[str]) -> Iterator[Heard]:
    """The call from its answer to its end. Raises KindlingError for a key that no telephone has."""
    for press in presses:
        if not press or not KEYS.issuperset(press):
            raise KindlingError(f"--press {press}: keys are 0 to 9, * and #.")
    return _Walk(call, list(presses)).run()


class _Walk:
    """``presses`` are the keys still to be pressed; each wait takes as many as it asks for."""

    def __init__(self, call: Call, presses: list[str]) -> None:
        self.call, self.presses = call, presses
        self.turn: Turn | None = Turn()
        self.entered = False

    def run(self) -> Iterator[Heard]:
        for _ in range(MOST_TURNS):
            if self.turn is None:
                break
            script = respond(self.call, self.turn)
            self.turn = None
            yield from self._acts(script.acts)
        if self.presses:
            yield Heard("unused", _unused(self.presses, entered=self.entered))

    def _acts(self, acts: tuple[Act, ...]) -> Iterator[Heard]:
        """What is heard, up to the act that leads on; ``turn`` is then where to."""
        for act in acts:
            yield from self._act(act)
            if self.turn is not None or isinstance(act, HangUp | Enter):
                return
        yield Heard("ends", "We hang up.")

    def _act(self, act: Act) -> Iterator[Heard]:
        match act:
            case Say(words=words):
                yield Heard("says", words)
            case Play(url=url):
                yield Heard("plays", self._title(url))
            case Ask():
                yield from self._ask(act)
            case Record(next=next):
                yield Heard("speak", "They speak after the tone.")
                self.turn = arriving(next, SPOKEN)
            case Connect(number=number, next=next):
                yield Heard("rings", f"{number} rings; here nobody answers.")
                self.turn = arriving(next, Turn(dial_status="no-answer"))
            case Enter():
                self.entered = True
                yield Heard("room", "They are in the room of the call.")
            case Go(next=next):
                self.turn = arriving(next)
            case HangUp():
                yield Heard("ends", "We hang up.")
            case Pause():
                pass

    def _ask(self, ask: Ask) -> Iterator[Heard]:
        for act in ask.acts:
            yield from self._act(act)
        if keys := self._keys(ask.next):
            yield Heard("keys", keys)
        if not self.presses:
            yield Heard("nothing", "They press nothing.")
            return
        digits = self._taken(ask)
        yield Heard("press", digits)
        self.turn = arriving(ask.next, Turn(digits=digits))

    def _taken(self, ask: Ask) -> str:
        """As many of the keys as this wait takes; what is left is for the next one."""
        first = self.presses.pop(0)
        most = ask.digits or len(first)
        if first[most:]:
            self.presses.insert(0, first[most:])
        return first[:most].rstrip(ask.finish) or first[:most]

    def _keys(self, state: str) -> str:
        """The keys of the menu that this wait belongs to; nothing where it is no menu."""
        turn = arriving(state)
        if turn.state != "pressed":
            return ""
        keys: tuple[Key, ...] = self.call.published.phone_line.keys
        for digit in turn.rest:
            below = next(key.action for key in keys if key.digit == digit)
            keys = below.keys if isinstance(below, Menu) else ()
        return ", ".join(f"{key.digit} {_called(key.action)}" for key in keys)

    def _title(self, url: str) -> str:
        token = url.partition("/listen/")[2].partition("/")[0]
        named = self.call.links.read_listen(token)
        found = Recording.get_or_none(Recording.public_id == named.recording) if named else None
        return found.title if found else "music"


def _unused(presses: Sequence[str], *, entered: bool) -> str:
    """The keys that were pressed for nothing, and why."""
    keys = f"Key {presses[0]} was" if len(presses) == 1 else f"Keys {join_names(presses)} were"
    why = "the call took them in at once" if entered else "nothing waited for a key any more"
    return f"{keys} not used: {why}."


def _called(action: Action) -> str:
    """The action as the file writes it."""
    match action:
        case Join():
            return "join call"
        case Listen(what=what):
            return f"listen {what if isinstance(what, str) else ', '.join(what)}"
        case RecordWords(what=what, role=role):
            return f"record {what}" + (f" to {role}" if role else "")
        case Hear(what=what):
            return f"hear {what}"
        case RingPeople(roles=roles):
            return f"ring {', '.join(roles)}"
        case Menu():
            return "more keys"
        case CastVote():
            return "vote"
        case Leave():
            return "leave"
