"""What the states have in common: sentences of ours, managers' messages read aloud, and the end of every way."""

from __future__ import annotations

from engine.models import Member
from engine.outbox.fields import first_name, person_fields
from engine.phone.call import Call
from engine.phone.script import Act, Ask, HangUp, Say, Script
from engine.phone.words import spoken
from engine.wording import aloud as voice
from engine.wording.merge import MergeError

SECONDS_TO_PRESS = 6
ANY_KEY = ""  # no key ends what is pressed: * and # are keys like any other


def say(call: Call, key: str, /, **values: str | int) -> Say:
    """One of our sentences; ``{host}``, ``{community}`` and ``{name}`` are known to all of them."""
    known = {
        "host": call.community.host or spoken("somebody", call.language),
        "community": call.community.name,
        "name": name_of(call),
    }
    return Say(spoken(key, call.language, **{**known, **values}))


def name_of(call: Call) -> str:
    """What the caller is called; the community's word where that is not known."""
    return first_name(call.member, call.community.nameless) if call.member else call.community.nameless


def message(call: Call, name: str) -> Say | None:
    """A manager's message read aloud to this caller; None where there is none, or it needs what nobody knows."""
    found = call.published.messages.choose(name, "phone", call.language)
    if found is None:
        return None
    reader = call.member or Member(timezone=call.timezone, language=call.language, joined_at=call.now)
    try:
        words = found.words.render(person_fields(reader, reader, call.community))
    except MergeError:
        return None
    said = aloud(words)
    return Say(said, found.language or call.community.language) if said else None


def aloud(words: str) -> str:
    """Written words as one line to be read out."""
    return " ".join(voice.aloud(words).split())


def sentence(words: str) -> str:
    """Words that stand alone, such as a title, with the pause of a full stop after them."""
    line = aloud(words)
    return line if line[-1:] in (".", "!", "?") else f"{line}."


def script(call: Call, *acts: Act) -> Script:
    return Script(acts, call.language)


def afterwards(call: Call, *acts: Act) -> Script:
    """``acts``, and then the menu for whoever presses a key; nobody has to, and then it is goodbye."""
    offer = Ask("menu", (*acts, say(call, "any_key")), digits=1, seconds=SECONDS_TO_PRESS, finish=ANY_KEY)
    return script(call, offer, *goodbye(call))


def goodbye(call: Call) -> tuple[Act, ...]:
    return (say(call, "goodbye"), HangUp())
