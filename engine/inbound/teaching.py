"""A manager's reply to the list of questions that nobody could answer."""

from __future__ import annotations

from engine import learning, threads
from engine.inbound.scene import Scene
from engine.models import Member
from engine.wording.sentences import sentence

TAUGHT = "taught"


def teaching(scene: Scene, member: Member) -> str | None:
    """``Q2 On Mondays``; a bare number only from somebody whose number it cannot be of a conversation."""
    if scene.inbound.channel == "phone":
        return None
    bare = not threads.open_threads_of(member.id, scene.now)
    offered = learning.taught(member, scene.text, scene.now, bare=bare)
    if offered is None:
        return None
    if offered.person_id != member.id:  # whoever says yes to it themself is asked for that
        scene.say(member, "taught", sentence("taught", member.language))
    return TAUGHT
