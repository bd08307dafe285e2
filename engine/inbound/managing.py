"""Words of those who manage: an order, or the word that proves who gave it. Only texts: a call has a PIN of its own."""

from __future__ import annotations

from dataclasses import replace

from engine import confirming, cover, managing
from engine.inbound import approving, praising
from engine.inbound.letter_word import letter_word
from engine.inbound.proving import AGAIN, PROVING, few_enough, manager_of
from engine.inbound.scene import Scene
from engine.inbound.wishing import staffs_word
from engine.models import Confirmation, Inbound, Member
from engine.understanding.managing import order

MANAGING, LEADING = PROVING, "leading"  # what these words are understood as
OURS = (managing.KIND, managing.UNDOING, AGAIN)


def a_word_back(scene: Scene, member: Member) -> str | None:
    """One of the words that we texted to somebody: what it was for is done."""
    if scene.inbound.channel != "text" or not confirming.is_word(scene.text):
        return None
    waiting = confirming.waiting(member, OURS, scene.now)
    asked = confirming.said(member, scene.text, scene.inbound, scene.now)
    manager = manager_of(scene, member)
    if asked is None:
        return MANAGING if managing.word_was_wrong(manager, waiting, OURS) else None
    if asked.kind == AGAIN:
        return _once_more(scene, member, asked)
    if asked.kind in OURS:
        of_it = managing.word_to_undo if asked.kind == managing.UNDOING else managing.confirmed
        of_it(manager, asked)
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
    if not few_enough(scene, member):
        return "order over the limit"
    if not managing.obey(manager_of(scene, member, sure=found.sure), found):
        return None
    return MANAGING


def _once_more(scene: Scene, member: Member, asked: Confirmation) -> str:
    """Their earlier words, now that they are proven to be theirs."""
    earlier = replace(scene, inbound=Inbound.get_by_id(int(asked.subject)))
    for rule in (praising.of_somebody, staffs_word, letter_word, approving.as_it_was_asked):
        if (found := rule(earlier, member)) is not None:
            return found
    return MANAGING
