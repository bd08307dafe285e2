"""Conferences.json and the people in them: looking, muting, holding, announcing, putting out, ending."""

from __future__ import annotations

import sqlite3
from typing import Any

from flask import Blueprint, Response, jsonify, request

from sandbox.carrier import Carrier
from sandbox.twilio.account import API, guard
from sandbox.twilio.call_doors import place
from sandbox.twilio.errors import Refused, refused_page
from sandbox.twilio.grammar import address, is_whole_address
from sandbox.twilio.inviting import invitation, invited_json
from sandbox.twilio.listing import Filter, listed
from sandbox.twilio.reports import rfc2822
from sandbox.twilio.ringing import ring_out
from sandbox.twilio.room_changes import announce, change, put_on_hold
from sandbox.twilio.rooms import end_by_api
from sandbox.twilio.session import load_session
from sandbox.twilio.sounds import Asked
from sandbox.twilio.switchboard import kick, put_out

FLAGS = {"Muted": "muted", "Hold": "hold", "Coaching": "coaching", "EndConferenceOnExit": "ends"}


def conferences_blueprint(carrier: Carrier) -> Blueprint:
    """List, fetch and update conferences; list, invite, fetch, update and delete their participants."""
    doors = Blueprint("twilio_conferences", __name__)
    doors.register_error_handler(Refused, refused_page)
    base = f"{API}/<account>/Conferences"

    @doors.get(f"{base}.json")
    def listing(account: str) -> Response:
        guard(carrier, account)
        chosen = Filter().equal(FriendlyName="name", Status="status")
        chosen.within("DateCreated", "created_ms").within("DateUpdated", "updated_ms")
        order = "created_ms DESC, rowid DESC"
        return listed(
            carrier, "conferences", "conferences", chosen, lambda row: room_json(carrier, row), order
        )

    @doors.route(f"{base}/<sid>.json", methods=["GET", "POST"])
    def one(account: str, sid: str) -> Response:
        guard(carrier, account)
        room = room_by_sid(carrier, sid)
        if request.method == "POST":
            _update_room(carrier, room)
        return jsonify(room_json(carrier, room_by_sid(carrier, sid)))

    _participants(doors, carrier, f"{base}/<sid>/Participants")
    return doors


def _participants(doors: Blueprint, carrier: Carrier, base: str) -> None:
    @doors.route(f"{base}.json", methods=["GET", "POST"])
    def participants(account: str, sid: str) -> Response:
        guard(carrier, account)
        if request.method == "POST":
            return _invited(carrier, sid)
        room_by_sid(carrier, sid)
        chosen = Filter().also("conference_sid = ?", sid).also("left_ms IS NULL")
        for name in ("Muted", "Hold", "Coaching"):
            if name in request.args:
                chosen.also(f"{FLAGS[name]} = ?", request.args[name].lower() == "true")
        return listed(
            carrier, "participants", "participants", chosen, lambda row: participant_json(carrier, row), "id"
        )

    @doors.route(f"{base}/<who>.json", methods=["GET", "POST", "DELETE"])
    def participant(account: str, sid: str, who: str) -> Response:
        guard(carrier, account)
        found = _participant(carrier, sid, who)
        if request.method == "DELETE":
            kick(carrier, found["call_sid"])
            return Response(status=204)
        if request.method == "POST":
            _update_participant(carrier, found)
            found = _participant(carrier, sid, who)
        return jsonify(participant_json(carrier, found))


def _invited(carrier: Carrier, room: str) -> Response:
    """Ring somebody who is to be in a conference, named by its SID or by its name."""
    found = carrier.store.row("SELECT * FROM conferences WHERE sid = ? AND status <> 'completed'", room)
    if found is None and room.startswith("CF"):
        raise Refused(20404, request.path)
    call = place(carrier, request.form, document=invitation(found["name"] if found else room, request.form))
    carrier.errands.send(ring_out, carrier, call.sid)
    answer = jsonify(
        invited_json(carrier, call.sid, found["sid"] if found else None, request.form.get("Label"))
    )
    answer.status_code = 201
    return answer


def room_by_sid(carrier: Carrier, sid: str) -> sqlite3.Row:
    """The conference with this SID. Raises Refused 20404."""
    row = carrier.store.row("SELECT * FROM conferences WHERE sid = ?", sid)
    if row is None:
        raise Refused(20404, request.path)
    return row


def _participant(carrier: Carrier, sid: str, who: str) -> sqlite3.Row:
    """Somebody who is in the conference now, by call or by label. Raises Refused 20404."""
    sql = "SELECT * FROM participants WHERE conference_sid = ? AND left_ms IS NULL AND (call_sid = ? OR label = ?)"
    row = carrier.store.row(sql, sid, who, who)
    if row is None:
        raise Refused(20404, request.path)
    return row


def _update_room(carrier: Carrier, room: sqlite3.Row) -> None:
    status, url = request.form.get("Status"), _address("AnnounceUrl")
    if status is not None and status != "completed":
        raise Refused(20001, f"Status {status}")
    if (status or url) and room["status"] == "completed":
        raise Refused(16099, "completed")
    if url:
        _check_started(room)
        carrier.errands.send(announce, carrier, room["sid"], _asked(carrier, room, url, "AnnounceMethod"))
    if status:
        put_out(carrier, end_by_api(carrier, room["sid"]))


def _check_started(room: sqlite3.Row) -> None:
    if room["status"] != "in-progress":
        raise Refused(16099, room["status"])


def _update_participant(carrier: Carrier, participant: sqlite3.Row) -> None:
    url, hold_url = _address("AnnounceUrl"), _address("HoldUrl")
    room = room_by_sid(carrier, participant["conference_sid"])
    wanted = {
        column: request.form[name].lower() == "true" for name, column in FLAGS.items() if name in request.form
    }
    if url:
        _check_started(room)
    change(carrier, participant, wanted)
    if hold_url and wanted.get("hold"):
        asked = _asked(carrier, room, hold_url, "HoldMethod", participant, "GET")
        carrier.errands.send(put_on_hold, carrier, participant, asked)
    if url:
        asked = _asked(carrier, room, url, "AnnounceMethod", participant)
        carrier.errands.send(announce, carrier, room["sid"], asked, participant)


def _address(name: str) -> str:
    """An address of the form, whole or missing. Raises Refused 21205."""
    url = request.form.get(name, "")
    if url and not (address(url) and is_whole_address(url)):
        raise Refused(21205, url)
    return url


def _asked(
    carrier: Carrier, room: sqlite3.Row, url: str, method: str, participant: sqlite3.Row | None = None,
    default: str = "POST",
) -> Asked:  # fmt: skip
    """What an announcement or the music of a hold is asked with; a call of the room stands for it in the log."""
    sql = "SELECT call_sid FROM participants WHERE conference_sid = ? AND left_ms IS NULL ORDER BY id"
    somebody = participant or carrier.store.row(sql, room["sid"])
    if somebody is None:
        raise Refused(16099, "empty")
    fields = {
        "AccountSid": carrier.settings.account_sid,
        "ConferenceSid": room["sid"],
        "FriendlyName": room["name"],
        "ApiVersion": "2010-04-01",
        **({"CallSid": participant["call_sid"]} if participant else {}),
    }
    return Asked(load_session(carrier, somebody["call_sid"]), url, fields, request.form.get(method, default))


def room_json(carrier: Carrier, room: sqlite3.Row) -> dict[str, Any]:
    """A conference as the API shows it."""
    account = carrier.settings.account_sid
    uri = f"{API}/{account}/Conferences/{room['sid']}"
    return {
        "sid": room["sid"],
        "account_sid": account,
        "friendly_name": room["name"],
        "status": room["status"],
        "region": "us1",
        "date_created": rfc2822(room["created_ms"]),
        "date_updated": rfc2822(room["updated_ms"]),
        "reason_conference_ended": room["reason"] or None,
        "call_sid_ending_conference": room["ended_by"] or None,
        "api_version": "2010-04-01",
        "uri": f"{uri}.json",
        "subresource_uris": {
            "participants": f"{uri}/Participants.json",
            "recordings": f"{uri}/Recordings.json",
        },
    }


def participant_json(carrier: Carrier, row: sqlite3.Row) -> dict[str, Any]:
    """Somebody in a conference as the API shows them."""
    account = carrier.settings.account_sid
    return {
        "account_sid": account,
        "call_sid": row["call_sid"],
        "label": row["label"] or None,
        "call_sid_to_coach": None,
        "coaching": bool(row["coaching"]),
        "conference_sid": row["conference_sid"],
        "date_created": rfc2822(row["joined_ms"]),
        "date_updated": rfc2822(row["updated_ms"]),
        "end_conference_on_exit": bool(row["ends"]),
        "start_conference_on_enter": bool(row["starts"]),
        "muted": bool(row["muted"]),
        "hold": bool(row["hold"]),
        "status": "connected",
        "queue_time": None,
        "uri": f"{API}/{account}/Conferences/{row['conference_sid']}/Participants/{row['call_sid']}.json",
    }
