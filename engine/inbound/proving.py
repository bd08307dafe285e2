"""Words of staff that wait until a word of ours has come back from their number; then they are read once more."""

from __future__ import annotations

from datetime import timedelta

from engine import managing
from engine.inbound import limits
from engine.inbound.scene import Scene
from engine.managing import Manager
from engine.models import Member

PROVING = "managing"  # what these words are understood as while they wait
AGAIN = "again"  # of the confirmations: its subject is the text that is read once more
HOUR, MOST = timedelta(hours=1), 60  # nobody orders more than that in an hour, but a machine does


def manager_of(scene: Scene, member: Member, *, sure: bool = True) -> Manager:
    kit = scene.kit
    return Manager(member, scene.community, kit.settings, kit.links, scene.now, scene.inbound, sure)


def few_enough(scene: Scene, member: Member) -> bool:
    """Count one more of their orders; False where there are too many for a person."""
    return limits.allowed((limits.Rule(f"managing:{member.id}", HOUR, MOST),), scene.now)


def word_first(scene: Scene, member: Member, order: str, quoted: str = "") -> bool:
    """Whether these words do nothing yet: their sender is asked for a word. A mail has been proven otherwise.

    ``order`` is what they would do; ``quoted`` the words in it that others would read.
    """
    manager = manager_of(scene, member)
    if scene.inbound.channel != "text" or not managing.unproven(manager):
        return False
    command, asks = order.partition(" ")[0].casefold(), few_enough(scene, member)
    word = managing.word_for(manager, AGAIN, str(scene.inbound.id), command) if asks else ""
    if word and quoted:
        manager.say("ask quoted", order=order, quote=managing.quote(quoted), word=word)
    elif word:
        manager.say("ask small", order=order, word=word)
    return True
