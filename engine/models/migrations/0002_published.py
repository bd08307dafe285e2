"""The first tables: published. Written by tools/freeze.py; a frozen copy that never changes after a release."""

from __future__ import annotations

from typing import Any

import peewee as p


class Blob(p.Model):
    sha256 = p.CharField(64, unique=True)
    body = p.BlobField()
    media_type = p.CharField(64)

    class Meta:
        table_name = "blob"
        legacy_table_names = False


class Snapshot(p.Model):
    at = p.BigIntegerField()
    files = p.JSONField()
    defaults = p.JSONField()
    by = p.TextField()

    class Meta:
        table_name = "snapshot"
        legacy_table_names = False


class Revision(p.Model):
    workflow = p.TextField()
    sha256 = p.CharField(64)
    at = p.BigIntegerField()

    class Meta:
        table_name = "revision"
        legacy_table_names = False
        indexes = ((("workflow", "sha256"), True),)


class LiveWorkflow(p.Model):
    name = p.TextField(unique=True)
    revision = p.ForeignKeyField(Revision, backref="+", on_delete="CASCADE")
    live_since = p.BigIntegerField()
    paused = p.BooleanField()
    looked_until = p.BigIntegerField(null=True)

    class Meta:
        table_name = "live_workflow"
        legacy_table_names = False


class Recording(p.Model):
    public_id = p.CharField(32, unique=True)
    name = p.TextField(unique=True)
    number = p.IntegerField(unique=True)
    title = p.TextField()
    transcript = p.TextField()
    blob = p.ForeignKeyField(Blob, backref="+", on_delete="RESTRICT")
    media_type = p.CharField(64)
    source = p.CharField(8)
    seconds = p.IntegerField()
    audience = p.JSONField(null=True)
    published_at = p.BigIntegerField()
    withdrawn_at = p.BigIntegerField(null=True)
    plays = p.IntegerField()

    class Meta:
        table_name = "recording"
        legacy_table_names = False


TABLES = (Blob, Snapshot, Revision, LiveWorkflow, Recording)


def up(migrator: Any, db: p.Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
