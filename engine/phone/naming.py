"""What the keys of a menu are called aloud. What has nothing to give just now is left out; its key still works."""

from __future__ import annotations

from collections.abc import Sequence

from engine.inbound.phone_line import newest_recording
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
from engine.letters.reading import newest as newest_letter
from engine.phone import praising
from engine.phone.call import Call
from engine.phone.coming import open_call
from engine.phone.hearing import praises
from engine.phone.saying import message, say
from engine.phone.script import Say
from engine.phone.voting import votes_open

MOST_SAID = 7


def named(call: Call, keys: Sequence[Key]) -> tuple[Say, ...]:
    """A sentence for each key, in the order of the file; the manager's words where the file names some.

    Where that is more than anybody keeps in mind, how to hang up is not among them: everybody knows another way.
    """
    said = [(key, words) for key in keys if (words := _name(call, key, keys)) is not None]
    few = len(said) <= MOST_SAID
    return tuple(words for key, words in said if few or key.action != Leave())


def _name(call: Call, key: Key, beside: Sequence[Key]) -> Say | None:
    sentence = _sentence(call, key.action, beside)
    if sentence is None:
        return None
    own = message(call, key.say) if key.say else None
    return own or say(call, sentence, key=key.digit)


def _sentence(call: Call, action: Action, beside: Sequence[Key]) -> str | None:
    match action:
        case Join():
            return _join(call, beside)
        case Listen(what=what):
            return _listen(call, what)
        case RecordWords(what=what):
            return "key_win_or_praise" if what == "win" and praising.praises(call) else f"key_{what}"
        case Hear(what=what):
            return _hear(call, what)
        case RingPeople():
            return "key_ring"
        case Menu(keys=keys):
            below = {type(key.action) for key in keys}
            if below - {CastVote} != {RecordWords}:
                return "key_more"
            return "key_words_or_vote" if CastVote in below and votes_open(call) else "key_words"
        case CastVote():
            return "key_vote" if votes_open(call) else None
        case Leave():
            return "key_leave"


def _hear(call: Call, what: str) -> str | None:
    if what == "letter":
        return "key_letter" if call.member is not None and newest_letter(call.now) is not None else None
    return "key_next_call" if what == "next call" else "key_praise" if praises(call) else None


def _join(call: Call, beside: Sequence[Key]) -> str | None:
    """Without an open call the key says when the next one is; not twice in one menu."""
    if open_call(call) is not None:
        return "key_join"
    return None if any(key.action == Hear("next call") for key in beside) else "key_next_call"


def _listen(call: Call, what: str | tuple[str, ...]) -> str | None:
    if isinstance(what, tuple):
        return "key_playlist"
    if newest_recording(call.now, call.member) is None:
        return None
    return "key_latest" if what == "latest" else "key_by_number"
