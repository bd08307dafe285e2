"""A call on a phone of the page: our TwiML is fetched with signed requests, said, played and waited for.

Verbs: Say, Play, Pause, Gather, Record, Redirect, Hangup, Reject, Dial (said, not connected).
"""

from __future__ import annotations

from urllib.parse import urlencode, urljoin
from xml.etree import ElementTree

from sandbox.carrier import Carrier
from sandbox.clock import machine_ms
from sandbox.phonebook import remember_phone
from sandbox.store import insert
from sandbox.twilio.account import webhook_address
from sandbox.twilio.messages import FORM
from sandbox.twilio.places import geography
from sandbox.twilio.session import NoSuchCall, Session, begin, load_session, save
from sandbox.twilio.sids import new_sid
from sandbox.twilio.twiml import problems

MOST_DOCUMENTS = 20
"""Redirects and empty answers that may follow one another before we take it for a loop."""
RECORDED_SECONDS = 4


def dial(carrier: Carrier, phone: str, ours: str) -> Session:
    """A phone calls our number: the number's voice address decides what it hears."""
    remember_phone(carrier, phone)
    call = begin(carrier, direction="inbound", sender=phone, recipient=ours, phone=phone, status="ringing")
    url = webhook_address(carrier, ours, "voice_url")
    if not url:
        call.say("note", "No voice address is set on this number.")
        call.end("failed")
    else:
        _fetch(carrier, call, url, {})
        call.status = call.status if call.ended else "in-progress"
        _run(carrier, call)
    save(carrier, call)
    return call


def answer(carrier: Carrier, sid: str) -> Session:
    """The phone picks up a call that the app placed."""
    call = _waiting(carrier, sid, "ring")
    url = call.waiting["url"]
    call.status, call.waiting = "in-progress", {}
    report_call(carrier, call, "in-progress")
    if url:
        _fetch(carrier, call, url, {})
    _run(carrier, call)
    save(carrier, call)
    return call


def press(carrier: Carrier, sid: str, digits: str) -> Session:
    """Keys pressed while a Gather waits. Raises NoSuchCall when none does."""
    call = _waiting(carrier, sid, "gather")
    call.say("you", f"pressed {digits}")
    kept = digits.partition(call.waiting["finish"])[0] if call.waiting["finish"] else digits
    return _act(carrier, call, {"Digits": kept, "msg": "Gather End"})


def speak(carrier: Carrier, sid: str, words: str) -> Session:
    """Words said while a Gather waits for speech, or left on a recording."""
    call = load_session(carrier, sid)
    call.say("you", f"“{words}”")
    if call.waiting.get("kind") == "record":
        return _record(carrier, call)
    return _act(carrier, call, {"SpeechResult": words, "Confidence": "0.92"})


def stay_silent(carrier: Carrier, sid: str) -> Session:
    """Time runs out: the call goes on with the verb after the one that waits."""
    call = load_session(carrier, sid)
    call.say("you", "(says nothing)")
    call.waiting = {}
    _run(carrier, call)
    save(carrier, call)
    return call


def hang_up(carrier: Carrier, sid: str) -> Session:
    """The phone hangs up; a recording under way is kept and reported first."""
    call = load_session(carrier, sid)
    if call.ended:
        return call
    call.say("note", "hung up" if call.status != "ringing" else "declined")
    _end(carrier, call, "completed" if call.status != "ringing" else "no-answer")
    save(carrier, call)
    return call


def _waiting(carrier: Carrier, sid: str, kind: str) -> Session:
    call = load_session(carrier, sid)
    if call.ended or call.waiting.get("kind") != kind:
        raise NoSuchCall("This call is not waiting for that now.")
    return call


def _act(carrier: Carrier, call: Session, fields: dict[str, str]) -> Session:
    _fetch(carrier, call, urljoin(call.base_url, call.waiting.get("action", "")), fields)
    _run(carrier, call)
    save(carrier, call)
    return call


def _record(carrier: Carrier, call: Session) -> Session:
    """Keep a recording, go on with the action at once and report the audio beside it, as Twilio does."""
    sid = new_sid("RE")
    url = f"/2010-04-01/Accounts/{carrier.settings.account_sid}/Recordings/{sid}"
    with carrier.store.write() as connection:
        values = {"sid": sid, "call_sid": call.sid, "seconds": RECORDED_SECONDS, "created_ms": machine_ms()}
        insert(connection, "recordings", **values)
    told = call.waiting.get("status_callback", "")
    fields = {
        "RecordingSid": sid,
        "RecordingUrl": carrier.own_url + url,
        "RecordingDuration": str(RECORDED_SECONDS),
    }
    base = call.base_url
    call = _act(carrier, call, {**fields, "Digits": "hangup"})
    if told:
        extra = {"RecordingStatus": "completed", "RecordingChannels": "1", "RecordingSource": "RecordVerb"}
        _post(carrier, call, urljoin(base, told), {**fields, **extra})
    return call


def _fetch(carrier: Carrier, call: Session, url: str, extra: dict[str, str]) -> None:
    """Post to `url` for the next document; a failure ends the call with the words Twilio speaks."""
    page = _post(carrier, call, url, extra)
    found = problems(page) if page is not None else []
    for problem in found:
        call.say("note", str(problem))
    if page is None or found:
        call.say("them", "We are sorry, an application error has occurred. Goodbye.")
        _end(carrier, call, "failed")
    else:
        call.load(page, url)


def _post(carrier: Carrier, call: Session, url: str, extra: dict[str, str]) -> str | None:
    pages: list[str] = []

    def keep(page: str) -> str:
        pages.append(page)
        return "; ".join(str(problem) for problem in problems(page)) if url != call.callback else ""

    fields = {**_fields(carrier, call), **extra}
    row = {
        "kind": "call", "subject": call.sid, "title": f"call {call.phone}", "url": url, "content_type": FORM,
        "body": urlencode(fields).encode(),
    }  # fmt: skip
    carrier.courier.post_now(row, keep)
    return pages[0] if pages else None


def _fields(carrier: Carrier, call: Session) -> dict[str, str]:
    return {
        "CallSid": call.sid,
        "AccountSid": carrier.settings.account_sid,
        "From": call.sender,
        "To": call.recipient,
        "Caller": call.sender,
        "Called": call.recipient,
        "CallStatus": call.status,
        "Direction": call.direction,
        "ApiVersion": "2010-04-01",
        **{k: v for end in ("From", "Caller") for k, v in geography(end, call.sender).items()},
        **{k: v for end in ("To", "Called") for k, v in geography(end, call.recipient).items()},
    }


def report_call(carrier: Carrier, call: Session, status: str) -> None:
    """Tell the call's StatusCallback, if it has one."""
    if call.callback:
        seconds = ((call.ended_ms or machine_ms()) - call.created_ms) // 1000
        extra = {"CallStatus": status, "CallbackSource": "call-progress-events"}
        if call.ended:
            extra |= {"CallDuration": str(seconds), "Duration": str(-(-seconds // 60))}
        _post(carrier, call, call.callback, extra)


def _end(carrier: Carrier, call: Session, status: str) -> None:
    call.end(status)
    report_call(carrier, call, status)


def _run(carrier: Carrier, call: Session) -> None:
    """Speak verb after verb until the phone has to do something or the call ends."""
    for _ in range(MOST_DOCUMENTS):
        if call.ended:
            return
        verbs = _verbs(call)
        while call.position < len(verbs) and not call.waiting and not call.ended:
            verb = verbs[call.position]
            call.position += 1
            if verb.tag == "Redirect":
                _fetch(carrier, call, urljoin(call.base_url, (verb.text or "").strip()), {})
                break
            _perform(carrier, call, verb)
        else:
            if not call.waiting and not call.ended:
                _end(carrier, call, "completed")
            return
    call.say("note", "redirected in a circle")
    _end(carrier, call, "failed")


def _verbs(call: Session) -> list[ElementTree.Element]:
    try:
        return list(ElementTree.fromstring(call.document))
    except ElementTree.ParseError as error:
        call.say("note", f"12100 the answer is not XML: {error}")
        return []


def _perform(carrier: Carrier, call: Session, verb: ElementTree.Element) -> None:
    if verb.tag == "Gather":
        for child in verb:
            _perform(carrier, call, child)
        finish, action = verb.get("finishOnKey", "#"), verb.get("action") or call.base_url
        call.waiting = {"kind": "gather", "action": action, "finish": finish, "input": verb.get("input", "dtmf"),
                        "digits": verb.get("numDigits", "")}  # fmt: skip
    elif verb.tag == "Record":
        call.waiting = {"kind": "record", "action": verb.get("action") or call.base_url,
                        "status_callback": verb.get("recordingStatusCallback", "")}  # fmt: skip
    elif verb.tag in ("Hangup", "Reject"):
        _end(carrier, call, "completed" if verb.tag == "Hangup" else "busy")
    else:
        _sound(call, verb)


def _sound(call: Session, verb: ElementTree.Element) -> None:
    text = " ".join("".join(verb.itertext()).split())
    if verb.tag == "Say":
        call.say("them", text)
    elif verb.tag == "Play":
        call.say("them", "plays a recording", urljoin(call.base_url, text))
    elif verb.tag == "Dial":
        call.say("note", f"connecting to {text or 'a conference'}")
