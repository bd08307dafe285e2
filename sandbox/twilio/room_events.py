"""What a conference reports to the address that its first participant gave it: numbered, timed, in Twilio's fields."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from sandbox.carrier import Carrier
from sandbox.clock import machine_ms
from sandbox.courier import queue_webhook
from sandbox.faults import arrivals
from sandbox.twilio.messages import FORM
from sandbox.twilio.reports import rfc2822

CHOSEN_BY = {
    "conference-start": "start",
    "conference-end": "end",
    "participant-join": "join",
    "participant-leave": "leave",
    "participant-mute": "mute",
    "participant-unmute": "mute",
    "participant-hold": "hold",
    "participant-unhold": "hold",
    "participant-modify": "modify",
    "participant-speech-start": "speaker",
    "participant-speech-stop": "speaker",
    "announcement-end": "announcement",
    "announcement-fail": "announcement",
}
"""Which word of statusCallbackEvent asks for which event."""


def emit(
    connection: sqlite3.Connection, carrier: Carrier, room: sqlite3.Row, event: str,
    participant: Mapping[str, Any] | sqlite3.Row | None = None, **more: str,
) -> None:  # fmt: skip
    """Queue one event, if the conference has an address and asked for it. Ring the courier after the transaction."""
    if not room["callback"] or CHOSEN_BY[event] not in room["events"].split():
        return
    sql = "UPDATE conferences SET sequence = sequence + 1 WHERE sid = ? RETURNING sequence"
    number = connection.execute(sql, (room["sid"],)).fetchone()[0]
    fields = {
        "ConferenceSid": room["sid"],
        "FriendlyName": room["name"],
        "AccountSid": carrier.settings.account_sid,
        "SequenceNumber": str(number),
        "Timestamp": rfc2822(machine_ms()),
        "StatusCallbackEvent": event,
        **(_of(participant) if participant else {}),
        **more,
    }
    who = f"{participant['phone']} {participant['visit']}" if participant else ""
    for wait in arrivals(carrier.settings, f"room {room['name']} {event} {who}"):
        queue_webhook(
            connection, machine_ms() + wait, kind="conference", subject=room["sid"], url=room["callback"],
            title=f"{event} · {participant['phone'] if participant else room['name']}", content_type=FORM,
            body=urlencode(fields).encode(),
        )  # fmt: skip


def _of(participant: Mapping[str, Any] | sqlite3.Row) -> dict[str, str]:
    named = {"ParticipantLabel": participant["label"]} if participant["label"] else {}
    return {
        "CallSid": participant["call_sid"],
        "Muted": true_false(participant["muted"]),
        "Hold": true_false(participant["hold"]),
        "Coaching": true_false(participant["coaching"]),
        "EndConferenceOnExit": true_false(participant["ends"]),
        "StartConferenceOnEnter": true_false(participant["starts"]),
        **named,
    }


def true_false(value: object) -> str:
    """A flag in Twilio's words."""
    return "true" if value else "false"
