"""Bytes that are kept once, whoever needs them; and erased when nobody does any more."""

from __future__ import annotations

from collections.abc import Collection

from engine.models import Blob, Picture, Recording, Snapshot, Sound


def let_go(blob_ids: Collection[int]) -> None:
    """Erase bytes that no sound, no picture, no recording and no published file has any more. Inside the caller's transaction."""
    for blob in Blob.select(Blob.id, Blob.sha256).where(Blob.id.in_(list(blob_ids))):
        used = Sound.select().where(Sound.blob == blob.id).exists()
        used = used or Recording.select().where(Recording.blob == blob.id).exists()
        used = used or Picture.select().where(Picture.blob == blob.id).exists()
        if not used and not _published(blob.sha256):
            Blob.delete().where(Blob.id == blob.id).execute()


def _published(sha256: str) -> bool:
    newest = Snapshot.select(Snapshot.files).order_by(Snapshot.id.desc()).first()
    return newest is not None and sha256 in newest.files.values()
