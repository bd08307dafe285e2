"""Ringing somebody into a conference over the API: a call whose document is the conference."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from werkzeug.datastructures import MultiDict

from sandbox.carrier import Carrier
from sandbox.clock import machine_ms
from sandbox.twilio.account import API
from sandbox.twilio.reports import rfc2822

ATTRIBUTES = {
    "Label": "participantLabel",
    "Muted": "muted",
    "Beep": "beep",
    "StartConferenceOnEnter": "startConferenceOnEnter",
    "EndConferenceOnExit": "endConferenceOnExit",
    "WaitUrl": "waitUrl",
    "WaitMethod": "waitMethod",
    "MaxParticipants": "maxParticipants",
    "ConferenceStatusCallback": "statusCallback",
    "ConferenceRecordingStatusCallback": "recordingStatusCallback",
}
"""How each field of the request is called in TwiML."""


def invitation(name: str, form: MultiDict[str, str]) -> str:
    """The TwiML of a call that goes straight into the conference of this name."""
    root = ElementTree.Element("Response")
    noun = ElementTree.SubElement(ElementTree.SubElement(root, "Dial"), "Conference")
    noun.text = name
    for field, attribute in ATTRIBUTES.items():
        if field in form:
            noun.set(attribute, form[field])
    for field, attribute in (
        ("ConferenceStatusCallbackEvent", "statusCallbackEvent"),
        ("ConferenceRecordingStatusCallbackEvent", "recordingStatusCallbackEvent"),
    ):
        if field in form:
            noun.set(attribute, " ".join(form.getlist(field)))
    if form.get("ConferenceRecord") in ("true", "record-from-start"):
        noun.set("record", "record-from-start")
    return ElementTree.tostring(root, encoding="unicode")


def invited_json(
    carrier: Carrier, call_sid: str, conference_sid: str | None, label: str | None
) -> dict[str, Any]:
    """Somebody who has been rung and is not in the conference yet, as the API shows them."""
    account, now = carrier.settings.account_sid, rfc2822(machine_ms())
    return {
        "account_sid": account,
        "call_sid": call_sid,
        "conference_sid": conference_sid,
        "label": label,
        "call_sid_to_coach": None,
        "coaching": False,
        "muted": False,
        "hold": False,
        "end_conference_on_exit": False,
        "start_conference_on_enter": True,
        "status": "queued",
        "queue_time": "0",
        "date_created": now,
        "date_updated": now,
        "uri": f"{API}/{account}/Conferences/{conference_sid}/Participants/{call_sid}.json",
    }
