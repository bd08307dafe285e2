"""What a manager records at the desk goes to those who take calls as a call, and to all others as a text with its link."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine import outbox
from engine.audience import READS, READS_OTHER, RINGS
from engine.managing.book import cause_of
from engine.managing.words import say
from engine.models import Instruction
from engine.models.sending import CRISIS, STARTED

SPANISH = "es"


def spoken_words(language: str, name: str, link: str, line: str) -> str:
    """The text that leads to a recording."""
    return say("spoken", language, name=name, link=link, line=line)


def speak(instruction: Instruction, now: datetime) -> None:
    """The fan-outs of one recording: who is rung hears it, the others read where it is, in their language."""
    detail: Mapping[str, Any] = instruction.detail
    crisis = instruction.kind == CRISIS
    common = {"now": now, "subject": detail["subject"], "kind": CRISIS if crisis else STARTED}
    for language, reads in (("en", {READS_OTHER: SPANISH}), (SPANISH, {READS: SPANISH})):
        words = spoken_words(language, detail["signed"], detail["link"], detail["line"])
        to = {**detail["to"], **reads, RINGS: False}
        outbox.broadcast_words(words, to, cause=f"{cause_of(instruction)}:{language}", **common)
    outbox.broadcast_recording(
        detail["recording"],
        {**detail["to"], RINGS: True},
        cause=f"{cause_of(instruction)}:call",
        now=now,
        kind=CRISIS if crisis else STARTED,
    )
