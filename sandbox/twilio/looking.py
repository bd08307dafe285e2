"""Calls, conferences and recordings as a page or a test wants to see them: plain values, one dict each."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from sandbox.carrier import Carrier
from sandbox.twilio.rooms import participant_of
from sandbox.twilio.session import NoSuchCall, lines_of

VOICES = ("them", "room")
ALL_KEYS = "123456789*0#"
NAMED = (
    "SELECT participants.*, coalesce(phones.name, '') AS name FROM participants"
    " LEFT JOIN phones ON phones.number = participants.phone"
    " WHERE conference_sid = ? AND left_ms IS NULL ORDER BY id"
)


def call_seen(carrier: Carrier, sid: str) -> dict[str, Any]:
    """One call. Raises NoSuchCall.

    lines: dicts of who (them: our number; you: the phone; room: somebody in it; note), text, url, language.
    heard: the texts of what our number and the room said. waiting: what the phone may do next, by its "kind":
    ring, gather, record, dial, talk, room, or {} for nothing. keys: those that mean something now. listens:
    whether words may be said. room: the conference as `rooms_seen` gives it, or None; muted, hold, label: the
    phone's own state in it. playing: the address of the last line heard, if it was a sound. error: what ended
    the call, with Twilio's code.
    """
    row = carrier.store.row("SELECT * FROM calls WHERE sid = ?", sid)
    if row is None:
        raise NoSuchCall(f"There is no call {sid}.")
    return _call(carrier, row)


def calls_seen(carrier: Carrier) -> list[dict[str, Any]]:
    """Every call, oldest first."""
    return [_call(carrier, row) for row in carrier.store.rows("SELECT * FROM calls ORDER BY id")]


def _call(carrier: Carrier, row: sqlite3.Row) -> dict[str, Any]:
    lines, waiting = lines_of(carrier, row["sid"]), json.loads(row["waiting"])
    place = participant_of(carrier, row["sid"])
    room = (
        carrier.store.row("SELECT * FROM conferences WHERE sid = ?", place["conference_sid"])
        if place
        else None
    )
    sounds = [line for line in lines if line["who"] in VOICES]
    kept = ("sid", "phone", "direction", "status", "parent_sid", "peer_sid", "answered_by", "error",
            "created_ms", "answered_ms", "ended_ms", "community_at")  # fmt: skip
    return {
        **{name: row[name] for name in kept},
        "from": row["sender"],
        "to": row["recipient"],
        "lines": lines,
        "heard": [line["text"] for line in sounds],
        "playing": sounds[-1]["url"] if sounds else "",
        "waiting": waiting,
        "keys": _keys(waiting),
        "listens": _listens(waiting, place),
        "room": _room(carrier, room) if room else None,
        "muted": bool(place["muted"]) if place else None,
        "hold": bool(place["hold"]) if place else None,
        "label": place["label"] if place else None,
    }


def _keys(waiting: dict[str, Any]) -> str:
    kind = waiting.get("kind")
    if kind == "gather":
        return ALL_KEYS if "dtmf" in waiting["input"] else ""
    if kind == "record":
        return str(waiting["finish"])
    return "*" if kind in ("room", "dial") and waiting["star"] else ""


def _listens(waiting: dict[str, Any], place: sqlite3.Row | None) -> bool:
    if waiting.get("kind") == "gather":
        return "speech" in waiting["input"]
    if place is not None:
        return not place["muted"] and not place["hold"]
    return waiting.get("kind") in ("record", "talk") or bool(waiting.get("with"))


def rooms_seen(carrier: Carrier) -> list[dict[str, Any]]:
    """Every conference, oldest first, with who is in it now.

    sid, name, state (init, in-progress, completed), reason, recording (whether one runs), participants: dicts of
    call_sid, phone, name (in the phone book), label, muted, hold, starts, ends.
    """
    sql = "SELECT * FROM conferences ORDER BY created_ms, rowid"
    return [_room(carrier, row) for row in carrier.store.rows(sql)]


def _room(carrier: Carrier, row: sqlite3.Row) -> dict[str, Any]:
    sql = "SELECT 1 FROM recordings WHERE conference_sid = ? AND status = 'in-progress'"
    return {
        "sid": row["sid"],
        "name": row["name"],
        "state": row["status"],
        "reason": row["reason"],
        "recording": carrier.store.row(sql, row["sid"]) is not None,
        "participants": [_participant(one) for one in carrier.store.rows(NAMED, row["sid"])],
    }


def _participant(row: sqlite3.Row) -> dict[str, Any]:
    flags = {name: bool(row[name]) for name in ("muted", "hold", "starts", "ends")}
    return {**{name: row[name] for name in ("call_sid", "phone", "label", "name")}, **flags}


def recordings_seen(carrier: Carrier) -> list[dict[str, Any]]:
    """Every recording, oldest first."""
    columns = "sid, call_sid, conference_sid, source, status, seconds, words"
    return [
        dict(row)
        for row in carrier.store.rows(f"SELECT {columns} FROM recordings ORDER BY created_ms, rowid")
    ]
