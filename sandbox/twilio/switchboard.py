"""Puts calls through: runs their documents, takes them out of rooms and dials, and ends them with all that hangs on it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urljoin

from sandbox.carrier import Carrier
from sandbox.clock import machine_ms
from sandbox.twilio.fetching import APOLOGY, NoDocument, ask, fetch
from sandbox.twilio.recordings import begin_recording, finish_all, report_absent
from sandbox.twilio.reports import call_fields, report
from sandbox.twilio.rooms import HUNG_UP, UPDATED, leave, participant_of
from sandbox.twilio.session import NoSuchCall, Overtaken, Session, load_session, save
from sandbox.twilio.twiml import Problem, problems
from sandbox.twilio.verbs import perform

MOST_DOCUMENTS = 20
"""Redirects and empty answers that may follow one another before we take it for a loop."""
TOO_MANY_REDIRECTS = 11215
IN_ROOM = {"DialCallStatus": "answered"}
"""What a Dial's action is told after a conference."""


def proceed(
    carrier: Carrier, call: Session, url: str = "", extra: dict[str, str] | None = None, method: str = "POST"
) -> None:
    """Go on with the document at `url`, or with the one at hand, until the phone has to do something or the call ends."""
    try:
        if url:
            fetch(carrier, call, url, extra or {}, method)
        _run(carrier, call)
    except NoDocument as failed:
        _apologise(carrier, call, failed.problem)
    except Overtaken:
        return  # whoever was faster has taken the call elsewhere


def _run(carrier: Carrier, call: Session) -> None:
    documents, verbs = 0, call.verbs()
    _pick_up_inbound(call, verbs[0].tag if verbs else "")
    while not call.waiting and not call.outcome:
        if call.position >= len(verbs):
            _run_out(call)
            break
        verb = verbs[call.position]
        call.position += 1
        if verb.tag != "Redirect":
            perform(carrier, call, verb)
            continue
        documents += 1
        if documents > MOST_DOCUMENTS:
            raise NoDocument(Problem(TOO_MANY_REDIRECTS, "redirected in a circle"))
        fetch(
            carrier, call, urljoin(call.base_url, (verb.text or "").strip()), {}, verb.get("method", "POST")
        )
        verbs = call.verbs()
    if call.outcome:
        finish(carrier, call, call.outcome)
    else:
        save(carrier, call)
        _connect(carrier, call)


def _pick_up_inbound(call: Session, first_verb: str) -> None:
    """A call to our number is answered by its first verb, unless that refuses it."""
    if call.direction == "inbound" and call.status == "ringing" and first_verb != "Reject":
        call.connect()


def _run_out(call: Session) -> None:
    """After its last verb a call ends; a phone that was dialed is put through to who dialed it."""
    if call.parent_sid:
        call.waiting = {"kind": "talk", "with": call.parent_sid}
    else:
        call.outcome = "completed"


def _connect(carrier: Carrier, call: Session) -> None:
    """What a wait sets off: phones ring; a conference may have ended while the call was on its way in."""
    from sandbox.twilio.ringing import ring_out  # it answers calls, which then run here

    ringing, call.to_ring = call.to_ring, []
    for sid in ringing:
        carrier.errands.send(ring_out, carrier, sid)
    kind = call.waiting.get("kind")
    if kind == "dial" and not call.waiting["calls"]:
        carrier.errands.send(after_dial, carrier, call.sid, {"DialCallStatus": "failed"})
    elif kind == "room" and participant_of(carrier, call.sid) is None:
        carrier.errands.send(after_dial, carrier, call.sid, IN_ROOM)


def _apologise(carrier: Carrier, call: Session, problem: Problem) -> None:
    """What Twilio does with a document it cannot run: it says so to the caller and hangs up."""
    if call.status == "ringing":
        call.connect()
    call.say("note", str(problem))
    call.say("them", APOLOGY, language="en-US")
    call.error = str(problem)
    with suppress(Overtaken):
        finish(carrier, call, "completed")


def finish(carrier: Carrier, call: Session, status: str) -> None:
    """End a call, and with it what it was in. Raises Overtaken when it has gone on since it was read."""
    waiting = call.waiting
    call.end(status)
    save(carrier, call)
    report(carrier, call, status)
    put_out(carrier, leave(carrier, call.sid, HUNG_UP, "completed"))
    with carrier.store.write() as connection:
        finish_all(connection, carrier, "call_sid", call.sid)
    _let_go(carrier, call, waiting)
    if call.parent_sid:
        carrier.errands.send(dialed_is_over, carrier, call.sid)
    if call.peer_sid:
        refused = status in ("busy", "no-answer", "failed")
        carrier.errands.send(end_call, carrier, call.peer_sid, status if refused else "completed")


def _let_go(carrier: Carrier, call: Session, waiting: dict[str, object]) -> None:
    """Twilio still tells a Dial's action that its caller has hung up; phones that rang for them stop."""
    kind = waiting.get("kind")
    if kind == "record" and waiting["callback"]:
        with carrier.store.write() as connection:
            values = (connection, carrier, "RecordVerb", str(waiting["callback"]), str(waiting["events"]))
            report_absent(connection, carrier, begin_recording(*values, call_sid=call.sid))
    if kind in ("room", "dial") and waiting["action"]:
        fields = {
            **call_fields(carrier, call),
            **(IN_ROOM if kind == "room" else {"DialCallStatus": "completed"}),
        }
        carrier.errands.send(
            ask, carrier, call, waiting["action"], fields, lambda answer: "", waiting["method"]
        )
    hang_up_dialed(carrier, waiting)


def hang_up_dialed(carrier: Carrier, waiting: dict[str, object], but: str = "") -> None:
    """End the phones that a Dial rings or is connected to, except `but`."""
    sids = waiting.get("calls", [])
    for sid in sids if isinstance(sids, list) else []:
        if sid != but:
            over = "completed" if sid == waiting.get("with") else "canceled"
            carrier.errands.send(end_call, carrier, sid, over)


def put_out(carrier: Carrier, sids: list[str]) -> None:
    """Let calls that are out of their conference go on, side by side."""
    for sid in sids:
        carrier.errands.send(after_dial, carrier, sid, IN_ROOM)


def after_dial(carrier: Carrier, sid: str, fields: dict[str, str]) -> None:
    """A call comes back from a room or another phone: to the Dial's action, or to the verb after it."""
    call = load_session(carrier, sid)
    waiting = call.waiting
    if waiting.get("kind") not in ("room", "dial") or participant_of(carrier, sid) is not None:
        return  # it has gone on already, and may even be back in a room
    call.waiting = {}
    with suppress(Overtaken):
        save(carrier, call)
        proceed(carrier, call, waiting["action"], fields, waiting["method"])


def leave_room(carrier: Carrier, sid: str) -> None:
    """A caller leaves their conference by the star and goes on after the Dial."""
    put_out(carrier, leave(carrier, sid, HUNG_UP))
    after_dial(carrier, sid, IN_ROOM)


def kick(carrier: Carrier, sid: str) -> None:
    """The API takes a call out of its conference. It goes on beside this, for its action may wait for who asked."""
    put_out(carrier, [*leave(carrier, sid, UPDATED), sid])


def dialed_is_over(carrier: Carrier, sid: str) -> None:
    """A phone that was dialed has hung up or never answered: who dialed it goes on, once nobody else may answer."""
    dialed = load_session(carrier, sid)
    parent = load_session(carrier, dialed.parent_sid)
    waiting = parent.waiting
    if waiting.get("kind") != "dial" or waiting["with"] not in ("", sid):
        return
    if not waiting["with"] and not all(load_session(carrier, one).ended for one in waiting["calls"]):
        return
    fields = {
        "DialCallStatus": dialed.status,
        "DialCallSid": sid,
        "DialBridged": str(bool(waiting["with"])).lower(),
    }
    if waiting["with"]:
        fields["DialCallDuration"] = str(dialed.seconds)
    after_dial(carrier, parent.sid, fields)


def end_call(carrier: Carrier, sid: str, status: str, note: str = "") -> Session:
    """End a call whatever it is doing; one that is over stays as it is."""
    return change(carrier, sid, lambda call: _end_now(carrier, call, status, note))


def _end_now(carrier: Carrier, call: Session, status: str, note: str) -> None:
    if not call.ended:
        if note:
            call.say("note", note)
        finish(carrier, call, status)


def change(carrier: Carrier, sid: str, act: Callable[[Session], None]) -> Session:
    """Do `act` to a call, again from the start if something else happened to it meanwhile."""
    while True:
        call = load_session(carrier, sid)
        with suppress(Overtaken):
            act(call)
            return call


def redirect_call(carrier: Carrier, sid: str, url: str, document: str, method: str = "POST") -> Session:
    """The API sends a call to another document: whatever it was doing ends, nobody's action is asked.

    Raises NoSuchCall when it is over.
    """
    left: dict[str, object] = {}

    def act(call: Session) -> None:
        if call.ended:
            raise NoSuchCall("This call is over.")
        left.clear()
        left.update(call.waiting)
        call.waiting = {}
        save(carrier, call)

    call = change(carrier, sid, act)
    put_out(carrier, leave(carrier, sid, UPDATED))
    hang_up_dialed(carrier, left)
    carrier.errands.send(run_given if document else proceed, carrier, call, document or url, None, method)
    return call


def run_given(carrier: Carrier, call: Session, document: str, *unused: object) -> None:
    """Run a document that came with a request instead of an address."""
    found = problems(document, absolute=True)
    if found:
        _apologise(carrier, call, found[0])
    else:
        call.load(document, "")
        proceed(carrier, call)


def hang_up_everybody(carrier: Carrier) -> None:
    """At a start: no call outlives the sandbox that held it, and nobody is told, as after a real breakdown."""
    now = machine_ms()
    with carrier.store.write() as connection:
        for sql in (
            "UPDATE calls SET status = 'completed', ended_ms = ?, waiting = '{}' WHERE ended_ms IS NULL",
            "UPDATE participants SET left_ms = ? WHERE left_ms IS NULL",
            "UPDATE conferences SET status = 'completed', updated_ms = ? WHERE status <> 'completed'",
            "UPDATE recordings SET status = 'completed', updated_ms = ? WHERE status IN ('in-progress', 'paused')",
        ):
            connection.execute(sql, (now,))
