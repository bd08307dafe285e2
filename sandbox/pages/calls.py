"""A phone's call as the page shows it: in names instead of numbers, with what can be done now."""

from __future__ import annotations

import re
from typing import Any

from sandbox.carrier import Carrier
from sandbox.twilio.looking import call_seen
from sandbox.twilio.session import lines_of

WAITING_FOR_ONE = "1"  # a Gather's numDigits: a single key says it all
BRIEF_SECONDS = (
    3  # so short a wait for a key ends by itself: whoever reads instead of hearing has time for the others
)


def open_call(carrier: Carrier, number: str) -> dict[str, Any] | None:
    """The call this phone is on or that rings at it, or None.

    `kind` is what it waits for (ring, gather, record, room, dial, talk, or "" while the app is asked), `pressable` the
    keys that mean something, `several` whether more than one may be pressed, `listens` whether words can be said,
    `waits` whether time going by means something, `brief` whether it goes by on its own, `room` who is there, `who`
    the other end.
    """
    sql = "SELECT sid FROM calls WHERE phone = ? AND ended_ms IS NULL AND status <> 'queued' ORDER BY id DESC"
    row = carrier.store.row(sql, number)
    if row is None:
        return None
    seen = call_seen(carrier, row["sid"])
    waiting = seen["waiting"]
    kind = str(waiting.get("kind", ""))
    room = _room(carrier, seen)
    begun = room is not None and room["begun"]
    return {
        "sid": seen["sid"],
        "kind": kind,
        "pressable": seen["keys"] if kind != "record" else "",
        "several": kind == "gather" and waiting["digits"] != WAITING_FOR_ONE,
        "listens": seen["listens"],
        "brief": kind == "gather" and int(waiting["timeout"]) <= BRIEF_SECONDS,
        "waits": kind in ("gather", "record") or (bool(waiting.get("wait_url")) and not begun),
        "lines": named_lines(carrier, seen["sid"]),
        "room": room,
        "who": name_of(carrier, seen["to"] if seen["direction"] == "inbound" else seen["from"]),
    }


def named_lines(carrier: Carrier, sid: str) -> list[dict[str, str]]:
    """Everything heard on a call, oldest first; who speaks in a room by the name of their phone."""
    return [{**line, "text": _named(carrier, line)} for line in lines_of(carrier, sid)]


def _named(carrier: Carrier, line: dict[str, str]) -> str:
    speaker, colon, words = line["text"].partition(": ")
    return f"{name_of(carrier, speaker)}: {words}" if line["who"] == "room" and colon else line["text"]


def _room(carrier: Carrier, seen: dict[str, Any]) -> dict[str, Any] | None:
    if seen["room"] is None:
        return None
    people = [
        {
            "name": "You" if one["call_sid"] == seen["sid"] else name_of(carrier, one["phone"]),
            "muted": one["muted"],
            "ours": one["phone"] in carrier.settings.numbers,
        }
        for one in seen["room"]["participants"]
    ]
    return {"begun": seen["room"]["state"] == "in-progress", "people": people}


def name_of(carrier: Carrier, number: str) -> str:
    """What the page calls a number: its phone's name up to a comma, Kindling for ours, else the number."""
    row = carrier.store.row("SELECT name FROM phones WHERE number = ?", number)
    if row is not None and row["name"]:
        return str(row["name"]).partition(",")[0]
    return "Kindling" if number in carrier.settings.numbers else pretty(number)


def pretty(number: str) -> str:
    """`+13125550142` as `(312) 555-0142`; other countries' numbers as they are."""
    found = re.fullmatch(r"\+1(\d{3})(\d{3})(\d{4})", number)
    return f"({found[1]}) {found[2]}-{found[3]}" if found else number
