"""The first tables: people. Written by tools/freeze.py; a frozen copy that never changes after a release."""

from __future__ import annotations

from typing import Any

import peewee as p


class Household(p.Model):
    name = p.TextField()

    class Meta:
        table_name = "household"
        legacy_table_names = False


class Member(p.Model):
    public_id = p.CharField(32, unique=True)
    name = p.TextField()
    language = p.CharField(8)
    timezone = p.CharField(64, index=True)
    state = p.CharField(8)
    stage = p.TextField()
    role = p.TextField()
    sponsor = p.ForeignKeyField("self", backref="+", on_delete="SET NULL", null=True)
    household = p.ForeignKeyField(Household, backref="+", on_delete="SET NULL", null=True)
    birthday = p.CharField(10)
    joined_at = p.BigIntegerField(index=True)
    how = p.CharField(16)
    prefers = p.CharField(8)
    paused_until = p.BigIntegerField(null=True)
    resting_until = p.BigIntegerField(null=True, index=True)
    told_at = p.BigIntegerField(null=True, index=True)
    wants = p.CharField(8)
    week_most = p.SmallIntegerField(null=True)
    last_heard_at = p.BigIntegerField(null=True, index=True)
    last_told_human_at = p.BigIntegerField(null=True)
    praise_yes = p.BooleanField(null=True)
    board_yes = p.BooleanField(null=True)
    board_asked_at = p.BigIntegerField(null=True)
    pictures_yes = p.BooleanField(null=True)
    fields = p.JSONField()
    forgotten_at = p.BigIntegerField(null=True)

    class Meta:
        table_name = "member"
        legacy_table_names = False


class Address(p.Model):
    public_id = p.CharField(32, unique=True)
    channel = p.CharField(8)
    value = p.TextField()
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE", null=True)
    household = p.ForeignKeyField(Household, backref="+", on_delete="CASCADE", null=True)
    status = p.CharField(8)
    kind = p.CharField(12)
    sender = p.TextField()
    ledger_key = p.CharField(64, index=True)
    introduced_at = p.BigIntegerField(null=True)
    created_at = p.BigIntegerField()

    class Meta:
        table_name = "address"
        legacy_table_names = False
        indexes = ((("channel", "value"), True),)


class Consent(p.Model):
    address_key = p.CharField(64, index=True)
    channel = p.CharField(8)
    scope = p.CharField(32)
    given = p.BooleanField()
    at = p.BigIntegerField()
    how = p.CharField(24)
    evidence = p.JSONField()

    class Meta:
        table_name = "consent"
        legacy_table_names = False


class Tag(p.Model):
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE")
    name = p.TextField(index=True)
    at = p.BigIntegerField()

    class Meta:
        table_name = "tag"
        legacy_table_names = False
        indexes = ((("member", "name"), True),)


TABLES = (Household, Member, Address, Consent, Tag)


def up(migrator: Any, db: p.Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
