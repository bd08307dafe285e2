"""LETTER, of whoever signs newsletters: the one that is up for signing is shown, and one left out by a NO comes back."""

from __future__ import annotations

from engine import letters
from engine.inbound.scene import Scene
from engine.models import Member
from engine.models.sending import ANSWER
from engine.understanding import normal
from engine.wording.sentences import sentence

WORDS = frozenset({"letter", "newsletter", "carta", "boletin"})


def letter_word(scene: Scene, member: Member) -> str | None:
    """The word alone, of somebody with a role; a workflow that has it for its own comes first."""
    if scene.inbound.channel == "phone" or normal(scene.text) not in WORDS:
        return None
    if not member.role or scene.keyword is not None:
        return None
    if not letters.show_again(member, scene.kit, scene.now, scene.inbound.id):
        if member.role not in letters.STANDING_IN:
            return None
        scene.say(member, letters.LETTER, sentence("letter_none", member.language), kind=ANSWER)
    return letters.LETTER
