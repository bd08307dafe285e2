"""What a sound really is, told by its first bytes: what a server calls it proves nothing."""

from __future__ import annotations

HEAD = 12  # bytes that are enough to tell
WAV, MP3 = "audio/wav", "audio/mpeg"

_RESERVED_VERSION, _RESERVED_LAYER, _BAD_RATE, _RESERVED_SAMPLES = 1, 0, 15, 3


def audio_type(head: bytes) -> str | None:
    """The media type of a sound that begins with ``head``, or None: it is none that phones play."""
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return WAV
    if head[:3] == b"ID3" or _mpeg_frame(head):
        return MP3
    return None


def _mpeg_frame(head: bytes) -> bool:
    """Whether it begins with the header of an MPEG audio frame: eleven bits of sync and no reserved value."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, samples = head[2] >> 4, head[2] >> 2 & 3
    return (
        version != _RESERVED_VERSION
        and layer != _RESERVED_LAYER
        and rate != _BAD_RATE
        and samples != _RESERVED_SAMPLES
    )
