"""The transaction in which the gate decides: rows and members locked, words rendered, `sending` committed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.channels import Kit, Outgoing
from engine.models import Delivery, Member
from engine.models.base import opaque_id
from engine.models.db import locked, transaction
from engine.models.sending import CLAIMED, EXPIRED, FAILED, HELD, QUEUED, REFUSED, SENDING
from engine.outbox import merging, pacing, spend
from engine.outbox.claiming import TOO_OFTEN, Lease, give_back
from engine.outbox.facts import Decision
from engine.outbox.gate import COUNTED, LOOK_AGAIN, decide, over_spend
from engine.outbox.leaving import left
from engine.outbox.line import our_line
from engine.outbox.loading import Group, load
from engine.outbox.places import local_day
from engine.outbox.reaching import once_key
from engine.outbox.rendering import NothingToSay, Rendered, Renderer
from engine.outbox.writing import write
from engine.published import Published

_DECIDED: list[Any] = [
    *(Delivery.state, Delivery.reason, Delivery.reason_code, Delivery.due_at, Delivery.settled_at),
    *(Delivery.lease_token, Delivery.leased_until, Delivery.channel, Delivery.raises),
]
_SENDING: list[Any] = [
    *(Delivery.state, Delivery.reason, Delivery.reason_code, Delivery.leased_until, Delivery.channel),
    *(Delivery.address, Delivery.once_key, Delivery.sender, Delivery.subject, Delivery.body, Delivery.html),
    *(Delivery.segments, Delivery.price_micros, Delivery.currency, Delivery.cap_day, Delivery.attempt),
    *(Delivery.attempt_token, Delivery.attempted_at, Delivery.provider, Delivery.reply_token),
]
_MERGED: list[Any] = [
    *(Delivery.state, Delivery.reason, Delivery.reason_code, Delivery.leased_until, Delivery.lease_token),
    *(
        Delivery.channel,
        Delivery.address,
        Delivery.sender,
        Delivery.body,
        Delivery.carried_in,
        Delivery.provider,
    ),
]
_STATES = {"hold": HELD, "refuse": REFUSED, "expire": EXPIRED}


@dataclass(frozen=True)
class Ready:
    """One delivery that is committed as being sent: now its POST has to start. ``carries`` says that another's
    words are in it."""

    delivery: Delivery
    outgoing: Outgoing
    carries: bool = False


@dataclass(frozen=True)
class _Going:
    """What goes out as soon as it is paid for; ``mate`` is the row whose words go with it."""

    row: Delivery
    rendered: Rendered
    mate: Delivery | None = None


@dataclass
class Admitted:
    """What the gate made of a group. ``paced_out`` are channels whose sender has no slot left just now."""

    ready: list[Ready] = field(default_factory=list)
    decided: list[Delivery] = field(default_factory=list)
    paced_out: set[str] = field(default_factory=set)
    recovering: frozenset[tuple[str, str]] = frozenset()


def admit(
    ids: Sequence[int], lease: Lease, published: Published, kit: Kit, *, now: datetime, machine_now: datetime
) -> Admitted:
    """Decide and commit a group of claimed rows. Whatever another transaction holds is given back."""
    with transaction():
        rows = _locked(ids, lease)
        give_back([one for one in ids if one not in {row.id for row in rows}], lease)
        if not rows:
            return Admitted()
        mates = merging.mates(rows, now)
        known = [*rows, *(mate for theirs in mates.values() for mate in theirs)]
        desk = _Desk(load(known, published, kit, now), mates, lease, machine_now)
        for row in rows:
            desk.take(row)
        return desk.close()


def _locked(ids: Sequence[int], lease: Lease) -> list[Delivery]:
    mine = (Delivery.state == CLAIMED) & (Delivery.lease_token == lease.token)
    query = Delivery.select(Delivery, Member).join(Member, on=Delivery.member)
    query = query.where(Delivery.id.in_(list(ids)), mine)
    rows = {row.id: row for row in locked(query, of=(Delivery, Member), skip=True)}
    return [rows[one] for one in ids if one in rows]


class _Desk:
    """Takes the rows of one group one after the other; each sees what those before it took."""

    def __init__(self, group: Group, mates: merging.Mates, lease: Lease, machine_now: datetime) -> None:
        self._group = group
        self._mates = mates
        self._lease = lease
        self._machine_now = machine_now
        self._renderer = Renderer(group.published, group.kit, group.now, group.lookups)
        self._paces: dict[tuple[str, str], pacing.Pace] = {}
        self._going: list[_Going] = []
        self._result = Admitted(recovering=group.recovering)

    def take(self, row: Delivery) -> None:
        """Decide one row; a fault in its words is the row's own and stops nobody else."""
        try:
            self._take(row)
        except Exception as fault:  # noqa: BLE001  whatever a row makes fail, its neighbours go on
            self._fault(row, fault)

    def close(self) -> Admitted:
        """Reserve the money, write everything, and hand out what is to be sent."""
        going = (
            [one for one in self._going if self._affordable(one.row)]
            if not self._all_affordable()
            else self._going
        )
        for pace in self._paces.values():
            pace.save()
        if going:
            write([one.row for one in going], _SENDING)
        if calls := [one.row for one in going if one.row.channel == "phone"]:
            write(calls, [Delivery.context])
        if carried := [one.mate for one in going if one.mate is not None]:
            write(carried, _MERGED)
        if self._result.decided:
            write(self._result.decided, _DECIDED)
            for state in (REFUSED, EXPIRED, FAILED):
                walks = [row.enrollment_id for row in self._result.decided if row.state == state]
                left(walks, state, self._group.now)
        self._result.ready = [
            Ready(one.row, self._outgoing(one.row, one.rendered), carries=one.mate is not None)
            for one in going
        ]
        return self._result

    def _take(self, row: Delivery) -> None:
        group = self._group
        decision = decide(group.facts(row), group.published.community, group.now)
        if decision.verdict != "send" or decision.reach is None:
            self._decided(row, decision)
            return
        if row.member.household_id is not None and decision.reach.address_id in group.book.closed:
            self._put_back(row)
            return
        address = group.book.by_id[decision.reach.address_id]
        try:
            alone = self._renderer.render(row, address, decision.channel)
        except NothingToSay:
            self._decided(
                row, Decision("refuse", "empty", f"It has nothing to say to {row.member.name} now.")
            )
            return
        rendered, mate = merging.joined(
            *(row, alone, decision, address),
            *(group, self._renderer, self._mates.get(row.member_id, ())),
        )
        sender = self._sender(decision.channel, address.sender)
        if not self._pace(decision.channel, sender).book(_units(decision.channel, rendered), row.lane):
            self._result.paced_out.add(decision.channel)
            self._put_back(row, channel=decision.channel)
            return
        group.book.busy.add(address.id)
        self._start(row, decision, rendered, sender)
        if mate is not None:
            merging.carry(row, mate)
        self._going.append(_Going(row, rendered, mate))

    def _start(self, row: Delivery, decision: Decision, rendered: Rendered, sender: str) -> None:
        """Fill in the row as it will be committed and sent."""
        assert decision.reach is not None
        carrier = self._group.kit.carriers.by(decision.channel)
        row.state, row.reason, row.reason_code = SENDING, "", ""
        row.leased_until = self._lease.until
        row.channel, row.sender, row.address_id = decision.channel, sender, decision.reach.address_id
        if row.once_per_address:
            row.once_key = once_key(row, decision.reach.address_id)
            self._group.book.done.add(row.once_key)
        row.subject, row.body, row.html = rendered.subject, rendered.body, rendered.html
        if decision.channel == "phone":
            heard = {"plays": rendered.plays, "silent": rendered.silent, "language": rendered.language}
            row.context = {**row.context, **heard}
        row.segments, row.price_micros = rendered.segments, rendered.price.micros
        row.currency = rendered.price.currency
        counted = row.kind in COUNTED
        row.cap_day = local_day(self._group.now, row.member.timezone) if counted else ""
        row.attempt += 1
        row.attempt_token = f"{row.public_id}-{row.attempt}"
        row.attempted_at = self._machine_now
        row.provider = carrier.provider if carrier else ""
        row.reply_token = row.reply_token or opaque_id()

    def _outgoing(self, row: Delivery, rendered: Rendered) -> Outgoing:
        address = self._group.book.by_id[row.address_id or 0]
        return Outgoing(
            token=row.attempt_token or "",
            channel=row.channel,
            to=address.value,
            sender=row.sender,
            body=row.body,
            subject=row.subject,
            html=row.html,
            reply_token=row.reply_token or "",
            thread_seed=_thread_seed(row),
            in_reply_to=str(row.context.get("in_reply_to", "")),
            unsubscribe_link=rendered.unsubscribe_link,
            calendar=rendered.calendar,
        )

    def _sender(self, channel: str, known: str) -> str:
        kit = self._group.kit
        carrier = kit.carriers.by(channel)
        if channel == "phone":
            known = known or our_line(kit.settings)
        return carrier.sender_for(known) if carrier else ""

    def _pace(self, channel: str, sender: str) -> pacing.Pace:
        found = self._paces.get((channel, sender))
        if found is None:
            rate = pacing.rate_of(channel, self._group.kit.settings)
            found = pacing.pace(channel, sender, rate, self._group.now)
            self._paces[channel, sender] = found
        return found

    def _all_affordable(self) -> bool:
        total = sum(one.row.price_micros for one in self._going)
        return not self._going or self._reserve(total, self._going[0].row.currency)

    def _affordable(self, row: Delivery) -> bool:
        if self._reserve(row.price_micros, row.currency):
            return True
        row.attempt -= 1
        self._decided(row, over_spend(self._group.published.community, self._group.now))
        return False

    def _reserve(self, micros: int, currency: str) -> bool:
        return spend.reserve(self._group.published.community, micros, currency, self._group.now)

    def _decided(self, row: Delivery, decision: Decision) -> None:
        row.state = _STATES[decision.verdict]
        row.reason, row.reason_code = decision.sentence, decision.code
        row.lease_token, row.leased_until, row.channel = "", None, ""
        if decision.until is not None:
            row.due_at = decision.until
        else:
            row.settled_at = self._group.now
        self._result.decided.append(row)

    def _put_back(self, row: Delivery, channel: str = "") -> None:
        """Back in the queue at its old place; ``channel`` says which sender it waits for."""
        row.state, row.lease_token, row.leased_until, row.channel = QUEUED, "", None, channel
        self._result.decided.append(row)

    def _fault(self, row: Delivery, fault: Exception) -> None:
        """Count a fault; at the third the row is set aside with its reason and shown."""
        row.raises += 1
        final = row.raises >= TOO_OFTEN
        words = f"{type(fault).__name__}: {fault}"[:500]
        verdict = (
            Decision("refuse", "quarantined", words)
            if final
            else Decision("hold", "fault", words, until=self._group.now + LOOK_AGAIN)
        )
        self._decided(row, verdict)
        row.state = FAILED if final else HELD


def _units(channel: str, rendered: Rendered) -> int:
    """What a sender's rate counts: segments of a text, calls."""
    return 1 if channel == "phone" else rendered.segments


def _thread_seed(row: Delivery) -> str:
    """Emails of one conversation or one walk stay together in a mail program."""
    if row.thread_id is not None:
        return f"thread-{row.thread_id}"
    return f"walk-{row.enrollment_id}" if row.enrollment_id is not None else ""
