"""Doing what was decided: rows for those who are asked and told, inside the caller's transaction.

First what is sent, then who was asked, and the call itself last. Whoever answers is locked before the call is,
too, so two that act at once never wait for each other.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from engine import outbox
from engine.cover import chain
from engine.cover.people import staff
from engine.cover.reading import REMIND, WARN, Seen, ask_key, leads_key
from engine.cover.saying import ASKS, Voice
from engine.models import Member, StandIn
from engine.outbox.queueing import PRESS
from engine.settings import Settings

KEYS = {PRESS: {"1": "yes", "2": "no"}}
WAITING = (chain.TEXTED, chain.RINGING)
TAKEN = "Somebody else leads the call."


def act_on(seen: Seen, acts: tuple[chain.Act, ...], settings: Settings, now: datetime) -> None:
    """Send what is to be sent, then change what was asked of whom."""
    doing = _Doing(seen, settings, now)
    for act in acts:
        doing.do(act)
    for change in doing.changes:
        change.execute()


class _Doing:
    def __init__(self, seen: Seen, settings: Settings, now: datetime) -> None:
        self.seen, self.row, self.now = seen, seen.row, now
        self.voice = Voice(seen.row, settings, now)
        self.changes: list[Any] = []

    def do(self, act: chain.Act) -> None:
        match act:
            case chain.Remind():
                self._remind()
            case chain.Ask():
                self._ask(act)
            case chain.Ring():
                self._ring(act)
            case chain.GiveUp():
                before, after = ((chain.YES,), chain.LEFT) if act.left else (WAITING, chain.SILENT)
                self._change(act.member_id, before, state=after)
            case chain.Taken():
                self._taken(act)
            case chain.Warn():
                self._tell_staff("warn", WARN)
            case chain.TellNobody():
                self._nobody()

    def _remind(self) -> None:
        if self.seen.host is not None:
            self.voice.tell(
                self.seen.host, "remind", REMIND, by="text", until=self.row.starts_at, context=ASKS
            )

    def _ask(self, act: chain.Ask) -> None:
        member = Member.get_by_id(act.member_id)
        key = ask_key(chain.TEXTED, member.id)
        self.voice.tell(member, self._worded("ask"), key, by="text", until=act.until, context=ASKS)
        position = 1 + max((one.position for one in self.seen.stand_ins), default=0)
        asked = {"member": member, "position": position, "asked_at": self.now, "until_at": act.until}
        self.changes.append(StandIn.insert(occurrence=self.row, **asked).on_conflict_ignore())

    def _ring(self, act: chain.Ring) -> None:
        member = Member.get_by_id(act.member_id)
        key = ask_key(chain.RINGING, member.id)
        self.voice.tell(member, self._worded("ring"), key, by="phone", until=act.until, context=KEYS)
        rung = {"state": chain.RINGING, "until_at": act.until}
        self._change(member.id, (chain.TEXTED,), **rung)

    def _worded(self, key: str) -> str:
        """Before the start it is said otherwise than while the call waits for somebody."""
        return key if self.now < self.row.starts_at else f"{key} now"

    def _change(self, member_id: int, states: tuple[str, ...], **values: Any) -> None:
        mine = (StandIn.occurrence == self.row.id) & (StandIn.member == member_id)
        self.changes.append(StandIn.update(**values).where(mine & StandIn.state.in_(states)))

    def _taken(self, act: chain.Taken) -> None:
        host = self.seen.host
        leader = Member.get_or_none(Member.id == self.row.led_by_id) or host
        called = self.voice.called(leader) if leader is not None else ""
        if host is not None and leader is not None and host.id != leader.id:
            self.voice.tell(host, "leads", leads_key(self.row), leader=called)
        for one in act.release:
            keys = [ask_key(state, one.member_id) for state in WAITING]
            outbox.cancel(occurrence_id=self.row.id, step_keys=keys, why=TAKEN, now=self.now)
            if one.reached:
                member = Member.get_by_id(one.member_id)
                self.voice.tell(member, "taken", f"taken {one.member_id}", leader=called)
            self._change(one.member_id, WAITING, state=chain.SILENT)

    def _nobody(self) -> None:
        """Told once for each search: whoever was asked since makes it another one."""
        key = "nobody, recording" if self.seen.call.if_nobody_leads else "nobody"
        self._tell_staff(key, f"nobody {len(self.seen.stand_ins)}")

    def _tell_staff(self, key: str, step: str) -> None:
        told = {one.id: one for one in staff()}
        if self.seen.host is not None:
            told.setdefault(self.seen.host.id, self.seen.host)
        for one in told.values():
            self.voice.tell(one, key, step)
