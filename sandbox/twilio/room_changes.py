"""What happens to people while they are in a conference: muted, on hold, spoken to, heard by the others."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from sandbox.carrier import Carrier
from sandbox.clock import machine_ms
from sandbox.twilio.fetching import NoDocument
from sandbox.twilio.room_events import emit
from sandbox.twilio.rooms import ACTIVE, participant_of
from sandbox.twilio.session import Line, hear, load_session
from sandbox.twilio.sounds import Asked, listen

MOST_BRIDGES = 8
EVENTS = {
    "muted": ("participant-unmute", "participant-mute"),
    "hold": ("participant-unhold", "participant-hold"),
    "ends": ("participant-modify", "participant-modify"),
    "coaching": ("participant-modify", "participant-modify"),
}
NOTES = {"muted": ("you can speak", "you are muted"), "hold": ("no longer on hold", "on hold")}


def change(carrier: Carrier, participant: sqlite3.Row, wanted: Mapping[str, bool]) -> None:
    """Set flags of a participant and report those that were different before."""
    with carrier.store.write() as connection:
        sql = "SELECT * FROM participants WHERE id = ? AND left_ms IS NULL"
        before = connection.execute(sql, (participant["id"],)).fetchone()
        if before is None:
            return
        for flag in (name for name, value in wanted.items() if bool(before[name]) != value):
            sql = f"UPDATE participants SET {flag} = ?, updated_ms = ? WHERE id = ?"
            connection.execute(sql, (wanted[flag], machine_ms(), before["id"]))
            now = connection.execute("SELECT * FROM participants WHERE id = ?", (before["id"],)).fetchone()
            emit(connection, carrier, _room(connection, before), EVENTS[flag][wanted[flag]], now)
            if flag in NOTES:
                hear(connection, [before["call_sid"]], [Line("note", NOTES[flag][wanted[flag]])])
    carrier.courier.ring()


def _room(connection: sqlite3.Connection, participant: sqlite3.Row) -> sqlite3.Row:
    sql = "SELECT * FROM conferences WHERE sid = ?"
    row: sqlite3.Row = connection.execute(sql, (participant["conference_sid"],)).fetchone()
    return row


def announce(carrier: Carrier, room_sid: str, asked: Asked, participant: sqlite3.Row | None = None) -> None:
    """Have what `asked` answers heard by everybody, or by one, and report how that went."""
    event, more, lines = "announcement-end", {"AnnounceUrl": asked.url}, list[Line]()
    try:
        lines = listen(carrier, asked).lines
    except NoDocument as failed:
        event, more["ReasonAnnouncementFailed"] = "announcement-fail", str(failed.problem)
    with carrier.store.write() as connection:
        room = connection.execute("SELECT * FROM conferences WHERE sid = ?", (room_sid,)).fetchone()
        emit(connection, carrier, room, event, participant, **more)
    carrier.courier.ring()
    if participant is not None:
        _give(carrier, [participant["call_sid"]], lines)
    else:
        play(carrier, room_sid, lines)


def put_on_hold(carrier: Carrier, participant: sqlite3.Row, asked: Asked) -> None:
    """What somebody on hold hears."""
    try:
        lines = listen(carrier, asked).lines
    except NoDocument as failed:
        lines = [Line("note", str(failed.problem))]
    _give(carrier, [participant["call_sid"]], lines)


def speak_in_room(carrier: Carrier, speaker: sqlite3.Row, words: str) -> None:
    """Words said in a conference: heard by the others, and through bridges in the rooms beyond, unless muted."""
    if speaker["muted"] or speaker["hold"]:
        _give(carrier, [speaker["call_sid"]], [Line("note", "nobody hears you: you are muted")])
        return
    with carrier.store.write() as connection:
        room = _room(connection, speaker)
        for event in ("participant-speech-start", "participant-speech-stop"):
            emit(connection, carrier, room, event, speaker)
    carrier.courier.ring()
    if room["status"] == "in-progress":
        line = Line("room", f"{speaker['phone']}: {words}")
        play(carrier, room["sid"], [line], {speaker["call_sid"]})


def play(carrier: Carrier, room_sid: str, lines: list[Line], past: set[str] | None = None) -> None:
    """Have everybody in a conference hear `lines`, except the calls in `past`; a bridge carries them on."""
    rooms, done = [(room_sid, past or set())], set[str]()
    while rooms and len(done) < MOST_BRIDGES:
        sid, skipped = rooms.pop()
        done.add(sid)
        listeners = [one for one in carrier.store.rows(ACTIVE, sid) if not one["hold"]]
        heard_by = [one["call_sid"] for one in listeners if one["call_sid"] not in skipped]
        _give(carrier, heard_by, lines)
        beyond = [one for one in _beyond(carrier, heard_by) if one["conference_sid"] not in done]
        rooms += [(one["conference_sid"], {one["call_sid"]}) for one in beyond]


def _beyond(carrier: Carrier, sids: list[str]) -> list[sqlite3.Row]:
    """Where the other legs of bridges among these calls are, if they may speak there."""
    if not sids:
        return []
    marks = ",".join("?" * len(sids))
    peers = carrier.store.rows(f"SELECT peer_sid FROM calls WHERE peer_sid <> '' AND sid IN ({marks})", *sids)
    places = [participant_of(carrier, row["peer_sid"]) for row in peers]
    return [place for place in places if place is not None and not place["muted"] and not place["hold"]]


def talk(carrier: Carrier, sid: str, words: str) -> None:
    """Words said on a call that is connected to another phone."""
    call = load_session(carrier, sid)
    others = [call.waiting.get("with", "")]
    _give(carrier, [other for other in others if other], [Line("room", f"{call.phone}: {words}")])


def _give(carrier: Carrier, sids: list[str], lines: list[Line]) -> None:
    with carrier.store.write() as connection:
        hear(connection, sids, lines)
