"""Words of those who manage: an order, or the word that proves who gave it. Only texts: a call has a PIN of its own."""

from __future__ import annotations

from datetime import timedelta

from engine import confirming, cover, managing
from engine.inbound import limits
from engine.inbound.scene import Scene
from engine.managing import Manager
from engine.models import Member
from engine.understanding.managing import order

MANAGING, LEADING = "managing", "leading"  # what these words are understood as
HOUR, MOST = (
    timedelta(hours=1),
    60,
)  # orders of one member: nobody has more to say in an hour, but a machine has


def a_word_back(scene: Scene, member: Member) -> str | None:
    """One of the words that we texted to somebody: what it was for is done."""
    if scene.inbound.channel != "text" or not confirming.is_word(scene.text):
        return None
    waiting = confirming.waiting(member, managing.KIND, scene.now)
    asked = confirming.said(member, scene.text, scene.inbound, scene.now)
    manager = _manager(scene, member, sure=True)
    if asked is None:
        return MANAGING if managing.word_was_wrong(manager, waiting) else None
    if asked.kind == managing.KIND:
        managing.confirmed(manager, asked)
        return MANAGING
    cover.confirmed(member, asked, scene.kit.settings, scene.now, scene.inbound.id)
    return LEADING


def an_order(scene: Scene, member: Member) -> str | None:
    """What somebody who may orders by text; the same words of anybody else are words for a person."""
    if scene.inbound.channel != "text":
        return None
    found = order(scene.text)
    if found is None or not managing.may_anything(member, scene.community):
        return None
    if not limits.allowed((limits.Rule(f"managing:{member.id}", HOUR, MOST),), scene.now):
        return "order over the limit"
    if not managing.obey(_manager(scene, member, sure=found.sure), found):
        return None
    return MANAGING


def _manager(scene: Scene, member: Member, *, sure: bool) -> Manager:
    kit = scene.kit
    return Manager(member, scene.community, kit.settings, kit.links, scene.now, scene.inbound, sure)
