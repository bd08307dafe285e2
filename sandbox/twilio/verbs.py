"""The verbs of one call alone: what is said and played, asked for and recorded, and how it ends itself."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin
from xml.etree import ElementTree

from sandbox.carrier import Carrier
from sandbox.twilio.dialing import dial
from sandbox.twilio.session import Session
from sandbox.twilio.sounds import sound_lines

Perform = Callable[[Carrier, Session, ElementTree.Element], None]
RECORD_FINISH = "1234567890*#"
RECORD_MOST = "3600"


def perform(carrier: Carrier, call: Session, verb: ElementTree.Element) -> None:
    """Do one verb. What it waits for is in `call.waiting` after it, how it ends the call in `call.outcome`."""
    PERFORM[verb.tag](carrier, call, verb)


def _sound(carrier: Carrier, call: Session, verb: ElementTree.Element) -> None:
    call.lines += sound_lines(verb, call.base_url)


def _gather(carrier: Carrier, call: Session, verb: ElementTree.Element) -> None:
    for child in verb:
        _sound(carrier, call, child)
    digits = verb.get("numDigits", "")
    call.waiting = {
        "kind": "gather",
        "action": urljoin(call.base_url, verb.get("action", "")),
        "method": verb.get("method", "POST"),
        "input": verb.get("input", "dtmf"),
        "finish": verb.get("finishOnKey", "#"),
        "digits": digits,
        "timeout": verb.get("timeout", "5"),
        "hints": verb.get("hints", ""),
        "on_empty": verb.get("actionOnEmptyResult") == "true",
    }


def _record(carrier: Carrier, call: Session, verb: ElementTree.Element) -> None:
    callback = verb.get("recordingStatusCallback", "")
    call.waiting = {
        "kind": "record",
        "action": urljoin(call.base_url, verb.get("action", "")),
        "method": verb.get("method", "POST"),
        "finish": verb.get("finishOnKey", RECORD_FINISH),
        "most": int(verb.get("maxLength", RECORD_MOST)),
        "timeout": verb.get("timeout", "5"),
        "callback": urljoin(call.base_url, callback) if callback else "",
        "events": verb.get("recordingStatusCallbackEvent", "completed"),
    }


def _hang_up(carrier: Carrier, call: Session, verb: ElementTree.Element) -> None:
    call.outcome = "completed"


def _reject(carrier: Carrier, call: Session, verb: ElementTree.Element) -> None:
    call.outcome = "busy" if verb.get("reason") == "busy" else "no-answer"


PERFORM: dict[str, Perform] = {
    "Say": _sound,
    "Play": _sound,
    "Pause": _sound,
    "Gather": _gather,
    "Record": _record,
    "Hangup": _hang_up,
    "Reject": _reject,
    "Dial": dial,
}
