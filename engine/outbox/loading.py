"""From rows to facts: what the gate needs for a whole group, in as few statements as possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine import audience
from engine.channels import Kit
from engine.channels.retry import HALTED_FOR
from engine.language.workflow import ByHand, Joined, Tagged, Texted
from engine.models import Delivery, Enrollment, Member, Sender, Thread
from engine.models.running import ACTIVE as RUNNING
from engine.outbox import guard
from engine.outbox.absent import absent, is_of_a_call
from engine.outbox.facts import Facts
from engine.outbox.line import our_line
from engine.outbox.lookups import Lookups
from engine.outbox.places import Places, local_day, places
from engine.outbox.reaching import AddressBook, address_book
from engine.outbox.unanswered import unanswered
from engine.published import Channel, Published

LASTING = (Joined, ByHand, Texted, Tagged)  # walks that stand still and go on later, where they were
CHANNELS: tuple[Channel, ...] = ("text", "email", "phone")


@dataclass
class Group:
    """Rows under decision with everything that is known for all of them."""

    deliveries: Sequence[Delivery]
    published: Published
    book: AddressBook
    places: Places
    threads: Mapping[int, Thread]
    unanswered: Counter[int]
    walks: Mapping[int, Enrollment]
    absent: frozenset[tuple[int, int]]  # calls, each with a member who cannot come to it
    halted: Mapping[str, str]
    recovering: frozenset[tuple[str, str]]  # halted senders: the first success takes the halt away
    at_home: bool
    kit: Kit
    now: datetime
    lookups: Lookups

    def facts(self, delivery: Delivery) -> Facts:
        """The facts of one row, as they stand after the rows before it were decided."""
        member: Member = delivery.member
        day = local_day(self.now, member.timezone)
        counted, has_place = self.places.taken(delivery, day)
        thread = self.threads.get(member.id)
        live = self.published.workflows.get(delivery.workflow)
        return Facts(
            name=member.name or "this member",
            kind=delivery.kind,
            part=delivery.part,
            timezone=member.timezone,
            state=member.state,
            prefers=member.prefers,
            asks=bool(delivery.context.get("asks")),
            unanswered=self.unanswered[member.id],
            ring_landlines=self.published.community.ring_landlines,
            cap_day=day,
            forms=self._forms(delivery, member),
            reaches=self.book.reaches(delivery, member),
            expires_at=delivery.expires_at,
            at_home=self.at_home,
            workflow_paused=live is not None and live.paused,
            stopped_when=self._stopped(delivery, member),
            cannot_come=is_of_a_call(delivery) and (delivery.occurrence_id, member.id) in self.absent,
            paused_until=member.paused_until,
            resting_until=member.resting_until,
            wants=member.wants,
            week_most=member.week_most,
            week_days=self.places.week(delivery),
            passing=self._passing(delivery),
            thread="" if thread is None else "grave" if thread.grave else "open",
            thread_until=thread.quiet_after if thread else None,
            counted=counted,
            has_place=has_place,
            kept=self.places.kept[member.id],
            halted=self.halted,
        )

    def _forms(self, delivery: Delivery, member: Member) -> frozenset[str]:
        """The channels that can carry the words; those without a provider only where there is no other."""
        forms = frozenset(one for one in CHANNELS if self._carries(one, delivery, member))
        return frozenset(one for one in forms if self.kit.carriers.by(one) is not None) or forms

    def _carries(self, channel: Channel, delivery: Delivery, member: Member) -> bool:
        """A call can also play a recording of that name."""
        name = delivery.message
        if not name or self.published.messages.choose(name, channel, member.language) is not None:
            return True
        return channel == "phone" and self.lookups.recording(name) is not None

    def _passing(self, delivery: Delivery) -> bool:
        """Whether it belongs to its moment: it is nobody's walk, or one that a date or an event began."""
        walk = self.walks.get(delivery.enrollment_id or 0)
        return walk is None or not isinstance(self.lookups.workflow(walk.revision_id).start, LASTING)

    def _stopped(self, delivery: Delivery, member: Member) -> bool:
        """``stop when``, looked at once more: the member may have changed since the message was queued."""
        walk = self.walks.get(delivery.enrollment_id or 0)
        if walk is None or walk.member_id != member.id:
            return False
        workflow = self.lookups.workflow(walk.revision_id)
        context = audience.Context(
            self.now, self.published.community, walk.workflow, since=walk.started_at, cause=walk.cause
        )
        return audience.any_holds(workflow.stop_when, member, context)


def load(deliveries: Sequence[Delivery], published: Published, kit: Kit, now: datetime) -> Group:
    """Everything about a group of locked rows, each joined with its member."""
    senders = list(Sender.select())
    return Group(
        deliveries=deliveries,
        published=published,
        book=address_book(deliveries, now),
        places=places(deliveries, published, now),
        threads=_threads([one.member_id for one in deliveries], now),
        unanswered=unanswered(deliveries),
        walks=_walks([one.enrollment_id for one in deliveries if one.enrollment_id is not None]),
        absent=absent(deliveries, now),
        halted=_halted(kit, senders, now),
        recovering=frozenset((row.channel, row.value) for row in senders if row.halted_at is not None),
        at_home=guard.at_home(kit.settings),
        kit=kit,
        now=now,
        lookups=Lookups(published, now),
    )


def _threads(members: list[int], now: datetime) -> dict[int, Thread]:
    """The open thread of each member; a grave one counts before any other."""
    rows = (
        Thread.select()
        .where(Thread.member.in_(members), Thread.done_at.is_null(), Thread.quiet_after > now)
        .order_by(Thread.grave, Thread.quiet_after)
    )
    return {row.member_id: row for row in rows}


def _walks(ids: list[int]) -> dict[int, Enrollment]:
    if not ids:
        return {}
    rows = Enrollment.select().where(Enrollment.id.in_(ids), Enrollment.status == RUNNING)
    return {row.id: row for row in rows}


def _halted(kit: Kit, senders: Sequence[Sender], now: datetime) -> dict[str, str]:
    """Channels by which nothing leaves: without keys, or halted a short while ago. Then one is tried again."""
    halted: dict[str, str] = {}
    for channel in CHANNELS:
        if kit.carriers.by(channel) is None:
            halted[channel] = f"No provider for {channel} is set up."
    if kit.carriers.phone is not None and not kit.carriers.phone.sender_for(our_line(kit.settings)):
        halted["phone"] = "No number of ours is known to ring from: TWILIO_FROM is a Messaging Service."
    for row in senders:
        if row.halted_at is not None and row.halted_at > now - HALTED_FOR:
            halted[row.channel] = row.halted_why
    return halted
