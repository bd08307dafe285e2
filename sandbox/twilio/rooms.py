"""Conferences and who is in them: who comes first, when it starts, who may speak, how it ends.

Everything here is one small transaction; what the calls themselves do next is the switchboard's.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from sandbox.carrier import Carrier
from sandbox.clock import machine_ms
from sandbox.store import insert
from sandbox.twilio.recordings import begin_recording, finish_all
from sandbox.twilio.room_events import emit
from sandbox.twilio.session import Line, Session, check_turn, hear
from sandbox.twilio.sids import new_sid
from sandbox.twilio.twiml import Problem

FULL, LABEL_TAKEN = 16020, 16025
LEAST_TO_START = 2
BEGUN = "the conference has started"
HUNG_UP, UPDATED = "participant_hung_up", "participant_updated_via_api"
ENDED_BY_API, ENDED_BY_MODERATOR = "conference_ended_via_api", "moderator_ended_conference"
WORDS = {
    "conference-ended-via-api": "Conference ended via API",
    "participant-with-end-conference-on-exit-left": "Participant {0} with end_conference_on_exit left the conference",
    "participant-with-end-conference-on-exit-kicked": "Participant {0} with end_conference_on_exit was kicked",
    "last-participant-left": "The last participant {0} left the conference",
    "last-participant-kicked": "The last participant {0} was kicked",
}


class RoomRefused(Exception):
    """Twilio does not let this call into the conference; the argument is the Problem."""


@dataclass(frozen=True)
class Wish:
    """How a call asks to be in a conference. Callbacks and recording count only for who opens it."""

    name: str
    label: str = ""
    muted: bool = False
    starts: bool = True
    ends: bool = False
    most: int = 250
    callback: str = ""
    events: str = ""
    record: bool = False
    recording_callback: str = ""
    recording_events: str = ""


def would_wait(carrier: Carrier, name: str, starts: bool) -> bool:
    """Whether a call that enters now would have to wait until the conference starts."""
    room = carrier.store.row("SELECT * FROM conferences WHERE name = ? AND status <> 'completed'", name)
    if room is None:
        return True
    if room["status"] != "init":
        return False
    others = carrier.store.rows(ACTIVE, room["sid"])
    return not (others and (starts or any(one["starts"] for one in others)))


def join(carrier: Carrier, call: Session, wish: Wish) -> str:
    """Enter, opening the conference where there is none, and return its SID. Raises RoomRefused, or Overtaken.

    Who takes a call elsewhere writes the call first and leaves its room then, so nobody is left standing in one.
    """
    with carrier.store.write() as connection:
        check_turn(connection, call)
        sql = "SELECT * FROM conferences WHERE name = ? AND status <> 'completed'"
        room = connection.execute(sql, (wish.name,)).fetchone() or _open(connection, wish)
        _check_place(connection, room, wish)
        mine = _add(connection, room, call, wish)
        emit(connection, carrier, room, "participant-join", mine)
        if room["status"] == "init":
            _start_if_ready(connection, carrier, room)
    carrier.courier.ring()
    return str(room["sid"])


ACTIVE = "SELECT * FROM participants WHERE conference_sid = ? AND left_ms IS NULL ORDER BY id"


def _check_place(connection: sqlite3.Connection, room: sqlite3.Row, wish: Wish) -> None:
    sql = "SELECT count(*), total(label = ?) FROM participants WHERE conference_sid = ? AND left_ms IS NULL"
    others, namesakes = connection.execute(sql, (wish.label, room["sid"])).fetchone()
    if others >= wish.most:
        raise RoomRefused(Problem(FULL, f"the conference {wish.name} is full"))
    if wish.label and namesakes:
        raise RoomRefused(Problem(LABEL_TAKEN, f"the label {wish.label} is in use by another participant"))


def _open(connection: sqlite3.Connection, wish: Wish) -> sqlite3.Row:
    sid, now = new_sid("CF"), machine_ms()
    insert(
        connection, "conferences", sid=sid, name=wish.name, status="init", callback=wish.callback,
        events=wish.events, sequence=0, record=wish.record, recording_callback=wish.recording_callback,
        recording_events=wish.recording_events, reason="", ended_by="", created_ms=now, updated_ms=now,
    )  # fmt: skip
    return _room(connection, sid)


def _room(connection: sqlite3.Connection, sid: str) -> sqlite3.Row:
    row: sqlite3.Row = connection.execute("SELECT * FROM conferences WHERE sid = ?", (sid,)).fetchone()
    return row


def _add(connection: sqlite3.Connection, room: sqlite3.Row, call: Session, wish: Wish) -> sqlite3.Row:
    now = machine_ms()
    sql = "SELECT count(*) FROM participants WHERE conference_sid = ? AND phone = ?"
    before = connection.execute(sql, (room["sid"], call.phone)).fetchone()[0]
    key = insert(
        connection, "participants", conference_sid=room["sid"], call_sid=call.sid, phone=call.phone,
        label=wish.label, muted=wish.muted, hold=False, coaching=False, starts=wish.starts, ends=wish.ends,
        visit=before, joined_ms=now, updated_ms=now,
    )  # fmt: skip
    row: sqlite3.Row = connection.execute("SELECT * FROM participants WHERE id = ?", (key,)).fetchone()
    return row


def _start_if_ready(connection: sqlite3.Connection, carrier: Carrier, room: sqlite3.Row) -> None:
    everybody = connection.execute(ACTIVE, (room["sid"],)).fetchall()
    if len(everybody) < LEAST_TO_START or not any(one["starts"] for one in everybody):
        return
    sql = "UPDATE conferences SET status = 'in-progress', updated_ms = ? WHERE sid = ?"
    connection.execute(sql, (machine_ms(), room["sid"]))
    emit(connection, carrier, room, "conference-start")
    if room["record"]:
        begin_recording(
            connection, carrier, "Conference", room["recording_callback"], room["recording_events"],
            conference_sid=room["sid"],
        )  # fmt: skip
    hear(connection, [one["call_sid"] for one in everybody[:-1]], [Line("note", BEGUN)])


def participant_of(carrier: Carrier, call_sid: str) -> sqlite3.Row | None:
    """Where a call is in a conference now, or None."""
    return carrier.store.row("SELECT * FROM participants WHERE call_sid = ? AND left_ms IS NULL", call_sid)


def leave(carrier: Carrier, call_sid: str, why: str, call_status: str = "in-progress") -> list[str]:
    """Leave the conference, if the call is in one. Returns the calls that are put out because it ends with this."""
    with carrier.store.write() as connection:
        sql = "SELECT * FROM participants WHERE call_sid = ? AND left_ms IS NULL"
        mine = connection.execute(sql, (call_sid,)).fetchone()
        if mine is None:
            return []
        room = _room(connection, mine["conference_sid"])
        _out(connection, carrier, room, mine, why, call_status)
        others = connection.execute(ACTIVE, (room["sid"],)).fetchall()
        how = "kicked" if why == UPDATED else "left"
        put_out: list[str] = []
        if mine["ends"]:
            reason = f"participant-with-end-conference-on-exit-{how}"
            put_out = _end(connection, carrier, room, others, ENDED_BY_MODERATOR, reason, mine)
        elif not others:
            _end(connection, carrier, room, [], "", f"last-participant-{how}", mine)
    carrier.courier.ring()
    return put_out


def end_by_api(carrier: Carrier, sid: str) -> list[str]:
    """End a conference for everybody; the calls that are put out."""
    with carrier.store.write() as connection:
        room = _room(connection, sid)
        if room["status"] == "completed":
            return []
        others = connection.execute(ACTIVE, (sid,)).fetchall()
        put_out = _end(connection, carrier, room, others, ENDED_BY_API, "conference-ended-via-api", None)
    carrier.courier.ring()
    return put_out


def _end(
    connection: sqlite3.Connection, carrier: Carrier, room: sqlite3.Row, others: list[sqlite3.Row], why: str,
    reason: str, by: sqlite3.Row | None,
) -> list[str]:  # fmt: skip
    for one in others:
        _out(connection, carrier, room, one, why, "in-progress")
    who = by["call_sid"] if by else ""
    sql = (
        "UPDATE conferences SET status = 'completed', reason = ?, ended_by = ?, updated_ms = ? WHERE sid = ?"
    )
    connection.execute(sql, (reason, who, machine_ms(), room["sid"]))
    more = {"CallSidEndingConference": who} if by else {}
    if by and by["label"]:
        more["ParticipantLabelEndingConference"] = by["label"]
    emit(
        connection, carrier, room, "conference-end", None,
        ReasonConferenceEnded=reason, Reason=WORDS[reason].format(who), **more,
    )  # fmt: skip
    finish_all(connection, carrier, "conference_sid", room["sid"])
    return [one["call_sid"] for one in others]


def _out(
    connection: sqlite3.Connection, carrier: Carrier, room: sqlite3.Row, who: sqlite3.Row, why: str, status: str
) -> None:  # fmt: skip
    now = machine_ms()
    sql = "UPDATE participants SET left_ms = ?, updated_ms = ? WHERE id = ?"
    connection.execute(sql, (now, now, who["id"]))
    more = {"ParticipantCallStatus": status, "ReasonParticipantLeft": why}
    emit(connection, carrier, room, "participant-leave", who, **more)
