"""The shipped words to those who were not seen: a whole sentence, with or without a recording, in two languages."""

from __future__ import annotations

from typing import Any

import pytest

from engine.published import Messages
from engine.wording.segments import count_segments
from tests.engine.virtual.small_files import shipped

MESSAGES = Messages(
    {path: body.decode() for path, body in shipped().items() if path.startswith("messages/call-recording.")}
)
RECORDED = {"recording": {"link": "https://kindling.example/listen/AbCdEfGhIjKl"}}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("unnamed", [0, 2])
@pytest.mark.parametrize("more", [{}, RECORDED], ids=["no recording", "recorded"])
def test_the_missed_you_text(language: str, unnamed: int, more: dict[str, Any]) -> None:
    found = MESSAGES.choose("call-recording", "text", language)
    assert found is not None
    words = found.words.render({"first_name": "Amy", "call": {"unnamed": unnamed}, **more}).strip()
    neutral = words.startswith(("If we missed you", "Si no te vimos"))
    assert neutral == bool(unnamed)
    assert ("HERE" in words or "AQUI" in words) == bool(unnamed)
    assert words.endswith(RECORDED["recording"]["link"] if more else (".", "!"))
    assert count_segments(words).count <= 2
    assert count_segments(words).encoding == "GSM-7"
