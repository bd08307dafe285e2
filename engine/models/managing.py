"""What managers order by text or keypad, the words that prove it was they, and who was invited by whom."""

from __future__ import annotations

import peewee

from engine.models.base import InstantField, MaybeInstantField, Table, opaque_id
from engine.models.people import Member


class Confirmation(Table):
    """A word texted to the number on file, which has to come back from there. ``kind`` and ``subject`` say for what."""

    member = peewee.ForeignKeyField(Member, on_delete="CASCADE")
    kind = peewee.CharField(12)
    subject = peewee.TextField()
    word = peewee.CharField(16)
    inbound_id = peewee.IntegerField(null=True)  # the words that made us ask
    asked_at = InstantField(index=True)
    tries = peewee.SmallIntegerField(default=0)  # other words of ours that came instead
    state = peewee.CharField(
        8, default="open"
    )  # open, said, spent (tried too often), over (not needed any more)
    said_at = MaybeInstantField()
    member_id: int

    class Meta:
        indexes = ((("member", "state"), False), (("kind", "subject"), False))


class Instruction(Table):
    """One thing that somebody told us to do, from the asking until it is done or taken back.

    ``kind`` is the command (tell, crisis, tag, pause…), ``words`` the very words that will go out, ``detail`` what
    else it takes. ``state``: asked (waits for a word), second (waits for a second person's), going, undone, lapsed.
    Unique by ``inbound_id`` (a text) or ``call_key`` (a phone call's step): the same one again is the same.
    """

    public_id = peewee.CharField(32, unique=True, default=opaque_id)
    member = peewee.ForeignKeyField(Member, backref="instructions", on_delete="CASCADE")
    kind = peewee.CharField(12)
    words = peewee.TextField(default="")
    detail = peewee.JSONField(default=dict)
    people = peewee.IntegerField(default=0)
    price_micros = peewee.BigIntegerField(default=0)
    state = peewee.CharField(8, default="asked")
    asked_at = InstantField()
    going_at = MaybeInstantField()
    undone_at = MaybeInstantField()
    second = peewee.ForeignKeyField(Member, null=True, on_delete="SET NULL")
    inbound_id = peewee.IntegerField(null=True, unique=True)
    call_key = peewee.TextField(null=True, unique=True)
    member_id: int
    second_id: int | None

    class Meta:
        indexes = ((("member", "asked_at"), False),)


class Invitation(Table):
    """A member's own word, which strangers text to join: whoever does has this member as their sponsor."""

    member = peewee.ForeignKeyField(Member, unique=True, backref="invitations", on_delete="CASCADE")
    code = peewee.CharField(16, unique=True)  # as it is compared: lower case
    created_at = InstantField()
    member_id: int


class Invited(Table):
    """Somebody whom a member means to invite, known by the key of their number alone: nothing is ever sent there."""

    address_key = peewee.CharField(64, unique=True)
    by = peewee.ForeignKeyField(Member, backref="invited", on_delete="CASCADE")
    name = peewee.TextField(default="")
    at = InstantField()
    by_id: int
