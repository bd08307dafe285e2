"""The phone: rooms of a call with everybody in them, what is asked of the provider, stand-ins, PINs and sounds."""

from __future__ import annotations

import peewee

from engine.models.base import InstantField, MaybeInstantField, Table, opaque_id
from engine.models.people import Member
from engine.models.published import Blob, Recording
from engine.models.running import Occurrence

MAIN = 1  # the room the host is in; those with higher numbers hear it over a bridge

# Who a leg is. LEADER is the host or the stand-in who has the call, known by more than a number.
LEADER, MEMBER, GUEST, BRIDGE = "leader", "member", "guest", "bridge"


class Room(Table):
    """One conference of one call. ``name`` is what the provider calls it (its FriendlyName).

    Rooms above MAIN are bridged to it by ``bridge_sid``, a call of our own that enters with ``bridge_token``.
    ``muted``, ``locked`` and ``recording`` ('', on, paused) are kept on MAIN and hold for all rooms of the call.
    """

    public_id = peewee.CharField(32, unique=True, default=opaque_id)
    occurrence = peewee.ForeignKeyField(Occurrence, backref="rooms", on_delete="CASCADE")
    number = peewee.IntegerField(default=MAIN)
    name = peewee.CharField(80, unique=True)
    conference_sid = peewee.CharField(34, default="", index=True)
    opened_at = InstantField()
    closed_at = MaybeInstantField()
    muted = peewee.BooleanField(default=False)
    locked = peewee.BooleanField(default=False)
    recording = peewee.CharField(8, default="")
    bridge_sid = peewee.CharField(34, default="")
    bridge_token = peewee.CharField(16, default="")
    occurrence_id: int

    class Meta:
        indexes = ((("occurrence", "number"), True),)


class Leg(Table):
    """One phone call into a room, once per call however often it leaves and comes back.

    ``entered_at`` is when we told the provider to connect it, ``joined_at`` and ``left_at`` what was last heard
    of it (a late word never takes back a newer one). ``attested`` says that the caller's number was proven.
    """

    call_sid = peewee.CharField(34, unique=True)
    occurrence = peewee.ForeignKeyField(Occurrence, backref="legs", on_delete="CASCADE")
    room = peewee.ForeignKeyField(Room, backref="legs", on_delete="CASCADE")
    member = peewee.ForeignKeyField(Member, null=True, backref="legs", on_delete="SET NULL")
    address = peewee.TextField(default="")
    role = peewee.CharField(8, default=MEMBER)
    attested = peewee.BooleanField(default=False)
    entered_at = InstantField()
    joined_at = MaybeInstantField()
    left_at = MaybeInstantField()
    hand_at = MaybeInstantField()
    muted = peewee.BooleanField(default=False)
    occurrence_id: int
    room_id: int
    member_id: int | None


class RoomEvent(Table):
    """One conference callback, once per (conference, sequence), whatever order they came in.

    Beside them stands what the provider said of a phone call when asked: ``looked-up``, under the call's own id.
    """

    conference_sid = peewee.CharField(34)
    sequence = peewee.IntegerField()
    room = peewee.ForeignKeyField(Room, null=True, backref="events", on_delete="CASCADE")
    event = peewee.CharField(32)  # participant-join, participant-leave, conference-end ...
    call_sid = peewee.CharField(34, default="", index=True)
    at = InstantField()  # when it happened, by the provider, in the community's time
    raw = peewee.JSONField(default=dict)
    room_id: int | None

    class Meta:
        indexes = ((("conference_sid", "sequence"), True),)


class RoomCommand(Table):
    """Something the provider is to do in a room: a row first, done by a drain, every kind safe to do twice.

    ``kind`` is mute, unmute, announce, kick, record, pause, end or bridge; unique by ``key``.
    """

    key = peewee.TextField(unique=True)
    room = peewee.ForeignKeyField(Room, backref="commands", on_delete="CASCADE")
    kind = peewee.CharField(12)
    call_sid = peewee.CharField(34, default="")
    detail = peewee.JSONField(default=dict)
    state = peewee.CharField(8, default="queued")  # queued, done, failed
    due_at = InstantField()
    expires_at = MaybeInstantField()
    tries = peewee.SmallIntegerField(default=0)
    error = peewee.TextField(default="")
    done_at = MaybeInstantField()
    room_id: int

    class Meta:
        indexes = ((("state", "due_at"), False),)


class StandIn(Table):
    """One leader who is asked to take one call, once: by text, then by phone, each with its deadline."""

    occurrence = peewee.ForeignKeyField(Occurrence, backref="asked", on_delete="CASCADE")
    member = peewee.ForeignKeyField(Member, on_delete="CASCADE")
    position = peewee.SmallIntegerField()
    state = peewee.CharField(8, default="texted")  # texted, ringing, yes, no, silent, left
    asked_at = InstantField()
    until_at = MaybeInstantField()
    said_at = MaybeInstantField()
    occurrence_id: int
    member_id: int

    class Meta:
        indexes = ((("occurrence", "member"), True),)


class Pin(Table):
    """A PIN that proves who rings, as a keyed digest; a stand-in's is for one call and ends with it."""

    member = peewee.ForeignKeyField(Member, backref="pins", on_delete="CASCADE")
    digest = peewee.CharField(64)
    occurrence = peewee.ForeignKeyField(Occurrence, null=True, on_delete="CASCADE")
    made_at = InstantField()
    expires_at = MaybeInstantField()
    member_id: int
    occurrence_id: int | None


class Sound(Table):
    """Something recorded by phone, to be fetched from the provider and kept: what was said stays with us.

    ``kind`` is message (left on the line), take (a leader's own recording), call (a recorded call) or name
    (what a guest is called).
    """

    public_id = peewee.CharField(32, unique=True, default=opaque_id)
    provider_sid = peewee.CharField(34, unique=True)
    kind = peewee.CharField(8)
    url = peewee.TextField()
    call_sid = peewee.CharField(34, default="", index=True)
    seconds = peewee.IntegerField(default=0)
    member = peewee.ForeignKeyField(Member, null=True, on_delete="CASCADE")
    occurrence = peewee.ForeignKeyField(Occurrence, null=True, on_delete="CASCADE")
    detail = peewee.JSONField(default=dict)
    state = peewee.CharField(8, default="waiting")  # waiting, kept, failed, dropped
    created_at = InstantField()
    due_at = InstantField()
    tries = peewee.SmallIntegerField(default=0)
    error = peewee.TextField(default="")
    blob = peewee.ForeignKeyField(Blob, null=True, on_delete="RESTRICT")
    media_type = peewee.CharField(64, default="")
    member_id: int | None
    occurrence_id: int | None
    blob_id: int | None

    class Meta:
        indexes = ((("state", "due_at"), False),)


class Play(Table):
    """One playing of a recording; ``member`` only where the community counts by member and says so."""

    recording = peewee.ForeignKeyField(Recording, on_delete="CASCADE")
    member = peewee.ForeignKeyField(Member, null=True, on_delete="CASCADE")
    at = InstantField()
    how = peewee.CharField(8)  # link, phone, ring
    recording_id: int
    member_id: int | None
