"""Bytes of sounds in the database, each once, where every machine has them; and gone when nobody needs them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from engine.channels import Audio
from engine.models import Blob, Recording, Snapshot, Sound


def keep(audio: Audio) -> Blob:
    """The row of these bytes, made now or found. Inside the caller's transaction."""
    sha256 = hashlib.sha256(audio.body).hexdigest()
    Blob.insert(sha256=sha256, body=audio.body, media_type=audio.media_type).on_conflict_ignore().execute()
    found: Blob = Blob.select(Blob.id, Blob.sha256).where(Blob.sha256 == sha256).get()
    return found


def let_go(blob_ids: Collection[int]) -> None:
    """Erase bytes that no sound, no recording and no published file has any more. Inside the caller's transaction."""
    for blob in Blob.select(Blob.id, Blob.sha256).where(Blob.id.in_(list(blob_ids))):
        used = Sound.select().where(Sound.blob == blob.id).exists()
        used = used or Recording.select().where(Recording.blob == blob.id).exists()
        if not used and not _published(blob.sha256):
            Blob.delete().where(Blob.id == blob.id).execute()


def _published(sha256: str) -> bool:
    newest = Snapshot.select(Snapshot.files).order_by(Snapshot.id.desc()).first()
    return newest is not None and sha256 in newest.files.values()
