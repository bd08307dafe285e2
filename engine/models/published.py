"""What is published: files by hash, snapshots of them, revisions of workflows, recordings."""

from __future__ import annotations

import peewee

from engine.models.base import InstantField, MaybeInstantField, Table, opaque_id


class Blob(Table):
    """The bytes of one published file, by SHA-256; written once."""

    sha256 = peewee.CharField(64, unique=True)
    body = peewee.BlobField()
    media_type = peewee.CharField(64, default="text/plain")


class Snapshot(Table):
    """One checked publication: ``files`` maps each path to its hash. The newest is the live one.

    For a file that was refused it holds the version published before. ``defaults`` are the name and zone of
    a community that says none.
    """

    at = InstantField()
    files = peewee.JSONField(default=dict)
    defaults = peewee.JSONField(default=dict)
    by = peewee.TextField(default="")


class Revision(Table):
    """One content hash of one workflow; a walk stays on the revision it began with."""

    workflow = peewee.TextField()
    sha256 = peewee.CharField(64)
    at = InstantField()

    class Meta:
        indexes = ((("workflow", "sha256"), True),)


class LiveWorkflow(Table):
    """A workflow that is, or was, live: starts count from ``live_since``; ``paused`` when its file is gone."""

    name = peewee.TextField(unique=True)
    revision = peewee.ForeignKeyField(Revision, on_delete="CASCADE")
    live_since = InstantField()
    paused = peewee.BooleanField(default=False)
    looked_until = MaybeInstantField()  # starts by the clock that were due up to here have been made
    revision_id: int


class Recording(Table):
    """A pre-recorded message; ``number`` is its extension by phone, ``public_id`` its link's."""

    public_id = peewee.CharField(32, unique=True, default=opaque_id)
    name = peewee.TextField(unique=True)
    number = peewee.IntegerField(unique=True)
    title = peewee.TextField()
    transcript = peewee.TextField(default="")
    blob = peewee.ForeignKeyField(Blob, on_delete="RESTRICT")
    media_type = peewee.CharField(64)
    source = peewee.CharField(8, default="file")  # file, phone, call
    seconds = peewee.IntegerField(default=0)  # 0: not known
    audience = peewee.JSONField(null=True)  # conditions as `audience.stored` keeps them; None: everybody
    published_at = InstantField()
    withdrawn_at = MaybeInstantField()
    plays = peewee.IntegerField(default=0)
    blob_id: int
