"""What a phone does in a call: keys, words, silence, a message left."""

from __future__ import annotations

from sandbox.carrier import Carrier
from sandbox.twilio.fetching import NoDocument, ask
from sandbox.twilio.recordings import begin_recording, finish_recording, recording_url, report_absent
from sandbox.twilio.reports import call_fields
from sandbox.twilio.room_changes import speak_in_room, talk
from sandbox.twilio.rooms import participant_of
from sandbox.twilio.session import NoSuchCall, Overtaken, Session, load_session, save
from sandbox.twilio.sounds import Asked, listen
from sandbox.twilio.switchboard import end_call, hang_up_dialed, leave_room, proceed

STAR = "*"
CONFIDENCE = "0.92"
NOT_NOW = "This call is not waiting for that now."


def press(carrier: Carrier, sid: str, keys: str) -> Session:
    """Press keys, then wait: what is left after one question goes to the next. Raises NoSuchCall where none waits."""
    call = _open(carrier, sid)
    kind = call.waiting.get("kind")
    call.say("you", f"pressed {keys}")
    if kind == "gather" and "dtmf" in call.waiting["input"]:
        return _gathered(carrier, call, keys)
    if kind == "record":
        return _key_in_recording(carrier, call, keys)
    if kind in ("room", "dial"):
        return _key_in_dial(carrier, call, keys)
    raise NoSuchCall(NOT_NOW)


def _open(carrier: Carrier, sid: str) -> Session:
    call = load_session(carrier, sid)
    if call.ended or call.waiting.get("kind") == "ring":
        raise NoSuchCall(NOT_NOW)
    return call


def _gathered(carrier: Carrier, call: Session, keys: str) -> Session:
    digits, rest = _until_done(keys, call.waiting)
    waiting, call.waiting = call.waiting, {}
    if digits or waiting["on_empty"]:
        proceed(carrier, call, waiting["action"], {"Digits": digits, "msg": "Gather End"}, waiting["method"])
    else:
        proceed(carrier, call)
    later = load_session(carrier, call.sid)
    if rest and later.waiting.get("kind") == "gather":
        return _gathered(carrier, later, rest)
    return later


def _until_done(keys: str, waiting: dict[str, str]) -> tuple[str, str]:
    """The digits that answer a Gather, and the keys left over. The finishing key counts only after a digit."""
    digits, most = "", int(waiting["digits"] or 0)
    for at, key in enumerate(keys):
        if key == waiting["finish"]:
            if digits:
                return digits, keys[at + 1 :]
            continue
        digits += key
        if most and len(digits) >= most:
            return digits, keys[at + 1 :].removeprefix(waiting["finish"])
    return digits, ""


def _key_in_recording(carrier: Carrier, call: Session, keys: str) -> Session:
    ending = next((key for key in keys if key in call.waiting["finish"]), "")
    if not ending:
        save(carrier, call)
        return call
    return _recorded(carrier, call, "", 1, ending)


def _key_in_dial(carrier: Carrier, call: Session, keys: str) -> Session:
    """Only the star means anything, where hangupOnStar is set: it leaves."""
    waiting = call.waiting
    save(carrier, call)
    if STAR not in keys or not waiting["star"]:
        return call
    if waiting["kind"] == "room":
        leave_room(carrier, call.sid)
    elif waiting["with"]:
        hang_up_dialed(carrier, waiting)
    return load_session(carrier, call.sid)


def speak(carrier: Carrier, sid: str, words: str) -> Session:
    """Say something: to a Gather that listens, on a recording, in a room, to another phone."""
    call = _open(carrier, sid)
    kind = call.waiting.get("kind")
    if kind == "record":
        return leave_message(carrier, sid, words)
    call.say("you", f"“{words}”")
    if kind == "gather" and "speech" in call.waiting["input"]:
        waiting, call.waiting = call.waiting, {}
        said = {"SpeechResult": words, "Confidence": CONFIDENCE}
        proceed(carrier, call, waiting["action"], said, waiting["method"])
        return load_session(carrier, sid)
    place = participant_of(carrier, sid)
    if place is None and kind not in ("dial", "talk"):
        raise NoSuchCall(NOT_NOW)
    save(carrier, call)
    if place is not None:
        speak_in_room(carrier, place, words)
    else:
        talk(carrier, sid, words)
    return call


def leave_message(
    carrier: Carrier, sid: str, words: str, seconds: int = 4, ended: str | None = None
) -> Session:
    """Leave a message where the call records one. `ended`: the key that ends it, "hangup", or "" for silence."""
    call = _open(carrier, sid)
    if call.waiting.get("kind") != "record":
        raise NoSuchCall(NOT_NOW)
    call.say("you", f"“{words}”")
    if ended is None:
        ended = "#" if "#" in call.waiting["finish"] else ""
    return _recorded(carrier, call, words, seconds, ended)


def _recorded(carrier: Carrier, call: Session, words: str, seconds: int, ended: str) -> Session:
    """Keep it and ask the action at once: the sound itself is there only once its report says so, as with Twilio."""
    waiting, call.waiting = call.waiting, {}
    seconds = min(seconds, waiting["most"])
    save(carrier, call)
    with carrier.store.write() as connection:
        values = (connection, carrier, "RecordVerb", waiting["callback"], waiting["events"])
        recording = begin_recording(*values, call_sid=call.sid, words=words)
        finish_recording(connection, carrier, recording, seconds)
    carrier.courier.ring()
    fields = {
        "RecordingSid": recording,
        "RecordingUrl": recording_url(carrier, recording),
        "RecordingDuration": str(seconds),
        **({"Digits": ended} if ended else {}),
    }
    if ended == "hangup":
        over = end_call(carrier, call.sid, "completed", "hung up")
        ask(carrier, over, waiting["action"], {**call_fields(carrier, over), **fields}, lambda answer: "")
    else:
        proceed(carrier, call, waiting["action"], fields, waiting["method"])
    return load_session(carrier, call.sid)


def stay_silent(carrier: Carrier, sid: str) -> Session:
    """Time goes by: a question or a recording goes unanswered, a ring too, and who waits hears what comes next."""
    call = load_session(carrier, sid)
    kind = call.waiting.get("kind")
    if call.ended:
        raise NoSuchCall(NOT_NOW)
    if kind == "ring":
        return end_call(carrier, sid, "no-answer", "nobody answered")
    if kind == "dial" and not call.waiting["with"]:
        for other in call.waiting["calls"]:
            end_call(carrier, other, "no-answer", "nobody answered")
    elif kind == "room":
        _keep_waiting(carrier, call)
    elif kind in ("gather", "record"):
        _nothing_said(carrier, call)
    return load_session(carrier, sid)


def _nothing_said(carrier: Carrier, call: Session) -> None:
    """Goes on with the verb after the one that waited, unless a Gather wants to hear of it."""
    call.say("you", "(says nothing)")
    waiting, call.waiting = call.waiting, {}
    if waiting["kind"] == "record":
        with carrier.store.write() as connection:
            values = (connection, carrier, "RecordVerb", waiting["callback"], waiting["events"])
            report_absent(connection, carrier, begin_recording(*values, call_sid=call.sid))
    if waiting.get("on_empty"):
        proceed(carrier, call, waiting["action"], {"Digits": "", "msg": "Gather End"}, waiting["method"])
    else:
        proceed(carrier, call)


def _keep_waiting(carrier: Carrier, call: Session) -> None:
    url = call.waiting["wait_url"]
    room = carrier.store.row("SELECT status FROM conferences WHERE sid = ?", call.waiting["conference"])
    if not url or room is None or room["status"] != "init":
        return
    try:
        asked = Asked(call, url, call_fields(carrier, call), call.waiting["wait_method"])
        heard = listen(carrier, asked, once=True)
        call.lines += heard.lines
        call.waiting["wait_url"] = heard.next_url
    except NoDocument as failed:
        call.say("note", str(failed.problem))
        call.waiting["wait_url"] = ""
    try:
        save(carrier, call)
    except Overtaken:
        return
