"""Calls that go out: they ring, are answered by somebody or a machine, or by one of our own numbers."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from sandbox.carrier import Carrier
from sandbox.magic import CALL_FATES
from sandbox.twilio.account import webhook_address
from sandbox.twilio.keypad import NOT_NOW, press
from sandbox.twilio.reports import report, report_detection
from sandbox.twilio.session import NoSuchCall, Overtaken, Session, begin, load_session, save
from sandbox.twilio.switchboard import end_call, finish, hang_up_dialed, proceed, run_given

LOOK_AGAIN = 0.2  # seconds, while the community's clock moves
HEARD_BY_MODE = {"Enable": "machine_start", "DetectMessageEnd": "machine_end_beep"}
NO_ADDRESS = "No voice address is set on this number."


def receive(carrier: Carrier, sender: str, ours: str, verstat: str = "", peer: str = "") -> Session:
    """A call to one of our numbers, run until it waits for its caller."""
    call = begin(
        carrier, direction="inbound", sender=sender, recipient=ours, phone=sender, status="ringing",
        verstat=verstat, peer_sid=peer, callback=webhook_address(carrier, ours, "status_callback"),
    )  # fmt: skip
    url = webhook_address(carrier, ours, "voice_url")
    if url:
        proceed(carrier, call, url)
    else:
        call.say("note", NO_ADDRESS)
        finish(carrier, call, "failed")
    return load_session(carrier, call.sid)


def ring_out(carrier: Carrier, sid: str) -> None:
    """A call goes out. Phones of the page ring until somebody acts; magic and our own numbers act by themselves."""
    call = load_session(carrier, sid)
    try:
        report(carrier, call, "initiated")
        call.status = "ringing"
        report(carrier, call, "ringing")
        save(carrier, call)
    except Overtaken:
        return  # canceled before it rang
    if call.recipient in carrier.settings.numbers:
        _ring_ourselves(carrier, call)
        return
    fate = CALL_FATES.get(call.recipient, "")
    if fate in ("busy", "no-answer", "failed"):
        end_call(carrier, sid, fate, fate)
    elif not fate and carrier.settings.callbacks == "auto":
        carrier.errands.later(int(call.options.get("timeout", 60)), unanswered, carrier, sid)
    elif fate:
        with suppress(NoSuchCall):  # canceled in the very moment
            pick_up(carrier, sid, fate)


def unanswered(carrier: Carrier, sid: str) -> None:
    """The time to answer is over. Tests say so themselves: there it never is."""
    if load_session(carrier, sid).waiting.get("kind") == "ring":
        end_call(carrier, sid, "no-answer", "nobody answered")


def let_time_pass(carrier: Carrier) -> None:
    """The community's clock was moved: what has rung for longer than it may, by that clock, rings no more.

    Looked at again until the clock stands, for calls go out on its way too.
    """
    reading = carrier.clock.read()
    sql = "SELECT sid FROM calls WHERE ended_ms IS NULL AND status = 'ringing' AND direction <> 'inbound'"
    for row in carrier.store.rows(sql):
        call = load_session(carrier, row["sid"])
        most = timedelta(seconds=int(call.options.get("timeout", 60)))
        if datetime.fromisoformat(call.community_at) + most < reading.now:
            unanswered(carrier, call.sid)
    if reading.moving:
        carrier.errands.later(LOOK_AGAIN, let_time_pass, carrier)


def _ring_ourselves(carrier: Carrier, call: Session) -> None:
    """The other end is a call to our own number: both run their own document, and end together."""
    other = receive(carrier, call.sender, call.recipient, peer=call.sid)
    with carrier.store.write() as connection:
        connection.execute("UPDATE calls SET peer_sid = ? WHERE sid = ?", (other.sid, call.sid))
    with suppress(NoSuchCall):  # the other end may have refused, and so ended this one
        if not other.ended:
            pick_up(carrier, call.sid)
    if load_session(carrier, call.sid).ended:  # before it knew of its other end
        end_call(carrier, other.sid, "completed")
    digits = str(call.options.get("digits", "")).replace("w", "").replace("W", "")
    if digits and load_session(carrier, other.sid).waiting.get("kind") == "gather":
        press(carrier, other.sid, digits)


def pick_up(carrier: Carrier, sid: str, by: str = "human") -> Session:
    """Somebody or something answers. Raises NoSuchCall when it does not ring."""
    call = load_session(carrier, sid)
    ring = call.waiting
    if call.ended or ring.get("kind") != "ring" or call.status != "ringing":
        raise NoSuchCall(NOT_NOW)
    _detect(carrier, call, by)
    call.connect()
    report(carrier, call, "in-progress")
    if call.parent_sid and not _put_through(carrier, call):
        return end_call(carrier, sid, "canceled")
    if ring.get("document"):
        run_given(carrier, call, ring["document"])
    else:
        proceed(carrier, call, ring["url"], {}, ring.get("method", "POST"))
    return load_session(carrier, sid)


def _detect(carrier: Carrier, call: Session, by: str) -> None:
    """What answering-machine detection makes of who answered; nothing where it was not asked for."""
    mode = str(call.options.get("machine", ""))
    if not mode:
        return
    found = HEARD_BY_MODE[mode] if by == "machine" else by
    if call.options.get("async_url"):
        report_detection(carrier, call, str(call.options["async_url"]), found)
    else:
        call.answered_by = found


def _put_through(carrier: Carrier, call: Session) -> bool:
    """Take the place of the one who is talked to; False when another phone was faster."""
    while True:
        parent = load_session(carrier, call.parent_sid)
        waiting = parent.waiting
        if waiting.get("kind") != "dial" or waiting["with"]:
            return False
        waiting["with"] = call.sid
        parent.say("note", f"connected to {call.phone}")
        try:
            save(carrier, parent)
        except Overtaken:
            continue
        hang_up_dialed(carrier, waiting, but=call.sid)
        return True
