"""UNDO: the last order is taken back, at once by whoever a word has proven lately, else when its word has come back."""

from __future__ import annotations

from engine import confirming
from engine.managing import book
from engine.managing.book import GOING
from engine.managing.confirming import KIND
from engine.managing.doing import undo
from engine.managing.manager import Manager
from engine.managing.proving import unproven, word_for
from engine.managing.words import say
from engine.models import Confirmation, Instruction
from engine.understanding.managing import UNDO

UNDOING = "undoing"  # of the confirmations: its subject is the order that was the last one when it was asked


def take_back(manager: Manager, rest: str) -> bool:
    """What only waits for its word has done nothing yet: ending that needs no proof, and they read that it is ended."""
    instruction = book.latest(manager.member, manager.now)
    if instruction is None:
        manager.say("nothing to undo")
    elif instruction.state == GOING and unproven(manager):
        _ask(manager, instruction)
    else:
        _undo(manager, instruction)
    return True


def word_to_undo(manager: Manager, asked: Confirmation) -> None:
    """Just the order that was asked about, whatever has been ordered since."""
    mine = (Instruction.public_id == asked.subject) & (Instruction.member == manager.member.id)
    instruction = Instruction.get_or_none(mine & (Instruction.state == GOING))
    if instruction is None:
        manager.say("nothing to undo")
        return
    _undo(manager, instruction)


def _ask(manager: Manager, instruction: Instruction) -> None:
    word = word_for(manager, UNDOING, instruction.public_id, UNDO)
    if word:
        book.audit(manager.member, "asked to undo", instruction, manager.now)
        manager.say("ask undo", order=str(instruction.detail["order"]), word=word)


def _undo(manager: Manager, instruction: Instruction) -> None:
    for kind in (KIND, UNDOING):
        confirming.end(kind, instruction.public_id)
    key, values = undo(instruction, manager.now)
    if key.startswith("what "):
        manager.say("undone", what=say(key, manager.language, **values))
    else:
        manager.say(key, **values)
