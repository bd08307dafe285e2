"""The first tables: talking. Written by tools/freeze.py; a frozen copy that never changes after a release."""

from __future__ import annotations

from typing import Any

import peewee as p


class Enrollment(p.Model):
    class Meta:
        table_name = "enrollment"


class Member(p.Model):
    class Meta:
        table_name = "member"


class Inbound(p.Model):
    public_id = p.CharField(32, unique=True)
    provider = p.CharField(10)
    provider_id = p.TextField()
    channel = p.CharField(8)
    from_value = p.TextField()
    to_value = p.TextField()
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE", null=True)
    text = p.TextField()
    subject = p.TextField()
    proven = p.BooleanField()
    automatic = p.CharField(12)
    opt_out_type = p.CharField(8)
    reply_token = p.CharField(32)
    raw = p.JSONField()
    raw_bytes = p.BlobField(null=True)
    received_at = p.BigIntegerField()
    handled_at = p.BigIntegerField(null=True, index=True)
    understood_as = p.TextField()
    enrollment = p.ForeignKeyField(Enrollment, backref="+", on_delete="SET NULL", null=True)
    thread_id = p.IntegerField(null=True, index=True)
    raises = p.SmallIntegerField()

    class Meta:
        table_name = "inbound"
        legacy_table_names = False
        indexes = (
            (("provider", "provider_id"), True),
            (("from_value", "handled_at"), False),
            (("member", "understood_as"), False),
        )


class Thread(p.Model):
    public_id = p.CharField(32, unique=True)
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE")
    owner = p.ForeignKeyField(Member, backref="+", on_delete="SET NULL", null=True)
    role = p.TextField()
    code = p.IntegerField()
    about = p.TextField()
    grave = p.BooleanField()
    opened_at = p.BigIntegerField()
    last_at = p.BigIntegerField()
    quiet_after = p.BigIntegerField()
    done_at = p.BigIntegerField(null=True)
    waits_since = p.BigIntegerField(null=True)
    nudged_at = p.BigIntegerField(null=True)
    look_at = p.BigIntegerField(null=True, index=True)
    stuck_at = p.BigIntegerField(null=True)
    complaint = p.BooleanField()
    avoid = p.JSONField()

    class Meta:
        table_name = "thread"
        legacy_table_names = False
        indexes = (
            (("member", "done_at"), False),
            (("owner", "done_at"), False),
        )


class Approval(p.Model):
    public_id = p.CharField(32, unique=True)
    kind = p.CharField(12)
    subject = p.IntegerField()
    about = p.ForeignKeyField(Member, backref="+", on_delete="SET NULL", null=True)
    person = p.ForeignKeyField(Member, backref="+", on_delete="SET NULL", null=True)
    role = p.TextField()
    body = p.TextField()
    state = p.CharField(10, index=True)
    words = p.TextField()
    asks = p.SmallIntegerField()
    created_at = p.BigIntegerField()
    asked_at = p.BigIntegerField(null=True)
    said_at = p.BigIntegerField(null=True)

    class Meta:
        table_name = "approval"
        legacy_table_names = False
        indexes = (
            (("kind", "subject"), True),
            (("person", "state"), False),
        )


class Turn(p.Model):
    thread = p.ForeignKeyField(Thread, backref="+", on_delete="CASCADE")
    owner = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE")
    began_at = p.BigIntegerField()
    ended_at = p.BigIntegerField(null=True)

    class Meta:
        table_name = "turn"
        legacy_table_names = False


class Note(p.Model):
    public_id = p.CharField(32, unique=True)
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE")
    author = p.ForeignKeyField(Member, backref="+", on_delete="SET NULL", null=True)
    thread = p.ForeignKeyField(Thread, backref="+", on_delete="SET NULL", null=True)
    inbound = p.ForeignKeyField(Inbound, backref="+", on_delete="SET NULL", null=True, unique=True)
    words = p.TextField()
    at = p.BigIntegerField()

    class Meta:
        table_name = "note"
        legacy_table_names = False


class Praise(p.Model):
    public_id = p.CharField(32, unique=True)
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE")
    enrollment = p.ForeignKeyField(Enrollment, backref="+", on_delete="SET NULL", null=True)
    cause = p.TextField(unique=True)
    message = p.TextField()
    words = p.TextField()
    said = p.TextField()
    by = p.ForeignKeyField(Member, backref="+", on_delete="SET NULL", null=True)
    listen = p.TextField()
    workflow = p.TextField()
    step_key = p.TextField()
    state = p.CharField(12)
    member_said_at = p.BigIntegerField(null=True)
    host = p.ForeignKeyField(Member, backref="+", on_delete="SET NULL", null=True)
    host_said_at = p.BigIntegerField(null=True)
    shared_at = p.BigIntegerField(null=True, index=True)
    withdrawn_at = p.BigIntegerField(null=True)
    created_at = p.BigIntegerField()

    class Meta:
        table_name = "praise"
        legacy_table_names = False


class Cheer(p.Model):
    praise = p.ForeignKeyField(Praise, backref="+", on_delete="CASCADE")
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE")
    at = p.BigIntegerField()
    told_at = p.BigIntegerField(null=True, index=True)

    class Meta:
        table_name = "cheer"
        legacy_table_names = False
        indexes = ((("praise", "member"), True),)


class LearnedAnswer(p.Model):
    asked = p.JSONField()
    inbounds = p.JSONField()
    times = p.IntegerField()
    language = p.CharField(12)
    week = p.BigIntegerField(index=True)
    number = p.SmallIntegerField()
    person = p.ForeignKeyField(Member, backref="+", on_delete="SET NULL", null=True)
    words = p.TextField()
    by = p.ForeignKeyField(Member, backref="+", on_delete="SET NULL", null=True)
    state = p.CharField(10)
    live_at = p.BigIntegerField(null=True)

    class Meta:
        table_name = "learned_answer"
        legacy_table_names = False
        indexes = ((("week", "number"), True),)


TABLES = (Inbound, Thread, Approval, Turn, Note, Praise, Cheer, LearnedAnswer)


def up(migrator: Any, db: p.Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
