"""The first tables: managing. Written by tools/freeze.py; a frozen copy that never changes after a release."""

from __future__ import annotations

from typing import Any

import peewee as p


class Member(p.Model):
    class Meta:
        table_name = "member"


class Confirmation(p.Model):
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE")
    kind = p.CharField(12)
    subject = p.TextField()
    word = p.CharField(16)
    inbound_id = p.IntegerField(null=True)
    asked_at = p.BigIntegerField(index=True)
    tries = p.SmallIntegerField()
    state = p.CharField(8)
    said_at = p.BigIntegerField(null=True)

    class Meta:
        table_name = "confirmation"
        legacy_table_names = False
        indexes = (
            (("member", "state"), False),
            (("kind", "subject"), False),
        )


class Instruction(p.Model):
    public_id = p.CharField(32, unique=True)
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE")
    kind = p.CharField(12)
    words = p.TextField()
    detail = p.JSONField()
    people = p.IntegerField()
    price_micros = p.BigIntegerField()
    state = p.CharField(8)
    asked_at = p.BigIntegerField()
    going_at = p.BigIntegerField(null=True)
    undone_at = p.BigIntegerField(null=True)
    second = p.ForeignKeyField(Member, backref="+", on_delete="SET NULL", null=True)
    inbound_id = p.IntegerField(null=True, unique=True)
    call_key = p.TextField(null=True, unique=True)

    class Meta:
        table_name = "instruction"
        legacy_table_names = False
        indexes = ((("member", "asked_at"), False),)


class Invitation(p.Model):
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE", unique=True)
    code = p.CharField(16, unique=True)
    created_at = p.BigIntegerField()

    class Meta:
        table_name = "invitation"
        legacy_table_names = False


class Invited(p.Model):
    address_key = p.CharField(64, unique=True)
    by = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE")
    name = p.TextField()
    at = p.BigIntegerField()

    class Meta:
        table_name = "invited"
        legacy_table_names = False


TABLES = (Confirmation, Instruction, Invitation, Invited)


def up(migrator: Any, db: p.Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
