"""The PIN: who proves who they are leads the call they have, or looks after the line. A number alone opens nothing.

It is asked for in each call anew. After a few wrong ones none is taken for a while, whoever rings.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from engine import pins, rooms
from engine.models import Instance, Member, Occurrence
from engine.models.db import locked, transaction
from engine.outbox.fields import first_name
from engine.phone.call import Call, Turn
from engine.phone.desk import looks_after
from engine.phone.guarding import wrong_pin
from engine.phone.saying import SECONDS_TO_PRESS, say, script
from engine.phone.script import Act, Ask, Go, Script, to
from engine.phone.taking_over import take_over

ASKED = 3
A_MINUTE = timedelta(minutes=1)
AN_HOUR = 60  # minutes


def pin(call: Call, turn: Turn) -> Script:
    """Ask for it (``pin``), and take it (``pin/said``). Silence leads back to where they came from."""
    if turn.rest[:1] == ("said",):
        return _said(call, turn)
    return _ask(call, 1)


def _ask(call: Call, asked: int, *before: Act) -> Script:
    if (until := pins.locked(call.theirs, call.now)) is not None:
        return script(call, *before, _locked(call, until), Go(_back(call)))
    if asked > ASKED:
        return script(call, *before, Go(_back(call)))
    ask = Ask(to("pin", "said", asked=asked), (*before, say(call, "pin_ask")), pins.DIGITS, SECONDS_TO_PRESS)
    return script(call, ask, Go(_back(call)))


def _locked(call: Call, until: datetime) -> Act:
    minutes = -(-(until - call.now) // A_MINUTE)
    if minutes > AN_HOUR:
        return say(call, "pin_locked_long", hours=-(-minutes // AN_HOUR))
    return say(call, "pin_locked" if minutes > 1 else "pin_locked_one", minutes=minutes)


def _said(call: Call, turn: Turn) -> Script:
    asked = turn.number("asked", 1) + 1
    if not _whole(turn.digits):
        return _ask(call, asked, say(call, "pin_short"))
    with transaction():
        _alone()
        if pins.locked(call.theirs, call.now) is not None:
            return _ask(call, asked)
        member = pins.proves(turn.digits, call.settings, call.now)
        if member is None:
            wrong_pin(call)
    if member is None:
        return _ask(call, asked, say(call, "pin_wrong"))
    return _in(call, member)


def _alone() -> None:
    """One PIN at a time until this transaction ends: guessed on many calls at once, each counts for the next."""
    locked(Instance.select()).execute()


def _in(call: Call, member: Member) -> Script:
    """Where a PIN leads: into the call they have, else to the line's own desk."""
    on = rooms.open_call(call.now)
    if on is not None and (rooms.is_leader(on, member.id) or take_over(on, member, call.now)):
        return script(call, Go(to("lead", "enter", member=member.public_id)))
    if looks_after(member):
        return script(call, Go(to("manage", member=member.public_id)))
    who = first_name(member, call.community.nameless)
    words = "pin_early" if _leads_soon(member, call.now) else "pin_nothing"
    return script(call, say(call, words, who=who), Go(_back(call)))


def _leads_soon(member: Member, now: datetime) -> bool:
    """Whether one of the coming calls is theirs: their PIN is for that one, and not for anything before it."""
    theirs = (Occurrence.led_by == member.id) | (Occurrence.led_by.is_null() & (Occurrence.host == member.id))
    coming = Occurrence.state.in_(("planned", "open")) & (Occurrence.ends_at > now)
    return bool(Occurrence.select().where(theirs & coming).exists())


def _whole(digits: str) -> bool:
    return len(digits) == pins.DIGITS and digits.isascii() and digits.isdigit()


def _back(call: Call) -> str:
    return to("room", "in") if rooms.open_call(call.now) is not None else "menu"
