"""Calls of ours that a phone picks up: each turn is a state and what was pressed or said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine import outbox
from engine.channels import Kit
from engine.models import Delivery, Member
from engine.models.sending import BULK, NORMAL, SENT, STARTED, URGENT
from engine.phone.call import Call, Turn, call_at_hand
from engine.phone.script import Act, Ask, Say, Script
from engine.phone.script import Play as Sound
from engine.phone.states import arriving, respond
from tests.engine.phone.telephone import OURS, SETTINGS, flat

AMY = "+13125550142"
SID = "CA" + "7" * 32


@dataclass
class Answered:
    """One call of ours, from the moment that somebody picks up."""

    token: str
    now: datetime
    to: str = AMY
    sid: str = SID
    call: Call = field(init=False)
    script: Script = field(init=False)

    def picks_up(self, **did: Any) -> Answered:
        self.call = call_at_hand(
            call_sid=self.sid, from_value=OURS, to_value=self.to, direction="outbound-api", attested=False,
            settings=SETTINGS, now=self.now,
        )  # fmt: skip
        return self.at(f"ringing?t={self.token}", **did)

    def at(self, state: str, **did: Any) -> Answered:
        self.script = respond(self.call, arriving(state, Turn(**did)))
        return self

    def presses(self, digits: str) -> Answered:
        return self.at(self.asks[0].next, digits=digits)

    def says(self, words: str) -> Answered:
        return self.at(self.asks[0].next, speech=words)

    @property
    def asks(self) -> list[Ask]:
        return [act for act in self.script.acts if isinstance(act, Ask)]

    @property
    def said(self) -> str:
        return " ".join(one.words for one in flat(self.script.acts) if isinstance(one, Say))

    @property
    def played(self) -> list[str]:
        return [one.url for one in flat(self.script.acts) if isinstance(one, Sound)]

    @property
    def last(self) -> Act:
        return self.script.acts[-1]


def fresh(row: Delivery) -> Delivery:
    found: Delivery = Delivery.get_by_id(row.id)
    return found


def rung(kit: Kit, member: Member, now: datetime, **fields: Any) -> Delivery:
    """A call that the provider has taken."""
    values: dict[str, Any] = {"cause": "c", "step_key": "ring:it", "kind": STARTED, "by": "phone", **fields}
    if "message" not in values:
        values.setdefault("body", "The call begins at seven.")
    [row] = outbox.queue(outbox.NewDelivery(member_id=member.id, **values), now)
    outbox.drain((URGENT, NORMAL, BULK), kit, now=now, machine_now=now)
    row = fresh(row)
    assert row.state == SENT, row.reason
    return row


def pick_up(row: Delivery, now: datetime, **did: Any) -> Answered:
    to = row.address.value if row.address is not None else AMY
    return Answered(row.attempt_token or "", now, to=to).picks_up(**did)
