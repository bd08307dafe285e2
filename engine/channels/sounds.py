"""Fetching what was recorded by phone: the same shape for every provider."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from engine.channels.media import MediaError


class SoundError(MediaError):
    """A recording that could not be fetched."""


@dataclass(frozen=True)
class Audio:
    """The bytes of a sound, known by looking at them to be what ``media_type`` says."""

    body: bytes
    media_type: str


class SoundStore(Protocol):
    """Where a provider keeps what was recorded."""

    def fetch(self, url: str) -> Audio:
        """The sound at ``url``. Raises SoundError."""
        ...
