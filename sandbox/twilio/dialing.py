"""Dial: into a conference, or to another phone."""

from __future__ import annotations

from urllib.parse import urljoin
from xml.etree import ElementTree

from sandbox.carrier import Carrier
from sandbox.phonebook import BadEntry, remember_phone, tidy_number
from sandbox.twilio.fetching import NoDocument
from sandbox.twilio.reports import call_fields
from sandbox.twilio.rooms import RoomRefused, Wish, join, would_wait
from sandbox.twilio.session import Session, begin, still_ours
from sandbox.twilio.sounds import Asked, listen

CLASSICAL = "music plays while you wait"


def dial(carrier: Carrier, call: Session, verb: ElementTree.Element) -> None:
    """Leave the call waiting in a room or for another phone; where neither comes about it goes on with the next verb."""
    conference = verb.find("Conference")
    if conference is not None:
        _enter(carrier, call, verb, conference)
    else:
        _ring(carrier, call, verb)


def _enter(carrier: Carrier, call: Session, verb: ElementTree.Element, noun: ElementTree.Element) -> None:
    wish = _wish(call, noun)
    wait_url = urljoin(call.base_url, noun.get("waitUrl", "")) if noun.get("waitUrl") else ""
    method = noun.get("waitMethod", "POST")
    onward = ""
    try:
        if would_wait(carrier, wish.name, wish.starts):
            onward = _wait(carrier, call, wait_url, method, "waitUrl" in noun.attrib)
        sid = join(carrier, call, wish)
    except NoDocument as failed:
        call.say("note", f"{failed.problem}: the conference was not established")
    except RoomRefused as refused:
        call.say("note", str(refused))
    else:
        call.say("note", f"in the room{', muted' if wish.muted else ''}")
        call.waiting = {
            "kind": "room", "room": wish.name, "conference": sid, "star": verb.get("hangupOnStar") == "true",
            "wait_url": onward, "wait_method": method, **_after(call, verb),
        }  # fmt: skip


def _wish(call: Session, noun: ElementTree.Element) -> Wish:
    callback, recorded = noun.get("statusCallback", ""), noun.get("recordingStatusCallback", "")
    return Wish(
        name=(noun.text or "").strip(),
        label=noun.get("participantLabel", ""),
        muted=noun.get("muted") == "true",
        starts=noun.get("startConferenceOnEnter") != "false",
        ends=noun.get("endConferenceOnExit") == "true",
        most=int(noun.get("maxParticipants", "250")),
        callback=urljoin(call.base_url, callback) if callback else "",
        events=noun.get("statusCallbackEvent", ""),
        record=noun.get("record") == "record-from-start",
        recording_callback=urljoin(call.base_url, recorded) if recorded else "",
        recording_events=noun.get("recordingStatusCallbackEvent", ""),
    )


def _wait(carrier: Carrier, call: Session, url: str, method: str, chosen: bool) -> str:
    """Hear what is played until the conference starts, and return where to go on listening. Raises NoDocument."""
    if not url:
        if not chosen:
            call.say("note", CLASSICAL)
        return ""
    heard = listen(carrier, Asked(call, url, call_fields(carrier, call), method), once=True)
    still_ours(carrier, call)
    call.lines += heard.lines
    return heard.next_url


def _after(call: Session, verb: ElementTree.Element) -> dict[str, str]:
    """What follows a Dial: its action, or the next verb where it names none."""
    action = verb.get("action")
    return {
        "action": urljoin(call.base_url, action) if action is not None else "",
        "method": verb.get("method", "POST"),
    }


def _ring(carrier: Carrier, call: Session, verb: ElementTree.Element) -> None:
    nouns = verb.findall("Number") or [verb]
    caller = verb.get("callerId") or call.sender
    sids = [sid for sid in (_child(carrier, call, verb, noun, caller) for noun in nouns) if sid]
    call.waiting = {
        "kind": "dial", "calls": sids, "with": "", "star": verb.get("hangupOnStar") == "true",
        "timeout": verb.get("timeout", "30"), **_after(call, verb),
    }  # fmt: skip
    call.to_ring = sids
    call.say("note", f"ringing {', '.join((noun.text or '').strip() for noun in nouns)}")


def _child(
    carrier: Carrier, call: Session, verb: ElementTree.Element, noun: ElementTree.Element, caller: str
) -> str:
    try:
        number = tidy_number((noun.text or "").strip())
    except BadEntry:
        return ""
    if number not in carrier.settings.numbers:
        remember_phone(carrier, number)
    callback = noun.get("statusCallback", "")
    url = noun.get("url", "")
    made = begin(
        carrier, direction="outbound-dial", sender=caller, recipient=number, phone=number, status="queued",
        parent_sid=call.sid, callback=urljoin(call.base_url, callback) if callback else "",
        events=noun.get("statusCallbackEvent", "completed"),
        options={"digits": noun.get("sendDigits", ""), "timeout": verb.get("timeout", "30")},
        waiting={"kind": "ring", "url": urljoin(call.base_url, url) if url else "",
                 "method": noun.get("method", "POST")},
    )  # fmt: skip
    return made.sid
