"""Fetching what came with a text or was recorded by phone: what every kind of it has in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from engine.errors import KindlingError


class MediaError(KindlingError):
    """Something that could not be fetched. ``permanent``: it never will be."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        self.permanent = permanent
        super().__init__(message)


class PictureError(MediaError):
    """A picture that could not be fetched."""


@dataclass(frozen=True)
class Photo:
    """The bytes of a picture as it came, known by looking at them to be what ``media_type`` says."""

    body: bytes
    media_type: str


class PictureStore(Protocol):
    """Where a provider keeps the pictures that came with texts."""

    def fetch(self, url: str) -> Photo:
        """The picture at ``url``. Raises PictureError."""
        ...
