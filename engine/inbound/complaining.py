"""COMPLAINT: to somebody whom it is not about, before anything else could take the words to anybody else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from engine import threads
from engine.inbound.scene import Scene
from engine.models import Inbound, Member, Thread
from engine.models.looks import Look
from engine.models.sending import ANSWER
from engine.threads.saying import name_of
from engine.understanding import is_grave, is_small_talk
from engine.understanding.complaints import complaint, nothing_happened
from engine.wording.sentences import sentence

COMPLAINT, ASKED = "complaint", "complaint asked"  # what such words are understood as
PATIENCE = timedelta(hours=12)  # for what happened


def complaining(scene: Scene, member: Member) -> str | None:
    """Take a complaint, or ask what happened; None for other words. What is said on our line is heard by a person."""
    if scene.inbound.channel == "phone":
        return None
    words = complaint(scene.text)
    waits = words is None and _was_asked(scene, member)
    if waits and nothing_happened(scene.text):
        return _say(scene, member, "complaint_dropped", "small talk")
    if waits and is_small_talk(scene.text, member.language):
        return ASKED
    if waits and scene.keyword is None:
        words = scene.text
    if words is None:
        return None
    if not words:
        return ASKED if scene.looping() else _say(scene, member, "complaint_asked", ASKED)
    return _take(scene, member, words)


def unproven_complaint(scene: Scene, member: Member) -> bool:
    """Mail that only says it is theirs may be a complaint all the same: it is taken, and answered by a person alone."""
    words = complaint(scene.text)
    if words is None:
        return False
    about = "a complaint by mail whose sender is not proven"
    threads.complain(member, words, scene.inbound, scene.now, about=about)
    return True


def _take(scene: Scene, member: Member, words: str) -> str:
    grave = is_grave(words, member.language)
    thread = threads.complain(member, words, scene.inbound, scene.now, grave=grave)
    said = _answer(thread, member.language)
    danger = f" {sentence('in_danger', member.language)}" if grave and thread.owner is None else ""
    scene.say(member, COMPLAINT, f"{said}{danger}", kind=ANSWER)
    return COMPLAINT


def _answer(thread: Thread, language: str) -> str:
    if thread.owner is None:
        return sentence("complaint_waits", language)
    return sentence("complaint_has", language, name=name_of(thread.owner))


def _say(scene: Scene, member: Member, key: str, understood: str) -> str:
    scene.say(member, COMPLAINT, sentence(key, member.language), kind=ANSWER)
    return understood


def _was_asked(scene: Scene, member: Member) -> bool:
    """Whether the member's words before these were COMPLAINT and nothing more, and no long time ago."""
    last = _BEFORE.one(scene.now, member.id, scene.inbound.id)
    return last is not None and last.understood_as == ASKED and last.received_at > scene.now - PATIENCE


def _before(now: datetime, member_id: int, inbound_id: int) -> Any:
    before = (Inbound.member == member_id) & (Inbound.id < inbound_id) & (Inbound.channel != "phone")
    wanted = Inbound.select(Inbound.id, Inbound.understood_as, Inbound.received_at)
    return wanted.where(before).order_by(Inbound.id.desc()).limit(1)


_BEFORE = Look(_before)
