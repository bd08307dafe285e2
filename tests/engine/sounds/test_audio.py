"""What is a sound is told by its bytes."""

from __future__ import annotations

import pytest

from engine.channels.audio import MP3, WAV, audio_type

WAVE = b"RIFF\x24\x00\x00\x00WAVEfmt "


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (WAVE, WAV),
        (b"ID3\x04\x00\x00\x00\x00\x00\x23TSSE", MP3),
        (b"\xff\xfb\x90\x64" + b"\x00" * 12, MP3),
        (b"\xff\xf3\x18\xc4" + b"\x00" * 12, MP3),
        (b"RIFF\x24\x00\x00\x00AVI LIST", None),
        (b"\xff\xff\xff\xff" + b"\x00" * 12, None),
        (b"\xff\xfe<\x00h\x00t\x00m\x00", None),  # a page in UTF-16 begins like a frame
        (b"<!doctype html>", None),
        (b'{"code": 20404}', None),
        (b"%PDF-1.7 and more", None),
        (b"OggS\x00\x02\x00\x00\x00\x00", None),
        (b"", None),
        (b"\xff", None),
    ],
)
def test_what_a_sound_is(head: bytes, kind: str | None) -> None:
    assert audio_type(head) == kind
