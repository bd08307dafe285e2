"""The first tables: running. Written by tools/freeze.py; a frozen copy that never changes after a release."""

from __future__ import annotations

from typing import Any

import peewee as p


class Member(p.Model):
    class Meta:
        table_name = "member"


class Revision(p.Model):
    class Meta:
        table_name = "revision"


class Occurrence(p.Model):
    public_id = p.CharField(32, unique=True)
    kind = p.CharField(10)
    workflow = p.TextField()
    revision = p.ForeignKeyField(Revision, backref="+", on_delete="RESTRICT")
    key = p.TextField()
    starts_at = p.BigIntegerField(index=True)
    ends_at = p.BigIntegerField(null=True)
    ended_at = p.BigIntegerField(null=True)
    host = p.ForeignKeyField(Member, backref="+", on_delete="SET NULL", null=True)
    led_by = p.ForeignKeyField(Member, backref="+", on_delete="SET NULL", null=True)
    host_said = p.CharField(8)
    cover = p.CharField(8)
    cover_at = p.BigIntegerField(null=True)
    state = p.CharField(12)
    closes_at = p.BigIntegerField(null=True)
    attendance_known = p.BooleanField()
    called_off_at = p.BigIntegerField(null=True)
    unnamed = p.IntegerField()
    counted_at = p.BigIntegerField(null=True)
    signed_at = p.BigIntegerField(null=True)
    zone = p.TextField()

    class Meta:
        table_name = "occurrence"
        legacy_table_names = False
        indexes = ((("workflow", "key"), True),)


class Enrollment(p.Model):
    public_id = p.CharField(32, unique=True)
    workflow = p.TextField()
    revision = p.ForeignKeyField(Revision, backref="+", on_delete="RESTRICT")
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE")
    occurrence = p.ForeignKeyField(Occurrence, backref="+", on_delete="CASCADE", null=True)
    cause = p.TextField()
    status = p.CharField(12)
    version = p.IntegerField()
    state = p.JSONField()
    waiting = p.CharField(8)
    waiting_event = p.TextField()
    due_at = p.BigIntegerField(null=True)
    due_rule = p.TextField()
    zone = p.TextField()
    asked_at = p.BigIntegerField(null=True)
    left_at = p.BigIntegerField(null=True)
    left_as = p.CharField(12)
    started_at = p.BigIntegerField()
    ended_at = p.BigIntegerField(null=True)
    ended_why = p.TextField()
    raises = p.IntegerField()

    class Meta:
        table_name = "enrollment"
        legacy_table_names = False
        indexes = (
            (("workflow", "member", "cause"), True),
            (("status", "due_at"), False),
            (("member", "status"), False),
            (("status", "waiting_event"), False),
        )


class Trace(p.Model):
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE")
    enrollment = p.ForeignKeyField(Enrollment, backref="+", on_delete="CASCADE", null=True)
    workflow = p.TextField()
    step_key = p.TextField()
    at = p.BigIntegerField()
    outcome = p.TextField()
    detail = p.JSONField()

    class Meta:
        table_name = "trace"
        legacy_table_names = False


class Fanout(p.Model):
    cause = p.TextField()
    step_key = p.TextField()
    zone = p.TextField()
    kind = p.CharField(8)
    workflow = p.TextField()
    revision = p.ForeignKeyField(Revision, backref="+", on_delete="RESTRICT", null=True)
    occurrence = p.ForeignKeyField(Occurrence, backref="+", on_delete="CASCADE", null=True)
    detail = p.JSONField()
    begins_at = p.BigIntegerField()
    due_at = p.BigIntegerField()
    expires_at = p.BigIntegerField(null=True)
    cursor = p.IntegerField()
    served = p.IntegerField()
    state = p.CharField(12)
    raises = p.IntegerField()

    class Meta:
        table_name = "fanout"
        legacy_table_names = False
        indexes = (
            (("cause", "step_key", "zone"), True),
            (("state", "begins_at"), False),
        )


class Event(p.Model):
    public_id = p.CharField(32, unique=True)
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE")
    name = p.TextField()
    key = p.TextField(unique=True)
    at = p.BigIntegerField()
    data = p.JSONField()
    by = p.TextField()
    handled_at = p.BigIntegerField(null=True, index=True)
    raises = p.IntegerField()

    class Meta:
        table_name = "event"
        legacy_table_names = False
        indexes = ((("member", "name"), False),)


class Attendance(p.Model):
    occurrence = p.ForeignKeyField(Occurrence, backref="+", on_delete="CASCADE")
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE", null=True)
    address = p.TextField()
    seconds = p.IntegerField()
    joins = p.IntegerField()
    first_at = p.BigIntegerField(null=True)
    last_at = p.BigIntegerField(null=True)
    how = p.CharField(8)

    class Meta:
        table_name = "attendance"
        legacy_table_names = False


class CallAnswer(p.Model):
    occurrence = p.ForeignKeyField(Occurrence, backref="+", on_delete="CASCADE")
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE")
    said = p.TextField()
    at = p.BigIntegerField()

    class Meta:
        table_name = "call_answer"
        legacy_table_names = False
        indexes = ((("occurrence", "member"), True),)


TABLES = (Occurrence, Enrollment, Trace, Fanout, Event, Attendance, CallAnswer)


def up(migrator: Any, db: p.Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
