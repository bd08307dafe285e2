"""A caller's own words: a win, a question, a message, an entry or what they practice, recorded and handed to a person."""

from __future__ import annotations

from engine.inbound.received import Received, receive
from engine.phone import praising
from engine.phone.call import PROVEN, Call, Turn
from engine.phone.keeping import keep_sound
from engine.phone.saying import afterwards, goodbye, say, script
from engine.phone.script import Go, Record, Script, to
from engine.sounds import MESSAGE
from engine.threads.saying import PRACTICE

KINDS = ("win", "question", "message", "entry", PRACTICE)
ROLES = {PRACTICE: "mentor"}  # who gets it where the key does not say
LONGEST_SECONDS = 180
ASKED = 2
BELL = "inbound"


def record(call: Call, turn: Turn) -> Script:
    """Ask for their words and record them. A host is first asked whom they praise."""
    what, asked = _what(turn), turn.number("asked") + 1
    if what == "win" and asked == 1 and praising.TONE not in turn.args and praising.praises(call):
        return praising.ask(call)
    then = to("recorded", what, *turn.rest[1:2], asked=asked)
    words = Record(then, LONGEST_SECONDS, kind=MESSAGE, detail={"about": what})
    return script(call, say(call, f"record_{what}"), words, Go(then))


def recorded(call: Call, turn: Turn) -> Script:
    """Keep what was said. The sound may still be on its way to the provider's store: its address is what we keep."""
    what, asked = _what(turn), turn.number("asked", 1)
    if turn.recording_url and turn.seconds:
        sound = keep_sound(call, turn, MESSAGE, about=what)
        link = call.links.sound(sound.public_id) if sound else ""
        if receive(_received(call, turn, what, link), call.now):
            call.ring(BELL)
        return afterwards(call, say(call, f"kept_{what}"))
    nothing = say(call, "nothing_heard")
    if asked >= ASKED:
        return script(call, nothing, *goodbye(call))
    return script(call, nothing, Go(to("record", what, *turn.rest[1:2], asked=asked)))


def _what(turn: Turn) -> str:
    return turn.rest[0] if turn.rest and turn.rest[0] in KINDS else "message"


def _received(call: Call, turn: Turn, what: str, link: str) -> Received:
    """``link`` is where whoever gets it can hear it."""
    return Received(
        provider="twilio",
        provider_id=f"{call.call_sid}:{turn.recording_sid or 'message'}",
        channel="phone",
        from_value=call.theirs,
        to_value=call.ours,
        raw={
            "verified": PROVEN if call.attested else "",
            "recording": turn.recording_url,
            "recording_sid": turn.recording_sid,
            "listen": link,
            "seconds": str(turn.seconds),
            "about": what,
            "role": turn.rest[1] if len(turn.rest) > 1 else ROLES.get(what, ""),
        },
    )
