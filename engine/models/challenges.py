"""Challenges: what members put in, and the pictures that came with it."""

from __future__ import annotations

import peewee

from engine.models.base import InstantField, MaybeInstantField, Table, opaque_id
from engine.models.people import Member
from engine.models.published import Blob
from engine.models.running import Occurrence
from engine.models.talking import Inbound

WAITING, COUNTED, APPROVED, HIDDEN = "waiting", "counted", "approved", "hidden"
SAME, OVER, LOST = "same", "over", "lost"
HELD, KEPT, FAILED, UNREADABLE = "held", "kept", "failed", "unreadable"  # of a picture, beside WAITING
COUNTS = (COUNTED, APPROVED, HIDDEN)  # states in which an entry counts


class Entry(Table):
    """One entry of a member's in one run of a challenge, once per ``key``: the provider's id and which picture it is.

    ``amount`` is what it counts for. It is WAITING until its picture is here; then COUNTED, APPROVED (a host's yes:
    it may be shown) or HIDDEN (a host's no, or the member's: it counts and is not shown). SAME is a picture that we
    had, OVER more than one member may put in, LOST a picture that never came; these three do not count.
    """

    public_id = peewee.CharField(32, unique=True, default=opaque_id)
    occurrence = peewee.ForeignKeyField(Occurrence, backref="entries", on_delete="CASCADE")
    member = peewee.ForeignKeyField(Member, backref="entries", on_delete="CASCADE")
    key = peewee.TextField(unique=True)
    how = peewee.CharField(8)  # text, email, phone
    words = peewee.TextField(default="")
    amount = peewee.IntegerField(default=1)
    state = peewee.CharField(8, default=COUNTED)
    at = InstantField()
    inbound = peewee.ForeignKeyField(Inbound, null=True, on_delete="SET NULL")
    batch = peewee.IntegerField(null=True, index=True)  # what a host is shown at a time: its first entry's id
    occurrence_id: int
    member_id: int
    inbound_id: int | None

    class Meta:
        indexes = ((("occurrence", "state"), False), (("member", "state"), False))


class Picture(Table):
    """A picture on its way to an entry: a row first, then fetched from ``url`` or read from ``came``, then kept.

    ``came`` is what came with a mail, held until it is known what the mail is; ``sha256`` is that of what came and
    ``look`` how it looks (see ``engine.pictures``). What is kept is our own re-encoded copy.
    """

    public_id = peewee.CharField(32, unique=True, default=opaque_id)
    inbound = peewee.ForeignKeyField(Inbound, null=True, backref="pictures", on_delete="CASCADE")
    position = peewee.SmallIntegerField(default=0)
    entry = peewee.ForeignKeyField(Entry, null=True, backref="pictures", on_delete="CASCADE")
    url = peewee.TextField(default="")
    came = peewee.BlobField(null=True)
    state = peewee.CharField(10, default=HELD)
    due_at = MaybeInstantField()
    tries = peewee.SmallIntegerField(default=0)
    error = peewee.TextField(default="")
    sha256 = peewee.CharField(64, default="", index=True)
    look = peewee.CharField(16, default="")
    blob = peewee.ForeignKeyField(Blob, null=True, on_delete="RESTRICT")
    inbound_id: int | None
    entry_id: int | None
    blob_id: int | None

    class Meta:
        indexes = ((("inbound", "position"), True), (("state", "due_at"), False))
