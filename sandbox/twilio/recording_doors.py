"""Recordings over the API: of a call, of a conference, all of them, and their sound."""

from __future__ import annotations

import sqlite3
from typing import Any

from flask import Blueprint, Response, jsonify, request

from sandbox.carrier import Carrier
from sandbox.twilio.account import API, guard
from sandbox.twilio.conference_doors import room_by_sid
from sandbox.twilio.errors import Refused, error_page, refused_page
from sandbox.twilio.grammar import address, is_whole_address
from sandbox.twilio.listing import Filter, listed
from sandbox.twilio.recordings import RUNNING, begin_recording, change_recording, recording_url, sound
from sandbox.twilio.reports import rfc2822
from sandbox.twilio.session import NoSuchCall, load_session

CURRENT = "Twilio.CURRENT"
ORDER = "created_ms DESC, rowid DESC"


def recordings_blueprint(carrier: Carrier) -> Blueprint:
    """All recordings: list, fetch, delete, and the sound itself, which asks for the account's key."""
    doors = Blueprint("twilio_recordings", __name__)
    doors.register_error_handler(Refused, refused_page)
    doors.register_error_handler(NoSuchCall, lambda error: error_page(20404, request.path))
    _of_calls(doors, carrier)
    _of_conferences(doors, carrier)

    @doors.get(f"{API}/<account>/Recordings.json")
    def listing(account: str) -> Response:
        guard(carrier, account)
        return _list(carrier, Filter().equal(CallSid="call_sid", ConferenceSid="conference_sid"))

    @doors.route(f"{API}/<account>/Recordings/<sid>.json", methods=["GET", "DELETE"])
    def one(account: str, sid: str) -> Response:
        guard(carrier, account)
        row = _one(carrier, "sid", sid, sid)
        return _deleted(carrier, row) if request.method == "DELETE" else jsonify(recording_json(carrier, row))

    @doors.get(f"{API}/<account>/Recordings/<sid>")
    @doors.get(f"{API}/<account>/Recordings/<sid>.wav")
    @doors.get(f"{API}/<account>/Recordings/<sid>.mp3")
    def audio(account: str, sid: str) -> Response:
        guard(carrier, account)
        return sound_page(carrier, sid)

    return doors


def sound_page(carrier: Carrier, sid: str) -> Response:
    """The sound of a recording, once there is one."""
    row = carrier.store.row("SELECT * FROM recordings WHERE sid = ?", sid)
    if row is None or row["status"] != "completed":
        return error_page(20404, request.path)
    return Response(sound(sid, row["seconds"]), mimetype="audio/x-wav")


def _of_calls(doors: Blueprint, carrier: Carrier) -> None:
    base = f"{API}/<account>/Calls/<call>/Recordings"

    @doors.route(f"{base}.json", methods=["GET", "POST"])
    def of_call(account: str, call: str) -> Response:
        guard(carrier, account)
        found = load_session(carrier, call)
        if request.method == "GET":
            return _list(carrier, Filter().also("call_sid = ?", call))
        if found.status != "in-progress":
            raise Refused(21220, "Cannot record.")
        answer = jsonify(recording_json(carrier, _begin(carrier, call)))
        answer.status_code = 201
        return answer

    @doors.route(f"{base}/<sid>.json", methods=["GET", "POST", "DELETE"])
    def one_of_call(account: str, call: str, sid: str) -> Response:
        guard(carrier, account)
        return _fetched(carrier, _one(carrier, "call_sid", call, sid))


def _of_conferences(doors: Blueprint, carrier: Carrier) -> None:
    base = f"{API}/<account>/Conferences/<room>/Recordings"

    @doors.get(f"{base}.json")
    def of_conference(account: str, room: str) -> Response:
        guard(carrier, account)
        room_by_sid(carrier, room)
        return _list(carrier, Filter().also("conference_sid = ?", room))

    @doors.route(f"{base}/<sid>.json", methods=["GET", "POST", "DELETE"])
    def one_of_conference(account: str, room: str, sid: str) -> Response:
        guard(carrier, account)
        return _fetched(carrier, _one(carrier, "conference_sid", room, sid))


def _list(carrier: Carrier, chosen: Filter) -> Response:
    chosen.within("DateCreated", "created_ms")
    return listed(
        carrier, "recordings", "recordings", chosen, lambda row: recording_json(carrier, row), ORDER
    )


def _one(carrier: Carrier, column: str, of: str, sid: str) -> sqlite3.Row:
    """A recording of a call or conference; `Twilio.CURRENT` is the one that runs. Raises Refused 20404."""
    if sid == CURRENT:
        sql = f"SELECT * FROM recordings WHERE {column} = ? AND status IN (?, ?) ORDER BY rowid DESC"
        row = carrier.store.row(sql, of, *RUNNING)
    else:
        row = carrier.store.row(f"SELECT * FROM recordings WHERE {column} = ? AND sid = ?", of, sid)
    if row is None:
        raise Refused(20404, request.path)
    return row


def _begin(carrier: Carrier, call: str) -> sqlite3.Row:
    form = request.form
    callback = form.get("RecordingStatusCallback", "")
    if callback and not (address(callback) and is_whole_address(callback)):
        raise Refused(21205, callback)
    events = " ".join(form.getlist("RecordingStatusCallbackEvent"))
    with carrier.store.write() as connection:
        sid = begin_recording(connection, carrier, "StartCallRecordingAPI", callback, events, call_sid=call)
    carrier.courier.ring()
    return _one(carrier, "sid", sid, sid)


def _fetched(carrier: Carrier, row: sqlite3.Row) -> Response:
    if request.method == "DELETE":
        return _deleted(carrier, row)
    if request.method == "POST":
        status = request.form.get("Status", "")
        if status not in (*RUNNING, "stopped"):
            raise Refused(20001, f"Status {status}")
        if row["status"] not in RUNNING:
            raise Refused(21220, "The recording is over.")
        with carrier.store.write() as connection:
            change_recording(connection, carrier, row["sid"], status)
        carrier.courier.ring()
        shown = recording_json(carrier, _one(carrier, "sid", row["sid"], row["sid"]))
        return jsonify(shown | ({"status": "stopped"} if status == "stopped" else {}))
    return jsonify(recording_json(carrier, row))


def _deleted(carrier: Carrier, row: sqlite3.Row) -> Response:
    with carrier.store.write() as connection:
        connection.execute("DELETE FROM recordings WHERE sid = ?", (row["sid"],))
    return Response(status=204)


def recording_json(carrier: Carrier, row: sqlite3.Row) -> dict[str, Any]:
    """A recording as the API shows it."""
    account = carrier.settings.account_sid
    over = row["status"] not in RUNNING
    return {
        "sid": row["sid"],
        "account_sid": account,
        "call_sid": row["call_sid"] or None,
        "conference_sid": row["conference_sid"] or None,
        "status": row["status"],
        "source": row["source"],
        "channels": 1,
        "track": "both",
        "duration": str(row["seconds"]) if over else "-1",
        "date_created": rfc2822(row["created_ms"]),
        "date_updated": rfc2822(row["updated_ms"]),
        "start_time": rfc2822(row["created_ms"]),
        "error_code": None,
        "encryption_details": None,
        "price": None,
        "price_unit": "USD",
        "api_version": "2010-04-01",
        "media_url": recording_url(carrier, row["sid"]),
        "uri": f"{API}/{account}/Recordings/{row['sid']}.json",
        "subresource_uris": {},
    }
