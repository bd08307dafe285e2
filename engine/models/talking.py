"""What members say, and the conversations that people have with them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import peewee

from engine.models.base import InstantField, MaybeInstantField, Table, opaque_id
from engine.models.people import Member
from engine.models.running import Enrollment


class Inbound(Table):
    """One text, mail or call received, once per (provider, provider_id); understood in order per address."""

    public_id = peewee.CharField(32, unique=True, default=opaque_id)
    provider = peewee.CharField(10)
    provider_id = peewee.TextField()
    channel = peewee.CharField(8)  # text, email, phone
    from_value = peewee.TextField()
    to_value = peewee.TextField(default="")
    member = peewee.ForeignKeyField(Member, null=True, backref="inbound", on_delete="CASCADE")
    text = peewee.TextField(default="")
    subject = peewee.TextField(default="")
    proven = peewee.BooleanField(default=True)  # whether the sender is proven: unsigned mail proves nothing
    automatic = peewee.CharField(12, default="")  # auto-reply, bounce
    opt_out_type = peewee.CharField(8, default="")
    reply_token = peewee.CharField(32, default="")
    raw = peewee.JSONField(default=dict)
    raw_bytes = peewee.BlobField(null=True)  # what could not be decoded is kept as it came
    received_at = InstantField()
    handled_at = MaybeInstantField(index=True)
    understood_as = peewee.TextField(
        default=""
    )  # stop, help, start, grave, thread, question, keyword, answer…
    enrollment = peewee.ForeignKeyField(Enrollment, null=True, on_delete="SET NULL")
    thread_id = peewee.IntegerField(null=True, index=True)
    raises = peewee.SmallIntegerField(default=0)
    member_id: int | None
    enrollment_id: int | None

    class Meta:
        indexes = (
            (("provider", "provider_id"), True),
            (("from_value", "handled_at"), False),
            (("member", "understood_as"), False),  # those who lead have said thousands of things
        )


class Thread(Table):
    """A conversation handed to a person. While one is open, what we start is held for its member.

    ``code`` is the short number staff see and may begin a text with; ``quiet_after`` is when it stops
    holding (a day after the last words) unless the person says DONE before. While the member's words wait for an
    answer, ``waits_since`` says since when, and ``look_at`` when the person is nudged or the next one gets it;
    ``stuck_at`` that nobody was left. A ``complaint`` reaches none of those whom ``avoid`` names by id.
    """

    public_id = peewee.CharField(32, unique=True, default=opaque_id)
    member = peewee.ForeignKeyField(Member, backref="threads", on_delete="CASCADE")
    owner = peewee.ForeignKeyField(Member, null=True, on_delete="SET NULL")  # None: nobody has the role yet
    role = peewee.TextField(default="host")
    code = peewee.IntegerField()
    about = peewee.TextField(default="")
    grave = peewee.BooleanField(default=False)
    opened_at = InstantField()
    last_at = InstantField()
    quiet_after = InstantField()
    done_at = MaybeInstantField()
    waits_since = MaybeInstantField()
    nudged_at = MaybeInstantField()
    look_at = MaybeInstantField(index=True)
    stuck_at = MaybeInstantField()
    complaint = peewee.BooleanField(default=False)
    avoid = peewee.JSONField(default=list)
    member_id: int
    owner_id: int | None

    class Meta:
        indexes = ((("member", "done_at"), False), (("owner", "done_at"), False))


STANDS = timedelta(days=14)  # a complaint, or grave words, after the last of them
AFTERWARDS = timedelta(days=3)  # and after DONE


def complaint_stands(now: datetime) -> Any:
    """Whether a conversation is a complaint that still keeps its member from those whom it is about."""
    open_ = Thread.done_at.is_null() & (Thread.last_at > now - STANDS)
    return Thread.complaint & (open_ | (Thread.done_at > now - AFTERWARDS))


class Approval(Table):
    """A person is asked by text for a yes before words go out: YES, NO, or the words as they would say them.

    ``kind`` and ``subject`` (a row's id) name what it is about, ``about`` the member whom it tells of. ``person``
    is who has to say it, found by ``role``; None while nobody has the role. ``words`` are the person's own.
    """

    public_id = peewee.CharField(32, unique=True, default=opaque_id)
    kind = peewee.CharField(12)
    subject = peewee.IntegerField()
    about = peewee.ForeignKeyField(Member, null=True, backref="+", on_delete="SET NULL")
    person = peewee.ForeignKeyField(Member, null=True, backref="+", on_delete="SET NULL")
    role = peewee.TextField(default="host")  # empty: the person was named, and nobody else can say it
    body = peewee.TextField()
    state = peewee.CharField(
        10, default="waiting", index=True
    )  # waiting, asked, yes, no, words, lapsed, withdrawn
    words = peewee.TextField(default="")
    asks = peewee.SmallIntegerField(default=0)  # how often it was put to somebody
    created_at = InstantField()
    asked_at = MaybeInstantField()
    said_at = MaybeInstantField()
    about_id: int | None
    person_id: int | None

    class Meta:
        indexes = ((("kind", "subject"), True), (("person", "state"), False))


class Turn(Table):
    """Who had a conversation, from when to when: whoever had it is not handed it again."""

    thread = peewee.ForeignKeyField(Thread, backref="turns", on_delete="CASCADE")
    owner = peewee.ForeignKeyField(Member, on_delete="CASCADE")
    began_at = InstantField()
    ended_at = MaybeInstantField()
    owner_id: int
    thread_id: int


class Note(Table):
    """What whoever has a conversation noted about its member, for those who have it after them; never for the member.

    What was noted in a complaint stays with that complaint.
    """

    public_id = peewee.CharField(32, unique=True, default=opaque_id)
    member = peewee.ForeignKeyField(Member, backref="notes", on_delete="CASCADE")
    author = peewee.ForeignKeyField(Member, null=True, on_delete="SET NULL")
    thread = peewee.ForeignKeyField(Thread, null=True, on_delete="SET NULL")
    inbound = peewee.ForeignKeyField(Inbound, null=True, unique=True, on_delete="SET NULL")
    words = peewee.TextField()
    at = InstantField()
    member_id: int
    author_id: int | None
    thread_id: int | None
    inbound_id: int | None


class Praise(Table):
    """Praise on its way: the member's yes and a host's, then the wall, the newsletter and whom its step's ``to:`` names."""

    public_id = peewee.CharField(32, unique=True, default=opaque_id)
    member = peewee.ForeignKeyField(Member, backref="praises", on_delete="CASCADE")
    enrollment = peewee.ForeignKeyField(Enrollment, null=True, on_delete="SET NULL")
    cause = peewee.TextField(unique=True)
    message = peewee.TextField(default="")
    words = peewee.TextField()
    said = peewee.TextField(default="")  # the member's own words in it, as they told it
    by = peewee.ForeignKeyField(
        Member, null=True, backref="+", on_delete="SET NULL"
    )  # who praises, if another
    listen = peewee.TextField(default="")  # where to hear it, if it was spoken
    workflow = peewee.TextField(default="")
    step_key = peewee.TextField(default="")
    state = peewee.CharField(12, default="asked")  # asked, offered, approved, declined, withdrawn
    member_said_at = MaybeInstantField()
    host = peewee.ForeignKeyField(Member, null=True, on_delete="SET NULL")
    host_said_at = MaybeInstantField()
    shared_at = MaybeInstantField(index=True)
    withdrawn_at = MaybeInstantField()
    created_at = InstantField()
    member_id: int
    by_id: int | None
    host_id: int | None
    enrollment_id: int | None


class Cheer(Table):
    """A member's cheer for a praise: once each. ``told_at`` is when the one praised heard of it."""

    praise = peewee.ForeignKeyField(Praise, backref="cheers", on_delete="CASCADE")
    member = peewee.ForeignKeyField(Member, backref="+", on_delete="CASCADE")
    at = InstantField()
    told_at = MaybeInstantField(index=True)
    praise_id: int
    member_id: int

    class Meta:
        indexes = ((("praise", "member"), True),)


class LearnedAnswer(Table):
    """A question that nobody could answer, as it was listed for a manager, and the answer that it got by text.

    ``asked`` are members' ways to ask it, ``inbounds`` the ids of their words, ``times`` how often it was asked.
    ``number`` is what it is called in the list of its ``week``. Once ``live`` it is one of the published answers.
    """

    asked = peewee.JSONField(default=list)
    inbounds = peewee.JSONField(default=list)
    times = peewee.IntegerField(default=1)
    language = peewee.CharField(12, default="en")
    week = InstantField(index=True)
    number = peewee.SmallIntegerField()
    person = peewee.ForeignKeyField(Member, null=True, on_delete="SET NULL")  # whom it was listed for
    words = peewee.TextField(default="")
    by = peewee.ForeignKeyField(Member, null=True, on_delete="SET NULL")  # whose words they are
    state = peewee.CharField(10, default="listed")  # listed, offered, live, declined
    live_at = MaybeInstantField()
    person_id: int | None
    by_id: int | None

    class Meta:
        indexes = ((("week", "number"), True),)
