"""Newsletters before they go out: what a person was shown, and what they said to it."""

from __future__ import annotations

import peewee

from engine.models.base import InstantField, MaybeInstantField, Table
from engine.models.running import Occurrence


class Draft(Table):
    """One showing of a letter to whoever signs it; other words at its top make another.

    ``as_of`` is the instant up to which it tells of the week: what was signed is what goes out.
    """

    occurrence = peewee.ForeignKeyField(Occurrence, backref="drafts", on_delete="CASCADE")
    number = peewee.SmallIntegerField()
    words = peewee.TextField(default="")  # their own paragraph
    state = peewee.CharField(8, default="shown")  # shown, signed, dropped
    as_of = InstantField()
    said_at = MaybeInstantField()
    occurrence_id: int

    class Meta:
        indexes = ((("occurrence", "number"), True),)
