"""Every state of a phone call by the first segment of its path. Each answers one turn; ``respond`` finds it.

A state that writes opens its own transaction, and what it does may come twice. What one part needs of another
it reaches by ``Go``, never by its module.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from engine.phone import answering
from engine.phone.call import Call, Turn
from engine.phone.script import Script

State: TypeAlias = Callable[[Call, Turn], Script]

STATES: Mapping[str, State] = {
    "": answering.answer,
    "bye": answering.bye,
}


def respond(call: Call, turn: Turn) -> Script:
    """What the caller hears now. A state that is not (any more) there is the beginning of the line."""
    return STATES.get(turn.state, answering.answer)(call, turn)
