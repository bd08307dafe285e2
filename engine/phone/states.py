"""Every state of a phone call by the first segment of its path. Each answers one turn; ``respond`` finds it.

A state that writes opens its own transaction, and what it does may come twice. What one part needs of another
it reaches by ``Go``, never by its module.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

from engine.phone import (
    answering,
    bridging,
    entering,
    hearing,
    inside,
    leading,
    listening,
    managing,
    menu,
    praising,
    proving,
    recording_words,
    ringing,
    ringing_people,
    strangers,
    voting,
)
from engine.phone.call import Call, Turn
from engine.phone.script import Go, Script

State: TypeAlias = Callable[[Call, Turn], Script]

STATES: Mapping[str, State] = {
    "": answering.answer,
    "menu": menu.menu,
    "pressed": menu.pressed,
    "join": menu.join,
    "listen": listening.listen,
    "record": recording_words.record,
    "recorded": recording_words.recorded,
    "praised": praising.praised,
    "hear": hearing.hear,
    "ring-people": ringing_people.ring_people,
    "guest": strangers.guest,
    "bye": answering.bye,
    "room": entering.room,
    "left": entering.left,
    "star": inside.star,
    "lead": leading.lead,
    "bridge": bridging.bridge,
    "pin": proving.pin,
    "manage": managing.manage,
    "ringing": ringing.ringing,
    "vote": voting.vote,
}
MOST_STEPS = 8  # gone through in one turn; what leads further asks the provider to come again


def respond(call: Call, turn: Turn) -> Script:
    """What the caller hears now. A state that only leads to another one is gone through at once.

    A state that is not (any more) there is the menu.
    """
    script = _answer(call, turn)
    for _ in range(MOST_STEPS):
        if len(script.acts) != 1 or not isinstance(script.acts[0], Go):
            break
        script = _answer(call, arriving(script.acts[0].next))
    return script


def arriving(state: str, turn: Turn | None = None) -> Turn:
    """A state's turn: of ``turn`` what the caller did, or nothing where they did nothing yet."""
    parts = urlsplit(state)
    first, *rest = (unquote(segment) for segment in parts.path.split("/"))
    return replace(turn or Turn(), state=first, rest=tuple(rest), args=dict(parse_qsl(parts.query)))


def _answer(call: Call, turn: Turn) -> Script:
    return STATES.get(turn.state, menu.menu)(call, turn)
