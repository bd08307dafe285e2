"""Recordings by phone: the newest, one by its number, or several one after the other. Each playing is counted."""

from __future__ import annotations

from dataclasses import dataclass

from engine import rooms
from engine.inbound.phone_line import (
    newest_recordings,
    recording_by_number,
    recording_named,
)
from engine.links import Links
from engine.models import Member, Recording
from engine.phone.call import Call, Turn
from engine.phone.coming import into_the_call, open_call
from engine.phone.saying import ANY_KEY, SECONDS_TO_PRESS, afterwards, goodbye, message, say, script, sentence
from engine.phone.script import Act, Ask, Go, Play, Say, Script, to
from engine.sounds import played

TOLD = 5  # how many of the newest are offered
ASKED_FOR_NUMBER = 3
SECONDS_BETWEEN = 4  # after one of several, until the next one plays by itself


@dataclass(frozen=True, slots=True)
class _List:
    """What is listened to: names of recordings or messages. ``on`` says whether it goes on by itself, ``instead``
    that it takes the place of a call that nobody leads."""

    names: tuple[str, ...]
    on: bool = True
    instead: bool = False

    def state(self, step: str, at: int) -> str:
        why = {"instead": 1} if self.instead else {}
        return to("listen", step, of=",".join(self.names), at=at, on=int(self.on), **why)


def listen(call: Call, turn: Turn) -> Script:
    """``latest``, ``number``, ``chosen``, ``play``, ``key`` or ``heard``; what is none of them is the newest.

    Where it takes the place of a call, each turn looks whether somebody leads that after all.
    """
    instead = "instead" in turn.args
    on = open_call(call) if instead else None
    if on is not None and rooms.leader_present(on, call.now):
        return script(call, say(call, "led_after_all"), Go(into_the_call(call, on)))
    match turn.rest[:1]:
        case ("number",):
            return _ask_number(call, asked=1)
        case ("chosen",):
            return _chosen(call, turn)
        case ("play",):
            return _play(call, _list(turn), turn.number("at"))
        case ("key",):
            return _key(call, turn)
        case ("heard",):
            return script(call, *goodbye(call))
    newest = tuple(one.name for one in newest_recordings(call.now, call.member, TOLD))
    return _play(call, _List(newest, on=False, instead=instead), 0)


def _list(turn: Turn) -> _List:
    names = tuple(name for name in turn.args.get("of", "").split(",") if name)
    return _List(names, on=turn.args.get("on") != "0", instead="instead" in turn.args)


def _play(call: Call, what: _List, at: int) -> Script:
    """The one at ``at``, or the first after it that this caller may hear; 1, 2 and 0 are heard all the while."""
    for place in range(at, len(what.names)):
        sound = _sound(call, what.names[place])
        if sound:
            return _with_keys(call, what, place, sound)
    return afterwards(call, say(call, "last_one" if at else "nothing_to_hear"))


def _sound(call: Call, name: str) -> tuple[Act, ...]:
    """A recording with its title, or a message read aloud; empty where this caller may hear neither."""
    recording = recording_named(name, call.now, call.member)
    if recording is None:
        words = message(call, name)
        return (words,) if words else ()
    played(recording, "phone", call.now, listener=call.member, community=call.community)
    return (
        Say(sentence(recording.title), call.community.language),
        Play(audio(call.links, recording, call.member)),
    )


def audio(links: Links, recording: Recording, member: Member | None) -> str:
    """Where the sound is; a group's names who hears it. Whoever plays it counts that: the provider keeps a copy and
    does not ask each time."""
    named = member.public_id if recording.audience is not None and member is not None else None
    return f"{links.listen(recording.public_id, named)}/audio?by=phone"


def _with_keys(call: Call, what: _List, at: int, sound: tuple[Act, ...]) -> Script:
    more = at + 1 < len(what.names)
    keys = "again" if not more else "again_or_next" if what.on else "again_or_older"
    ask = Ask(
        what.state("key", at),
        (*sound, say(call, keys)),
        digits=1,
        seconds=SECONDS_BETWEEN if more and what.on else SECONDS_TO_PRESS,
        finish=ANY_KEY,
    )
    if more and what.on:
        return script(call, ask, Go(what.state("play", at + 1)))
    return script(call, ask, *((Go(what.state("heard", at)),) if what.instead else goodbye(call)))


def _key(call: Call, turn: Turn) -> Script:
    """1 the next, 2 again, 0 the menu; of any other key they are told what the keys are."""
    what, at = _list(turn), turn.number("at")
    match turn.digits[:1]:
        case "1":
            return _play(call, what, at + 1)
        case "2":
            return _play(call, what, at)
        case "0":
            return script(call, Go("menu"))
        case "*" if what.instead:
            return script(call, Go("pin"))  # whoever can lead the call after all
    return _with_keys(call, what, at, (say(call, "wrong_key"),))


def _ask_number(call: Call, *, asked: int, before: tuple[Act, ...] = ()) -> Script:
    """Tell the newest titles with their numbers, and wait for one."""
    newest = newest_recordings(call.now, call.member, TOLD)
    if not newest:
        return afterwards(call, say(call, "nothing_to_hear"))
    titles = (say(call, "numbered", number=one.number, title=one.title) for one in newest)
    digits = len(str(max(one.number for one in newest)))
    which = say(call, "which_number" if digits == 1 else "which_number_pound")
    ask = Ask(to("listen", "chosen", asked=asked), (*before, which, *titles), digits=digits)
    return script(call, ask, *goodbye(call))


def _chosen(call: Call, turn: Turn) -> Script:
    digits, asked = turn.digits, turn.number("asked", 1)
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else 0
    found = recording_by_number(number, call.now, call.member)
    if found is not None:
        return _play(call, _List((found.name,)), 0)
    unknown = say(call, "unknown_number")
    if asked >= ASKED_FOR_NUMBER:
        return afterwards(call, unknown)
    return _ask_number(call, asked=asked + 1, before=(unknown,))
