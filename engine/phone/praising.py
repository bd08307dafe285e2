"""A host's praise by voice: the carrier writes down what it understood, and the host is texted that to say yes to."""

from __future__ import annotations

import hashlib

from engine.inbound.received import Received, receive
from engine.phone.call import PROVEN, Call, Turn
from engine.phone.saying import afterwards, say, script
from engine.phone.script import Ask, Go, Script, to
from engine.threads.owners import HOST
from engine.threads.saying import HEARD

BELL = "inbound"
SECONDS_TO_BEGIN = 6
TONE = "tone"  # they have let the question go by: their words are recorded, as anybody's


def praises(call: Call) -> bool:
    """Whether whoever rings may praise somebody by voice."""
    return call.member is not None and call.member.role == HOST


def ask(call: Call) -> Script:
    """Ask whom they praise and what for; silence leads to the tone."""
    words = Ask("praised", (say(call, "praise_whom"),), seconds=SECONDS_TO_BEGIN, speech=True)
    return script(call, words, Go(to("record", "win", **{TONE: 1})))


def praised(call: Call, turn: Turn) -> Script:
    """Hand on what was understood; it is shown to them by text before anybody else hears of it."""
    words = turn.speech.strip()
    if not words or not praises(call):
        return script(call, Go(to("record", "win", **{TONE: 1})))
    if receive(_received(call, words), call.now):
        call.ring(BELL)
    return afterwards(call, say(call, "kept_praise"))


def _received(call: Call, words: str) -> Received:
    """The same words in one call are one praise, however often they are reported."""
    return Received(
        provider="twilio",
        provider_id=f"{call.call_sid}:{HEARD}:{hashlib.sha256(words.encode()).hexdigest()[:12]}",
        channel="phone",
        from_value=call.theirs,
        to_value=call.ours,
        text=words,
        raw={"verified": PROVEN if call.attested else "", "about": HEARD},
    )
