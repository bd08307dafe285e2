"""The first tables: letters. Written by tools/freeze.py; a frozen copy that never changes after a release."""

from __future__ import annotations

from typing import Any

import peewee as p


class Occurrence(p.Model):
    class Meta:
        table_name = "occurrence"


class Draft(p.Model):
    occurrence = p.ForeignKeyField(Occurrence, backref="+", on_delete="CASCADE")
    number = p.SmallIntegerField()
    words = p.TextField()
    state = p.CharField(8)
    as_of = p.BigIntegerField()
    said_at = p.BigIntegerField(null=True)

    class Meta:
        table_name = "draft"
        legacy_table_names = False
        indexes = ((("occurrence", "number"), True),)


TABLES = (Draft,)


def up(migrator: Any, db: p.Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
