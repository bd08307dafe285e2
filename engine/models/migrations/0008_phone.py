"""The first tables: phone. Written by tools/freeze.py; a frozen copy that never changes after a release."""

from __future__ import annotations

from typing import Any

import peewee as p


class Blob(p.Model):
    class Meta:
        table_name = "blob"


class Member(p.Model):
    class Meta:
        table_name = "member"


class Occurrence(p.Model):
    class Meta:
        table_name = "occurrence"


class Recording(p.Model):
    class Meta:
        table_name = "recording"


class Room(p.Model):
    public_id = p.CharField(32, unique=True)
    occurrence = p.ForeignKeyField(Occurrence, backref="+", on_delete="CASCADE")
    number = p.IntegerField()
    name = p.CharField(80, unique=True)
    conference_sid = p.CharField(34, index=True)
    opened_at = p.BigIntegerField()
    closed_at = p.BigIntegerField(null=True)
    muted = p.BooleanField()
    locked = p.BooleanField()
    recording = p.CharField(8)
    bridge_sid = p.CharField(34)
    bridge_token = p.CharField(16)

    class Meta:
        table_name = "room"
        legacy_table_names = False
        indexes = ((("occurrence", "number"), True),)


class Leg(p.Model):
    call_sid = p.CharField(34, unique=True)
    occurrence = p.ForeignKeyField(Occurrence, backref="+", on_delete="CASCADE")
    room = p.ForeignKeyField(Room, backref="+", on_delete="CASCADE")
    member = p.ForeignKeyField(Member, backref="+", on_delete="SET NULL", null=True)
    address = p.TextField()
    role = p.CharField(8)
    attested = p.BooleanField()
    entered_at = p.BigIntegerField()
    joined_at = p.BigIntegerField(null=True)
    left_at = p.BigIntegerField(null=True)
    hand_at = p.BigIntegerField(null=True)
    muted = p.BooleanField()

    class Meta:
        table_name = "leg"
        legacy_table_names = False


class RoomEvent(p.Model):
    conference_sid = p.CharField(34)
    sequence = p.IntegerField()
    room = p.ForeignKeyField(Room, backref="+", on_delete="CASCADE", null=True)
    event = p.CharField(32)
    call_sid = p.CharField(34, index=True)
    at = p.BigIntegerField()
    raw = p.JSONField()

    class Meta:
        table_name = "room_event"
        legacy_table_names = False
        indexes = ((("conference_sid", "sequence"), True),)


class RoomCommand(p.Model):
    key = p.TextField(unique=True)
    room = p.ForeignKeyField(Room, backref="+", on_delete="CASCADE")
    kind = p.CharField(12)
    call_sid = p.CharField(34)
    detail = p.JSONField()
    state = p.CharField(8)
    due_at = p.BigIntegerField()
    expires_at = p.BigIntegerField(null=True)
    tries = p.SmallIntegerField()
    error = p.TextField()
    done_at = p.BigIntegerField(null=True)

    class Meta:
        table_name = "room_command"
        legacy_table_names = False
        indexes = ((("state", "due_at"), False),)


class StandIn(p.Model):
    occurrence = p.ForeignKeyField(Occurrence, backref="+", on_delete="CASCADE")
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE")
    position = p.SmallIntegerField()
    state = p.CharField(8)
    asked_at = p.BigIntegerField()
    until_at = p.BigIntegerField(null=True)
    said_at = p.BigIntegerField(null=True)

    class Meta:
        table_name = "stand_in"
        legacy_table_names = False
        indexes = ((("occurrence", "member"), True),)


class Pin(p.Model):
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE")
    digest = p.CharField(64)
    occurrence = p.ForeignKeyField(Occurrence, backref="+", on_delete="CASCADE", null=True)
    made_at = p.BigIntegerField()
    expires_at = p.BigIntegerField(null=True)

    class Meta:
        table_name = "pin"
        legacy_table_names = False


class Sound(p.Model):
    public_id = p.CharField(32, unique=True)
    provider_sid = p.CharField(34, unique=True)
    kind = p.CharField(8)
    url = p.TextField()
    call_sid = p.CharField(34, index=True)
    seconds = p.IntegerField()
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE", null=True)
    occurrence = p.ForeignKeyField(Occurrence, backref="+", on_delete="CASCADE", null=True)
    detail = p.JSONField()
    state = p.CharField(8)
    created_at = p.BigIntegerField()
    due_at = p.BigIntegerField()
    tries = p.SmallIntegerField()
    error = p.TextField()
    blob = p.ForeignKeyField(Blob, backref="+", on_delete="RESTRICT", null=True)
    media_type = p.CharField(64)

    class Meta:
        table_name = "sound"
        legacy_table_names = False
        indexes = ((("state", "due_at"), False),)


class Play(p.Model):
    recording = p.ForeignKeyField(Recording, backref="+", on_delete="CASCADE")
    member = p.ForeignKeyField(Member, backref="+", on_delete="CASCADE", null=True)
    at = p.BigIntegerField()
    how = p.CharField(8)

    class Meta:
        table_name = "play"
        legacy_table_names = False


TABLES = (Room, Leg, RoomEvent, RoomCommand, StandIn, Pin, Sound, Play)


def up(migrator: Any, db: p.Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
