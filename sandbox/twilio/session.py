"""One call as its row in the file: what was said, where in the TwiML it stands, what it waits for."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sandbox.carrier import Carrier
from sandbox.clock import machine_ms
from sandbox.store import insert
from sandbox.twilio.sids import new_sid


class NoSuchCall(LookupError):
    """No call has this SID, or it has ended."""


@dataclass
class Session:
    """A living call. `waiting` is what the phone may do next: ring, gather, record, dial, or {} for nothing."""

    sid: str
    direction: str
    sender: str
    recipient: str
    phone: str
    status: str
    document: str = ""
    position: int = 0
    base_url: str = ""
    callback: str = ""
    community_at: str = ""
    created_ms: int = 0
    ended_ms: int | None = None
    lines: list[dict[str, str]] = field(default_factory=list)
    waiting: dict[str, Any] = field(default_factory=dict)

    @property
    def ours(self) -> str:
        """Our own number in this call."""
        return self.sender if self.recipient == self.phone else self.recipient

    @property
    def ended(self) -> bool:
        """Whether it is over, however it ended."""
        return self.ended_ms is not None

    def say(self, who: str, text: str, url: str = "") -> None:
        """Add a line to what was heard: `who` is them (our number), you (the phone) or note."""
        self.lines.append({"who": who, "text": text, "url": url})

    def load(self, document: str, base_url: str) -> None:
        """Go on with a new TwiML document from its first verb; relative addresses count from `base_url`."""
        self.document, self.base_url, self.position, self.waiting = document, base_url, 0, {}

    def end(self, status: str = "completed") -> None:
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
    return session_of(dict(row))


def session_of(row: dict[str, Any]) -> Session:
    """A row of `calls` as a session."""
    row.pop("id")
    return Session(
        **{**row, "lines": json.loads(row["lines"]), "waiting": json.loads(row["waiting"] or "{}")}
    )


def save(carrier: Carrier, call: Session) -> None:
    """Write the call back."""
    columns = _columns(call)
    marks = ", ".join(f"{name} = ?" for name in columns)
    with carrier.store.write() as connection:
        connection.execute(f"UPDATE calls SET {marks} WHERE sid = ?", [*columns.values(), call.sid])


def _columns(call: Session) -> dict[str, Any]:
    return {**vars(call), "lines": json.dumps(call.lines), "waiting": json.dumps(call.waiting)}
