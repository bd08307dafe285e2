"""The manager's answers: which one a member's words ask for, and whether they ask for it outright."""

from __future__ import annotations

from engine.inbound import people
from engine.inbound.scene import Scene
from engine.models import Member
from engine.understanding import asks, best_answer, doubtful, normal


def answer(scene: Scene, member: Member) -> str | None:
    """One of the manager's answers, only when it clearly is the one; never to what may be a stop."""
    name = _found(scene, member)
    return people.answer(scene, member, name) if name else None


def asked_outright(scene: Scene, member: Member) -> bool:
    """Whether these words are a question of the member's own that has an answer: by their mark, or word for word."""
    name = _found(scene, member)
    if name is None:
        return False
    ways = scene.published.asked(member.language)[name]
    return asks(scene.text) or normal(scene.text) in {normal(way) for way in ways}


def _found(scene: Scene, member: Member) -> str | None:
    if scene.inbound.channel == "phone" or doubtful(scene.text):
        return None
    name = best_answer(scene.text, scene.published.asked(member.language))
    return None if name is None or scene.looping() else name
