"""The menu: what its keys are called, and where they lead. It is the manager's file, ``phone-line.yaml``."""

from __future__ import annotations

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
from engine.phone.call import Call, Turn
from engine.phone.coming import into_the_call, open_call
from engine.phone.naming import named
from engine.phone.saying import ANY_KEY, SECONDS_TO_PRESS, say, script
from engine.phone.script import Act, Ask, Go, Script, to

SAID_TO_SILENCE = 2  # then the silence is taken for an answer
SAID_TO_WRONG_KEYS = 3
LEADERS, BACK = "*", "0"
SINGLE: dict[type[Action], str] = {CastVote: "vote", Leave: "bye"}


def menu(call: Call, turn: Turn) -> Script:
    """Say the menu below the keys in the path, once more."""
    return offer(call, turn.rest, said=turn.number("said") + 1)


def pressed(call: Call, turn: Turn) -> Script:
    """A key of the menu: to where it leads. A wrong one is told so, and the menu said again, but not for ever."""
    digit, said = turn.digits[:1], turn.number("said", 1)
    if digit == LEADERS and not turn.rest:
        return script(call, Go("pin"))
    for key in _keys(call, turn.rest):
        if key.digit == digit:
            return script(call, Go(_leads_to(call, key.action, (*turn.rest, digit))))
    if digit == BACK and turn.rest:
        return offer(call, turn.rest[:-1], said=1)
    wrong = say(call, "wrong_key")
    if said >= SAID_TO_WRONG_KEYS:
        return script(call, wrong, Go(_in_silence(call)))
    return offer(call, turn.rest, said=said + 1, before=(wrong,))


def join(call: Call, turn: Turn) -> Script:
    """Into the call, or told when it is."""
    return script(call, Go(_leads_to(call, Join(), ())))


def offer(call: Call, path: tuple[str, ...], *, said: int, before: tuple[Act, ...] = ()) -> Script:
    """Say the menu for the ``said``-th time and wait for one key; keys count from the first word on."""
    keys = _keys(call, path)
    words = named(call, keys) or (say(call, "nothing_to_hear"),)
    if path and all(key.digit != BACK for key in keys):
        words = (*words, say(call, "key_back", key=BACK))
    ask = Ask(
        to("pressed", *path, said=said),
        (*before, *words),
        digits=1,
        seconds=SECONDS_TO_PRESS,
        finish=ANY_KEY,
    )
    silent = _in_silence(call) if said >= SAID_TO_SILENCE else to("menu", *path, said=said)
    return script(call, ask, Go(silent))


def _keys(call: Call, path: tuple[str, ...]) -> tuple[Key, ...]:
    """The keys of the menu at ``path``; of the whole line where it is not there (any more)."""
    keys = line = call.published.phone_line.keys
    for digit in path:
        below = next((key.action for key in keys if key.digit == digit), None)
        if not isinstance(below, Menu):
            return line
        keys = below.keys
    return keys


def _in_silence(call: Call) -> str:
    return _leads_to(call, call.published.phone_line.no_key, ())


def _leads_to(call: Call, action: Action, path: tuple[str, ...]) -> str:
    """The state that does what a key stands for."""
    match action:
        case Join():
            on = open_call(call)
            return into_the_call(call, on) if on is not None else "hear/next-call"
        case Listen(what="latest"):
            return "listen/latest"
        case Listen(what="by number"):
            return "listen/number"
        case Listen(what=names):
            return to("listen", "play", of=",".join(names))
        case RecordWords(what=what, role=role):
            return to("record", what, role) if role else to("record", what)
        case Hear(what=what):
            return to("hear", what.replace(" ", "-"))
        case RingPeople(roles=roles):
            return to("ring-people", *roles)
        case Menu():
            return to("menu", *path)
        case CastVote() | Leave():
            return SINGLE[type(action)]
