"""The first tables: challenges. Written by tools/freeze.py; a frozen copy that never changes after a release."""

from __future__ import annotations

from typing import Any

import peewee as p


class Blob(p.Model):
    class Meta:
        table_name = "blob"


class Inbound(p.Model):
    class Meta:
        table_name = "inbound"


class Member(p.Model):
    class Meta:
        table_name = "member"


class Occurrence(p.Model):
    class Meta:
        table_name = "occurrence"


class Entry(p.Model):
    public_id = p.CharField(32, unique=True)
    occurrence = p.ForeignKeyField(Occurrence, backref="+", on_delete="CASCADE")
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE")
    key = p.TextField(unique=True)
    how = p.CharField(8)
    words = p.TextField()
    amount = p.IntegerField()
    state = p.CharField(8)
    at = p.BigIntegerField()
    inbound = p.ForeignKeyField(Inbound, backref="+", on_delete="SET NULL", null=True)
    batch = p.IntegerField(null=True, index=True)

    class Meta:
        table_name = "entry"
        legacy_table_names = False
        indexes = (
            (("occurrence", "state"), False),
            (("member", "state"), False),
        )


class Picture(p.Model):
    public_id = p.CharField(32, unique=True)
    inbound = p.ForeignKeyField(Inbound, backref="+", on_delete="CASCADE", null=True)
    position = p.SmallIntegerField()
    entry = p.ForeignKeyField(Entry, backref="+", on_delete="CASCADE", null=True)
    url = p.TextField()
    came = p.BlobField(null=True)
    state = p.CharField(10)
    due_at = p.BigIntegerField(null=True)
    tries = p.SmallIntegerField()
    error = p.TextField()
    sha256 = p.CharField(64, index=True)
    look = p.CharField(16)
    blob = p.ForeignKeyField(Blob, backref="+", on_delete="RESTRICT", null=True)

    class Meta:
        table_name = "picture"
        legacy_table_names = False
        indexes = (
            (("inbound", "position"), True),
            (("state", "due_at"), False),
        )


TABLES = (Entry, Picture)


def up(migrator: Any, db: p.Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
