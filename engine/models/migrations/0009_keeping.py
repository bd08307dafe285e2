"""The first tables: keeping. Written by tools/freeze.py; a frozen copy that never changes after a release."""

from __future__ import annotations

from typing import Any

import peewee as p


class Instance(p.Model):
    public_id = p.CharField(32, unique=True)
    salt = p.CharField(32)
    home = p.TextField()
    offset_ms = p.BigIntegerField()
    target = p.BigIntegerField(null=True)
    clock_beat_at = p.BigIntegerField(null=True)

    class Meta:
        table_name = "instance"
        legacy_table_names = False


class Audit(p.Model):
    at = p.BigIntegerField()
    who = p.TextField()
    did = p.TextField()
    about = p.TextField(index=True)
    detail = p.JSONField()

    class Meta:
        table_name = "audit"
        legacy_table_names = False


class IdempotentRequest(p.Model):
    key = p.CharField(255, unique=True)
    fingerprint = p.CharField(64)
    status = p.SmallIntegerField()
    body = p.TextField()
    at = p.BigIntegerField()

    class Meta:
        table_name = "idempotent_request"
        legacy_table_names = False


class Limit(p.Model):
    key = p.CharField(96)
    window = p.BigIntegerField()
    count = p.IntegerField()

    class Meta:
        table_name = "limit"
        legacy_table_names = False
        indexes = ((("key", "window"), True),)


class Bookmark(p.Model):
    name = p.CharField(24, unique=True)
    at = p.BigIntegerField()
    after_id = p.BigIntegerField()

    class Meta:
        table_name = "bookmark"
        legacy_table_names = False


TABLES = (Instance, Audit, IdempotentRequest, Limit, Bookmark)


def up(migrator: Any, db: p.Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
