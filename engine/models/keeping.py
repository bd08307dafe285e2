"""Housekeeping rows: this instance, the audit log, idempotency keys and limits."""

from __future__ import annotations

import peewee

from engine.models.base import InstantField, MaybeInstantField, Table, opaque_id


class Instance(Table):
    """The one row that says which installation this database is.

    ``salt`` keys the consent ledger. ``home`` is the fingerprint of where it was confirmed to live: a copy
    restored elsewhere sends nothing until it is confirmed. ``offset_ms`` moves the community's clock,
    forward only and only against the sandbox; ``target`` is where a journey through time is bound.
    """

    public_id = peewee.CharField(32, unique=True, default=opaque_id)
    salt = peewee.CharField(32, default=opaque_id)
    home = peewee.TextField(default="")
    offset_ms = peewee.BigIntegerField(default=0)
    target = MaybeInstantField()
    clock_beat_at = MaybeInstantField()  # machine time of the clock's last look


class Audit(Table):
    """Who did what to whom."""

    at = InstantField()
    who = peewee.TextField()
    did = peewee.TextField()
    about = peewee.TextField(default="", index=True)
    detail = peewee.JSONField(default=dict)


class IdempotentRequest(Table):
    """An API request that named an ``Idempotency-Key``: the same key gets the same answer."""

    key = peewee.CharField(255, unique=True)
    fingerprint = peewee.CharField(64)
    status = peewee.SmallIntegerField(default=0)  # 0 while under way
    body = peewee.TextField(default="")
    at = InstantField()


class Limit(Table):
    """A count in a window, for joins and polite lines: ``key`` names number, prefix or hour."""

    key = peewee.CharField(96)
    window = InstantField()
    count = peewee.IntegerField(default=0)

    class Meta:
        indexes = ((("key", "window"), True),)


class Bookmark(Table):
    """How far something that is gone through again and again has come: up to ``at`` and, within it, ``after_id``."""

    name = peewee.CharField(24, unique=True)
    at = InstantField()  # machine time
    after_id = peewee.BigIntegerField(default=0)
