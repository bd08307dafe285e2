"""The first tables: sending. Written by tools/freeze.py; a frozen copy that never changes after a release."""

from __future__ import annotations

from typing import Any

import peewee as p


class Address(p.Model):
    class Meta:
        table_name = "address"


class Enrollment(p.Model):
    class Meta:
        table_name = "enrollment"


class Member(p.Model):
    class Meta:
        table_name = "member"


class Occurrence(p.Model):
    class Meta:
        table_name = "occurrence"


class Sender(p.Model):
    channel = p.CharField(8)
    value = p.TextField()
    next_free_at = p.BigIntegerField()
    bulk_free_at = p.BigIntegerField()
    halted_at = p.BigIntegerField(null=True)
    halted_why = p.TextField()

    class Meta:
        table_name = "sender"
        legacy_table_names = False
        indexes = ((("channel", "value"), True),)


class Delivery(p.Model):
    public_id = p.CharField(32, unique=True)
    cause = p.TextField()
    step_key = p.TextField()
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE")
    part = p.CharField(8)
    about = p.ForeignKeyField(Member, backref="+", on_delete="SET NULL", null=True)
    enrollment = p.ForeignKeyField(Enrollment, backref="+", on_delete="CASCADE", null=True)
    occurrence = p.ForeignKeyField(Occurrence, backref="+", on_delete="CASCADE", null=True)
    thread_id = p.IntegerField(null=True, index=True)
    inbound_id = p.IntegerField(null=True)
    workflow = p.TextField()
    kind = p.CharField(8)
    lane = p.SmallIntegerField()
    message = p.TextField()
    context = p.JSONField()
    created_at = p.BigIntegerField()
    due_at = p.BigIntegerField()
    expires_at = p.BigIntegerField(null=True)
    state = p.CharField(10)
    reason = p.TextField()
    reason_code = p.CharField(24)
    once_per_address = p.BooleanField()
    channel = p.CharField(8)
    address = p.ForeignKeyField(Address, backref="+", on_delete="SET NULL", null=True)
    once_key = p.TextField(null=True, unique=True)
    sender = p.TextField()
    subject = p.TextField()
    body = p.TextField()
    html = p.TextField()
    segments = p.SmallIntegerField()
    price_micros = p.IntegerField()
    currency = p.CharField(3)
    cap_day = p.CharField(10)
    lease_token = p.CharField(36)
    leased_until = p.BigIntegerField(null=True)
    attempt = p.SmallIntegerField()
    attempt_token = p.CharField(40, null=True, unique=True)
    carried_in = p.CharField(40)
    attempted_at = p.BigIntegerField(null=True)
    provider = p.CharField(10)
    provider_id = p.TextField(null=True, index=True)
    provider_status = p.CharField(20)
    provider_error = p.TextField()
    reply_token = p.CharField(32, null=True, unique=True)
    sent_at = p.BigIntegerField(null=True)
    settled_at = p.BigIntegerField(null=True, index=True)
    raises = p.SmallIntegerField()

    class Meta:
        table_name = "delivery"
        legacy_table_names = False
        indexes = (
            (("cause", "step_key", "member", "part"), True),
            (("state", "lane", "due_at"), False),
            (("member", "state"), False),
            (("address", "state"), False),
            (("member", "cap_day"), False),
            (("provider_status", "attempted_at"), False),
            p.SQL(
                "CREATE INDEX IF NOT EXISTS delivery_waiting ON delivery (lane, due_at, id) WHERE state IN ('queued', 'held')"
            ),
            p.SQL(
                "CREATE INDEX IF NOT EXISTS delivery_carried ON delivery (carried_in) WHERE carried_in <> ''"
            ),
        )


class Receipt(p.Model):
    provider = p.CharField(10)
    provider_event = p.TextField()
    attempt_token = p.CharField(40, index=True)
    provider_id = p.TextField(index=True)
    status = p.CharField(24)
    error = p.TextField()
    raw = p.JSONField()
    at = p.BigIntegerField()
    applied_at = p.BigIntegerField(null=True)

    class Meta:
        table_name = "receipt"
        legacy_table_names = False
        indexes = ((("provider", "provider_event"), True),)


class SpendDay(p.Model):
    day = p.CharField(10)
    currency = p.CharField(3)
    micros = p.BigIntegerField()

    class Meta:
        table_name = "spend_day"
        legacy_table_names = False
        indexes = ((("day", "currency"), True),)


TABLES = (Sender, Delivery, Receipt, SpendDay)


def up(migrator: Any, db: p.Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
