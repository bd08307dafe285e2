"""One call as its row in the file: what was heard, where in the TwiML it stands, what it waits for.

Several may act on a call at once: its phone, the API, a room that ends. Whoever writes first wins; the other
learns of it (`Overtaken`) and lets go, as a page that was fetched for a caller who has hung up is never heard.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from sandbox.carrier import Carrier
from sandbox.clock import machine_ms
from sandbox.store import insert
from sandbox.twilio.sids import new_sid

TERMINAL = ("completed", "busy", "no-answer", "failed", "canceled")
BESIDE_THE_ROW = ("lines", "outcome", "to_ring")


class NoSuchCall(LookupError):
    """No call has this SID, or it has ended, or it does not wait for what was done."""


class Overtaken(NoSuchCall):
    """Something else has happened to the call since it was read."""

    def __init__(self) -> None:
        super().__init__("The call has gone on meanwhile.")


@dataclass(frozen=True)
class Line:
    """One thing heard: `who` is them (our number), you (the phone), room (somebody in the room) or note."""

    who: str
    text: str
    url: str = ""
    language: str = ""


@dataclass
class Session:
    """A living call. `waiting` is what the phone may do next, by its "kind":

    ring, gather, record, dial (rings or talks to another phone), talk (is the other phone), room, or {}.
    `lines` are those heard since it was read, `outcome` how a verb wants it to end, `to_ring` the phones that a
    verb wants rung. `peer_sid` is the other leg of a call from one of our numbers to another.
    """

    sid: str
    direction: str
    sender: str
    recipient: str
    phone: str
    status: str
    document: str = ""
    position: int = 0
    base_url: str = ""
    waiting: dict[str, Any] = field(default_factory=dict)
    callback: str = ""
    events: str = "completed"
    reported: int = 0
    fallback_url: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    answered_by: str = ""
    parent_sid: str = ""
    peer_sid: str = ""
    verstat: str = ""
    error: str = ""
    turn: int = 0
    created_ms: int = 0
    answered_ms: int | None = None
    ended_ms: int | None = None
    community_at: str = ""
    lines: list[Line] = field(default_factory=list)
    outcome: str = ""
    to_ring: list[str] = field(default_factory=list)

    @property
    def ended(self) -> bool:
        """Whether it is over, however it ended."""
        return self.ended_ms is not None

    @property
    def seconds(self) -> int:
        """How long it was answered, so far."""
        return ((self.ended_ms or machine_ms()) - self.answered_ms) // 1000 if self.answered_ms else 0

    def say(self, who: str, text: str, url: str = "", language: str = "") -> None:
        """Add a line to what was heard."""
        self.lines.append(Line(who, text, url, language))

    def load(self, document: str, base_url: str) -> None:
        """Go on with a new TwiML document from its first verb; relative addresses count from `base_url`."""
        self.document, self.base_url, self.position, self.waiting = document, base_url, 0, {}

    def verbs(self) -> list[ElementTree.Element]:
        """The verbs of its document, which was checked when it came."""
        return list(ElementTree.fromstring(self.document)) if self.document else []

    def connect(self) -> None:
        """It is answered."""
        self.status, self.answered_ms, self.waiting = "in-progress", machine_ms(), {}

    def end(self, status: str) -> None:
        """Hang up, for good."""
        self.status, self.ended_ms, self.waiting = status, machine_ms(), {}


def begin(carrier: Carrier, **values: Any) -> Session:
    """A new call, kept at once."""
    made = Session(sid=new_sid("CA"), community_at=carrier.community_at(), created_ms=machine_ms(), **values)
    with carrier.store.write() as connection:
        insert(connection, "calls", **_columns(made))
    return made


def load_session(carrier: Carrier, sid: str) -> Session:
    """The call with this SID. Raises NoSuchCall."""
    row = carrier.store.row("SELECT * FROM calls WHERE sid = ?", sid)
    if row is None:
        raise NoSuchCall(f"There is no call {sid}.")
    return session_of(row)


def session_of(row: sqlite3.Row) -> Session:
    """A row of `calls` as a session."""
    values = dict(row)
    values.pop("id")
    return Session(
        **{**values, "waiting": json.loads(values["waiting"]), "options": json.loads(values["options"])}
    )


def save(carrier: Carrier, call: Session) -> None:
    """Write the call back, and what was heard. Raises Overtaken when another has written since it was read."""
    columns = _columns(call) | {"turn": call.turn + 1}
    marks = ", ".join(f"{name} = ?" for name in columns)
    with carrier.store.write() as connection:
        sql = f"UPDATE calls SET {marks} WHERE sid = ? AND turn = ?"
        if not connection.execute(sql, [*columns.values(), call.sid, call.turn]).rowcount:
            raise Overtaken
        hear(connection, [call.sid], call.lines)
    call.turn += 1
    call.lines = []


def check_turn(connection: sqlite3.Connection, call: Session) -> None:
    """Raises Overtaken when another has written since `call` was read or saved."""
    row = connection.execute("SELECT turn FROM calls WHERE sid = ?", (call.sid,)).fetchone()
    if row is None or row["turn"] != call.turn:
        raise Overtaken


def still_ours(carrier: Carrier, call: Session) -> None:
    """The same outside of a transaction, after a request that took its time."""
    with carrier.store.write() as connection:
        check_turn(connection, call)


def hear(connection: sqlite3.Connection, sids: Iterable[str], lines: Iterable[Line]) -> None:
    """Have these calls hear these lines, within the caller's transaction."""
    values = [(sid, one.who, one.text, one.url, one.language) for sid in sids for one in lines]
    connection.executemany(
        "INSERT INTO heard (call_sid, who, text, url, language) VALUES (?, ?, ?, ?, ?)", values
    )


def lines_of(carrier: Carrier, sid: str) -> list[dict[str, str]]:
    """Everything heard on a call, oldest first: who, text, url, language."""
    sql = "SELECT who, text, url, language FROM heard WHERE call_sid = ? ORDER BY id"
    return [dict(row) for row in carrier.store.rows(sql, sid)]


def _columns(call: Session) -> dict[str, Any]:
    kept = {name: value for name, value in vars(call).items() if name not in BESIDE_THE_ROW}
    return kept | {"waiting": json.dumps(call.waiting), "options": json.dumps(call.options)}
