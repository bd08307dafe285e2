"""The outbox: deliveries, what the providers said of them, senders and what was spent."""

from __future__ import annotations

import peewee

from engine.models.base import InstantField, MaybeInstantField, Table, opaque_id
from engine.models.people import Address, Member
from engine.models.running import Enrollment, Occurrence

# Lanes, served in this order.
URGENT, NORMAL, BULK = 0, 1, 2

# States. A row in IN_FLIGHT holds its address; FINAL never changes.
QUEUED, HELD, CLAIMED, SENDING, UNKNOWN = "queued", "held", "claimed", "sending", "unknown"
MERGED = "merged"  # its words are part of another's text that is under way
SENT, FAILED, REFUSED, EXPIRED, CANCELLED = "sent", "failed", "refused", "expired", "cancelled"
WAITING_STATES = (QUEUED, HELD)
# The same as literals: SQLite takes a partial index only where it can read what a parameter would hide.
WAITING_LITERALS = tuple(peewee.SQL(f"'{state}'") for state in WAITING_STATES)
IN_FLIGHT = (CLAIMED, SENDING, UNKNOWN, MERGED)
FINAL = (SENT, FAILED, REFUSED, EXPIRED, CANCELLED)

# Kinds: what the gate may do with a delivery.
STARTED = "started"  # what we start: hours, caps, pauses and open threads hold it
REMINDER = "reminder"  # before a call: keeps a place under the cap, ignores hours and threads
DUTY = "duty"  # asked of whoever has a role: hours, pauses and rest hold it; no cap counts it, nor what they want less of
ANSWER = "answer"  # follows a member's own words: never held nor counted
PERSON = "person"  # a person's own words to a person, in a thread
SERVICE = "service"  # confirmations of STOP, START and HELP: pass everything but a block
CRISIS = "crisis"  # urgent: yes: ignores hours, caps and threads, never consent or the law


class Sender(Table):
    """One number, messaging service or mailbox of ours, paced: nothing leaves before ``next_free_at``."""

    channel = peewee.CharField(8)  # text, email, phone
    value = peewee.TextField()
    next_free_at = InstantField()
    bulk_free_at = InstantField()  # bulk may not book urgent's share of the rate
    halted_at = MaybeInstantField()
    halted_why = peewee.TextField(default="")

    class Meta:
        indexes = ((("channel", "value"), True),)


class Delivery(Table):
    """One outbox row: one message for one member by one channel.

    ``message`` names a manager's file, rendered at the gate with ``context`` into ``subject`` and ``body``;
    literal words stay in ``context["words"]``, since ``body`` becomes what an attempt sent. ``member`` gets it,
    ``about`` is the member it tells of where that is another. Unique (cause, step_key, member, part); ``once_per_address`` adds
    (cause, step_key, address), checked at the gate, where the address is chosen.
    """

    public_id = peewee.CharField(32, unique=True, default=opaque_id)
    cause = peewee.TextField()
    step_key = peewee.TextField(default="")
    member = peewee.ForeignKeyField(Member, backref="deliveries", on_delete="CASCADE")
    part = peewee.CharField(8, default="any")  # any, text, email: `by: both` makes a text and an email part
    about = peewee.ForeignKeyField(Member, null=True, on_delete="SET NULL")
    enrollment = peewee.ForeignKeyField(Enrollment, null=True, backref="deliveries", on_delete="CASCADE")
    occurrence = peewee.ForeignKeyField(Occurrence, null=True, on_delete="CASCADE")
    thread_id = peewee.IntegerField(null=True, index=True)
    inbound_id = peewee.IntegerField(null=True)  # the words it answers
    workflow = peewee.TextField(default="")
    kind = peewee.CharField(8, default=STARTED)
    lane = peewee.SmallIntegerField(default=NORMAL)
    message = peewee.TextField(default="")
    context = peewee.JSONField(default=dict)
    created_at = InstantField()
    due_at = InstantField()
    expires_at = MaybeInstantField()
    state = peewee.CharField(10, default=QUEUED)
    reason = peewee.TextField(default="")  # why held, refused, failed, cancelled: a sentence
    reason_code = peewee.CharField(24, default="")  # hours, law, cap, thread, paused, consent…
    once_per_address = peewee.BooleanField(default=False)
    channel = peewee.CharField(8, default="")  # text, email, phone: chosen at the gate
    address = peewee.ForeignKeyField(Address, null=True, on_delete="SET NULL")
    once_key = peewee.TextField(null=True, unique=True)  # cause, step and address, where once_per_address
    sender = peewee.TextField(default="")
    subject = peewee.TextField(default="")
    body = peewee.TextField(default="")
    html = peewee.TextField(default="")
    segments = peewee.SmallIntegerField(default=0)
    price_micros = peewee.IntegerField(default=0)
    currency = peewee.CharField(3, default="USD")
    cap_day = peewee.CharField(10, default="")  # the member's local day it counts in
    lease_token = peewee.CharField(36, default="")
    leased_until = MaybeInstantField()  # machine time
    attempt = peewee.SmallIntegerField(default=0)
    attempt_token = peewee.CharField(40, null=True, unique=True)  # its public id and the attempt: ID-2
    carried_in = peewee.CharField(40, default="")  # the attempt of another whose text has its words, too
    attempted_at = MaybeInstantField()  # machine time of the POST
    provider = peewee.CharField(10, default="")
    provider_id = peewee.TextField(null=True, index=True)
    provider_status = peewee.CharField(20, default="")
    provider_error = peewee.TextField(default="")
    reply_token = peewee.CharField(32, null=True, unique=True)  # r+TOKEN@REPLY_DOMAIN
    sent_at = MaybeInstantField()
    settled_at = MaybeInstantField(index=True)
    raises = peewee.SmallIntegerField(default=0)
    member_id: int
    about_id: int | None
    enrollment_id: int | None
    occurrence_id: int | None
    address_id: int | None

    class Meta:
        indexes = (
            (("cause", "step_key", "member", "part"), True),
            (("state", "lane", "due_at"), False),
            (("member", "state"), False),
            (("address", "state"), False),
            (("member", "cap_day"), False),
            (("provider_status", "attempted_at"), False),  # what was never reported on is asked for
            # In the order in which they are claimed, so that a claim reads no more than it takes.
            peewee.SQL(
                "CREATE INDEX IF NOT EXISTS delivery_waiting ON delivery (lane, due_at, id) "
                "WHERE state IN ('queued', 'held')"
            ),
            peewee.SQL(
                "CREATE INDEX IF NOT EXISTS delivery_carried ON delivery (carried_in) WHERE carried_in <> ''"
            ),
        )


class Receipt(Table):
    """The provider's word on a delivery, once per ``provider_event``; kept although nothing matches it yet."""

    provider = peewee.CharField(10)
    provider_event = peewee.TextField()
    attempt_token = peewee.CharField(40, default="", index=True)
    provider_id = peewee.TextField(default="", index=True)
    status = peewee.CharField(24)
    error = peewee.TextField(default="")
    raw = peewee.JSONField(default=dict)
    at = InstantField()
    applied_at = MaybeInstantField()

    class Meta:
        indexes = ((("provider", "provider_event"), True),)


class SpendDay(Table):
    """What a day of the community's zone has cost: reserved at the gate, corrected by receipts."""

    day = peewee.CharField(10)
    currency = peewee.CharField(3)
    micros = peewee.BigIntegerField(default=0)

    class Meta:
        indexes = ((("day", "currency"), True),)
