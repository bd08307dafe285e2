"""Recordings: begun, paused, finished, reported. The sound is there only once the report says so."""

from __future__ import annotations

import hashlib
import io
import math
import sqlite3
import struct
import wave
from functools import cache
from typing import Any
from urllib.parse import urlencode

from sandbox.carrier import Carrier
from sandbox.clock import machine_ms
from sandbox.courier import queue_webhook
from sandbox.faults import arrivals
from sandbox.store import insert
from sandbox.twilio.account import API
from sandbox.twilio.messages import FORM
from sandbox.twilio.reports import rfc2822
from sandbox.twilio.sids import new_sid

READY_MS = 700
"""How long the sound needs until it can be fetched, on a clean day."""
SAMPLE_RATE = 8000
LOUDNESS = 3000
NOTES = (262, 294, 330, 349, 392, 440, 494, 523)
NOTES_A_SECOND = 4
RUNNING = ("in-progress", "paused")


def begin_recording(
    connection: sqlite3.Connection, carrier: Carrier, source: str, callback: str, events: str, *,
    call_sid: str = "", conference_sid: str = "", words: str = "",
) -> str:  # fmt: skip
    """Start to record a call or a conference and return the recording's SID."""
    sid, now = new_sid("RE"), machine_ms()
    insert(
        connection, "recordings", sid=sid, call_sid=call_sid, conference_sid=conference_sid, source=source,
        status="in-progress", seconds=0, words=words, callback=callback, events=events or "completed",
        created_ms=now, updated_ms=now,
    )  # fmt: skip
    _tell(connection, carrier, sid, "in-progress")
    return sid


def finish_recording(
    connection: sqlite3.Connection, carrier: Carrier, sid: str, seconds: int | None = None
) -> None:
    """End a recording: it is being processed until its report says that it is there."""
    row = recording(connection, sid)
    length = max(1, (machine_ms() - row["created_ms"]) // 1000) if seconds is None else seconds
    _set(connection, sid, "processing", length)
    _tell(connection, carrier, sid, "completed")


def report_absent(connection: sqlite3.Connection, carrier: Carrier, sid: str) -> None:
    """Nothing was to be heard: there will be no sound."""
    _set(connection, sid, "absent", 0)
    _tell(connection, carrier, sid, "absent")


def change_recording(connection: sqlite3.Connection, carrier: Carrier, sid: str, status: str) -> None:
    """Pause, go on with or stop a running recording."""
    if status == "stopped":
        finish_recording(connection, carrier, sid)
    else:
        _set(connection, sid, status, recording(connection, sid)["seconds"])


def finish_all(connection: sqlite3.Connection, carrier: Carrier, which: str, sid: str) -> None:
    """End what still records a call or a conference that is over; `which` is its column."""
    sql = f"SELECT sid FROM recordings WHERE {which} = ? AND status IN (?, ?)"
    for row in connection.execute(sql, (sid, *RUNNING)).fetchall():
        finish_recording(connection, carrier, row["sid"])


def recording(connection: sqlite3.Connection, sid: str) -> sqlite3.Row:
    """The row of a recording that exists."""
    row: sqlite3.Row = connection.execute("SELECT * FROM recordings WHERE sid = ?", (sid,)).fetchone()
    return row


def recording_url(carrier: Carrier, sid: str) -> str:
    """Where the sound is, or will be."""
    return f"{carrier.own_url}{API}/{carrier.settings.account_sid}/Recordings/{sid}"


def _set(connection: sqlite3.Connection, sid: str, status: str, seconds: int) -> None:
    sql = "UPDATE recordings SET status = ?, seconds = ?, updated_ms = ? WHERE sid = ?"
    connection.execute(sql, (status, seconds, machine_ms(), sid))


def _tell(connection: sqlite3.Connection, carrier: Carrier, sid: str, status: str) -> None:
    """Queue the report. That a sound is complete becomes true with it, even where nobody is told or it is lost."""
    row = recording(connection, sid)
    url = row["callback"] if status in row["events"].split() else ""
    before = connection.execute("SELECT count(*) FROM recordings WHERE source = ?", (row["source"],))
    waits = arrivals(carrier.settings, f"recording {row['source']} {before.fetchone()[0]} {status}")
    if status == "completed" and not waits:
        waits, url = [0], ""
    for wait in waits if url or status == "completed" else []:
        due = machine_ms() + wait + (READY_MS if status == "completed" else 0)
        queue_webhook(
            connection, due, kind="recording", subject=sid, title=f"{status} · recording", url=url,
            status_after=status if status == "completed" else None, content_type=FORM, body=urlencode(_fields(carrier, row, status)).encode(),
        )  # fmt: skip


def _fields(carrier: Carrier, row: sqlite3.Row, status: str) -> dict[str, Any]:
    of = {"CallSid": row["call_sid"], "ConferenceSid": row["conference_sid"]}
    return {
        "AccountSid": carrier.settings.account_sid,
        **{name: sid for name, sid in of.items() if sid},
        "RecordingSid": row["sid"],
        "RecordingUrl": recording_url(carrier, row["sid"]),
        "RecordingStatus": status,
        "RecordingDuration": str(row["seconds"]),
        "RecordingChannels": "1",
        "RecordingSource": row["source"],
        "RecordingStartTime": rfc2822(row["created_ms"]),
        "RecordingTrack": "both",
        "ErrorCode": "0",
    }


def sound(sid: str, seconds: int) -> bytes:
    """A WAV of this length: a soft tune of its own for each recording, since the phones here have no microphone."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(_second(sid) * seconds)
    return out.getvalue()


@cache
def _note(pitch: int) -> bytes:
    length = SAMPLE_RATE // NOTES_A_SECOND
    swell = (math.sin(math.pi * at / length) for at in range(length))
    wave_ = (math.sin(2 * math.pi * pitch * at / SAMPLE_RATE) for at in range(length))
    return struct.pack(f"<{length}h", *(int(LOUDNESS * s * w) for s, w in zip(swell, wave_, strict=True)))


def _second(sid: str) -> bytes:
    chosen = hashlib.sha256(sid.encode()).digest()[:NOTES_A_SECOND]
    return b"".join(_note(NOTES[byte % len(NOTES)]) for byte in chosen)
