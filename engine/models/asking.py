"""What members are asked: their votes, and every reply to a workflow's question in their own words."""

from __future__ import annotations

import peewee

from engine.models.base import InstantField, Table
from engine.models.people import Member
from engine.models.running import Occurrence


class Ballot(Table):
    """One member's vote, of which the last word counts. ``choice`` is one of the vote's own, or who was voted for.

    ``address`` is where it came from: a number that several share has one vote.
    """

    occurrence = peewee.ForeignKeyField(Occurrence, backref="ballots", on_delete="CASCADE")
    member = peewee.ForeignKeyField(Member, backref="ballots", on_delete="CASCADE")
    choice = peewee.TextField()
    nominee = peewee.ForeignKeyField(Member, null=True, backref="nominated", on_delete="CASCADE")
    words = peewee.TextField(default="")
    channel = peewee.CharField(8)  # text, email, phone
    address = peewee.TextField(default="")
    at = InstantField()
    occurrence_id: int
    member_id: int
    nominee_id: int | None

    class Meta:
        indexes = ((("occurrence", "member"), True),)


class Response(Table):
    """One reply to a workflow's ``ask``, word for word. ``line`` is the first way of the line it fitted, or "".

    Where the question promises ``anonymous: yes`` there is no ``member``, and ``at`` is the day alone.
    """

    workflow = peewee.TextField()
    step_key = peewee.TextField()
    message = peewee.TextField()  # the question's file
    member = peewee.ForeignKeyField(Member, null=True, backref="responses", on_delete="CASCADE")
    line = peewee.TextField(default="")
    words = peewee.TextField()
    channel = peewee.CharField(8)
    at = InstantField()
    member_id: int | None

    class Meta:
        indexes = ((("workflow", "at"), False),)
