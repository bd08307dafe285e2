"""WHAT DO YOU KNOW and MY WEEK: a member asks about themself, and is told at once."""

from __future__ import annotations

from engine.inbound.scene import Scene
from engine.models import Member
from engine.understanding.about_me import asks_known, asks_week
from engine.worth.known import known
from engine.worth.own import own_week, own_words

KNOWN, WEEK = "what we know", "my week"  # what these words are understood as


def about_me(scene: Scene, member: Member) -> str | None:
    """Tell them; from an address that several share a person does it, who can see who asks."""
    if scene.inbound.channel == "phone" or scene.looping():
        return None
    if scene.keyword is not None:
        return None
    if asks_week(scene.text):
        scene.send(member, WEEK, own_words(own_week(member, scene.now), member.language), "Your week")
        return WEEK
    if asks_known(scene.text) and scene.address is not None and scene.address.household_id is None:
        return _tell_known(scene, member)
    return None


def _tell_known(scene: Scene, member: Member) -> str:
    """Two texts, or one mail. From now on they have been told who sees what."""
    parts = known(member, scene.community, scene.now)
    whole = ("\n\n".join(parts),) if scene.inbound.channel == "email" else parts
    for number, words in enumerate(whole, start=1):
        scene.send(member, f"{KNOWN} {number}", words, scene.community.name)
    if member.told_at is None:
        member.told_at = scene.now
        member.save(only=[Member.told_at])
    return KNOWN
