"""LETTER, of whoever signs newsletters: the one that is up for signing is shown, and one left out by a NO comes back."""

from __future__ import annotations

from engine import letters
from engine.inbound.proving import PROVING, word_first
from engine.inbound.scene import Scene
from engine.models import Member
from engine.models.sending import ANSWER
from engine.outbox.fields import first_name
from engine.understanding import normal
from engine.wording.sentences import sentence

WORDS = frozenset({"letter", "newsletter", "carta", "boletin"})


def letter_word(scene: Scene, member: Member) -> str | None:
    """The word alone, of somebody with a role; a workflow that has it for its own comes first.

    Whoever is asked about the letter keeps it: somebody else hears who that is.
    """
    if scene.inbound.channel == "phone" or normal(scene.text) not in WORDS:
        return None
    if not member.role or scene.keyword is not None:
        return None
    which = letters.up_for_signing(member, scene.now)
    if which is None and member.role not in letters.STANDING_IN:
        return None
    if which is not None and word_first(scene, member, "LETTER"):
        return PROVING
    words = _shown(which, scene, member) if which is not None else sentence("letter_none", member.language)
    if words:
        scene.say(member, letters.LETTER, words, kind=ANSWER)
    return letters.LETTER


def _shown(which: letters.Coming, scene: Scene, member: Member) -> str:
    """Show it to them; or why not, in our words."""
    other = letters.signer(which)
    if other is not None and other.id != member.id:
        name = first_name(other, scene.community.nameless)
        return sentence("letter_with", member.language, title=which.title, name=name)
    shown = letters.show_again(which, member, scene.kit, scene.now, scene.inbound.id)
    return "" if shown else sentence("letter_none", member.language)
