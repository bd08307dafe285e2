"""The first tables: asking. Written by tools/freeze.py; a frozen copy that never changes after a release."""

from __future__ import annotations

from typing import Any

import peewee as p


class Member(p.Model):
    class Meta:
        table_name = "member"


class Occurrence(p.Model):
    class Meta:
        table_name = "occurrence"


class Ballot(p.Model):
    occurrence = p.ForeignKeyField(Occurrence, backref="+", on_delete="CASCADE")
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE")
    choice = p.TextField()
    nominee = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE", null=True)
    words = p.TextField()
    channel = p.CharField(8)
    address = p.TextField()
    at = p.BigIntegerField()

    class Meta:
        table_name = "ballot"
        legacy_table_names = False
        indexes = ((("occurrence", "member"), True),)


class Response(p.Model):
    workflow = p.TextField()
    step_key = p.TextField()
    message = p.TextField()
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE", null=True)
    line = p.TextField()
    words = p.TextField()
    channel = p.CharField(8)
    at = p.BigIntegerField()

    class Meta:
        table_name = "response"
        legacy_table_names = False
        indexes = ((("workflow", "at"), False),)


TABLES = (Ballot, Response)


def up(migrator: Any, db: p.Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
