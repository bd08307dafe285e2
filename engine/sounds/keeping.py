"""Bytes of sounds in the database, each once, where every machine has them."""

from __future__ import annotations

import hashlib

from engine.channels import Audio
from engine.models import Blob


def keep(audio: Audio) -> Blob:
    """The row of these bytes, made now or found. Inside the caller's transaction."""
    sha256 = hashlib.sha256(audio.body).hexdigest()
    Blob.insert(sha256=sha256, body=audio.body, media_type=audio.media_type).on_conflict_ignore().execute()
    found: Blob = Blob.select(Blob.id, Blob.sha256).where(Blob.sha256 == sha256).get()
    return found
