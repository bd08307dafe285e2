"""Whether a word has to come back before what somebody ordered is done, and the asking for it at the number on file."""

from __future__ import annotations

from engine import confirming
from engine.managing import book
from engine.managing.manager import Manager

BARRED, ENOUGH = "barred", "enough words"  # of our sentences: why no word is given out
WHY = {BARRED: "wrong words came back twice", ENOUGH: "other words are waited for"}


def unproven(manager: Manager) -> bool:
    """Whether nothing has proven them lately: all that a text shows is a number, and anybody can write that there.

    A PIN proves the call that it was keyed in on, and no text after it.
    """
    wanted = manager.community.confirm >= 0
    return wanted and not confirming.proven_lately(manager.member, manager.now)


def word_for(manager: Manager, kind: str, subject: str, command: str) -> str:
    """The word to ask them for; '' where they are given none, and have been told why."""
    refused = _refused(manager)
    inbound = manager.inbound
    if refused:
        text = inbound.text if inbound is not None else ""
        book.refused(manager.member, command, WHY[refused], text, manager.now)
        manager.say(refused)
        return ""
    inbound_id = inbound.id if inbound is not None else None
    return confirming.new_word(manager.member, kind, subject, manager.now, inbound_id)


def _refused(manager: Manager) -> str:
    if confirming.tried_out(manager.member, manager.now):
        return BARRED
    return ENOUGH if confirming.enough_waiting(manager.member, manager.now) else ""
