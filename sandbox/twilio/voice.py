"""The phones of the page and of tests: they ring us, pick up, decline, press, speak and hang up.

Each act runs the call until it waits for its phone again. What it sets off beside (others leave a room, another
phone rings) goes on by itself: `carrier.errands.idle()` waits for it.
"""

from __future__ import annotations

from sandbox.carrier import Carrier
from sandbox.phonebook import remember_phone
from sandbox.twilio.keypad import leave_message, press, speak, stay_silent
from sandbox.twilio.ringing import pick_up, receive
from sandbox.twilio.session import Session, load_session
from sandbox.twilio.switchboard import end_call

ATTESTED = "TN-Validation-Passed-A"

__all__ = ["answer", "dial", "hang_up", "leave_message", "press", "ringing_call", "speak", "stay_silent"]


def dial(carrier: Carrier, phone: str, ours: str, attested: bool | str = True) -> Session:
    """A phone calls our number. `attested`: who vouches for the caller's number; False is nobody."""
    remember_phone(carrier, phone)
    verstat = attested if isinstance(attested, str) else ATTESTED if attested else ""
    return receive(carrier, phone, ours, verstat)


def answer(carrier: Carrier, sid: str, by: str = "human") -> Session:
    """The phone picks up a call that rings, `by` a human, a machine, or as AnsweredBy says it."""
    return pick_up(carrier, sid, by)


def hang_up(carrier: Carrier, sid: str) -> Session:
    """The phone hangs up; one that rings is declined."""
    rings = load_session(carrier, sid).waiting.get("kind") == "ring"
    return end_call(carrier, sid, "busy" if rings else "completed", "declined" if rings else "hung up")


def ringing_call(carrier: Carrier, phone: str) -> str | None:
    """The call that rings at a phone, or None."""
    sql = "SELECT sid FROM calls WHERE phone = ? AND status = 'ringing' AND direction <> 'inbound' ORDER BY id DESC"
    row = carrier.store.row(sql, phone)
    return str(row["sid"]) if row else None
