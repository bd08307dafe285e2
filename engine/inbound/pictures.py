"""Pictures that are no entry to a challenge: a person sees them, whatever else the words with them did."""

from __future__ import annotations

from engine import entries, threads
from engine.inbound.scene import Scene
from engine.models import Member, Picture
from engine.models.challenges import HELD
from engine.threads.kept import WHICH, WHOM

WAITS = (WHICH, WHOM)  # words that are kept until it is known whom they are for, and their pictures with them
TAKEN = frozenset({
    "question", "keyword", "answer", "entry", "challenge", "praise", "praise whom", "cheer", "vote", "here", "invite",
    "wish", "language", "what we know", "my week", "member already",
})  # fmt: skip
"""What a member's words may be understood as without a person hearing of them: their pictures reach one all the same."""
HOST = "host"


def held(scene: Scene) -> bool:
    """Whether pictures came with these words that nothing has taken yet."""
    return entries.holds(scene.inbound)


def linked(scene: Scene) -> None:
    """Say in the row where whoever has a conversation can look at what came with it."""
    if not held(scene):
        return
    inbound = scene.inbound
    count = Picture.select().where((Picture.inbound == inbound.id) & (Picture.state == HELD)).count()
    link = scene.kit.links.sent(inbound.public_id)
    inbound.raw = {**inbound.raw, "pictures": {"count": count, "link": link}}


def settled(scene: Scene, understood: str) -> None:
    """Hand over what is still held, or let go of it: with a STOP, with a manager's order, of somebody we don't hear."""
    if not held(scene) or understood in WAITS:
        return
    member = scene.member
    if understood in TAKEN and member is not None and _somebody(member, scene):
        thread = threads.talking_with(member, scene.now)
        if thread is not None:
            threads.member_wrote(thread, scene.inbound, scene.now)
        else:
            threads.open_thread(member, HOST, scene.now, inbound=scene.inbound)
    else:
        entries.let_go_of(scene.inbound)


def _somebody(member: Member, scene: Scene) -> bool:
    return member.role != HOST or threads.owner_for(member, HOST, scene.now) is not None
