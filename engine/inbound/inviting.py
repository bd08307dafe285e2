"""INVITE: a member's own word and where it goes, in words to be passed on as they are."""

from __future__ import annotations

from engine.community import inviting
from engine.inbound.scene import Scene
from engine.models import Member
from engine.models.sending import ANSWER
from engine.outbox.line import our_line
from engine.understanding.inviting import wants_to_invite
from engine.wording.sentences import sentence

INVITE = "invite"  # what these words are understood as


def invite(scene: Scene, member: Member) -> str | None:
    """Two texts, so that the second can be passed on by itself. A manager's keyword of the same name goes first."""
    if scene.inbound.channel == "phone" or not wants_to_invite(scene.text):
        return None
    if scene.keyword is not None or scene.looping():
        return None
    code = inviting.code_of(member, scene.published, scene.now)
    line, link = our_line(scene.kit.settings), scene.kit.links.join(code)
    scene.say(member, INVITE, sentence("invite_yours", member.language), kind=ANSWER)
    words = inviting.invitation(scene.community.name, code, line, link, member.language)
    scene.say(member, "invitation", words, kind=ANSWER)
    return INVITE
