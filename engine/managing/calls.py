"""CALL OFF: the next call does not take place, once a word has come back."""

from __future__ import annotations

from engine.audience import BUT
from engine.managing import book
from engine.managing.audiences import Group, bill
from engine.managing.calling_off import next_one, spoken_time, title_of, whom
from engine.managing.confirming import propose
from engine.managing.manager import Manager
from engine.managing.sentences import going
from engine.managing.words import people, say
from engine.models import Instruction
from engine.understanding.managing import CALL_OFF
from engine.wording.prices import show


def call_off(manager: Manager, rest: str) -> bool:
    """It is always asked for a word: nobody calls off a call by a slip of the thumb."""
    instruction = write(manager)
    if instruction is None:
        manager.say("no call")
    elif propose(manager, instruction, "ask call off", prove=True, **told(instruction)):
        manager.answer(going(instruction, manager))
    return True


def write(manager: Manager, call_key: str = "") -> Instruction | None:
    """The order written down; None where no call is coming up."""
    row = next_one(manager.now)
    if row is None:
        return None
    title, time = title_of(row), spoken_time(row, manager.now, manager.language)
    to = {**whom(row), BUT: manager.member.id}
    words = say("call is off", manager.language, title=title, time=time)
    cost = bill(Group(title, to), words, manager)
    detail = {"to": to, "call": row.id, "title": title, "time": time, "order": "CALL OFF"}
    return book.write_down(
        manager,
        CALL_OFF,
        words=words,
        detail=detail,
        people=cost.people,
        micros=cost.price.micros,
        call_key=call_key or None,
    )


def planned(manager: Manager) -> dict[str, str] | None:
    """What calling off the next call would be, in words; None where none is coming up."""
    row = next_one(manager.now)
    if row is None:
        return None
    title, time = title_of(row), spoken_time(row, manager.now, manager.language)
    words = say("call is off", manager.language, title=title, time=time)
    cost = bill(Group(title, {**whom(row), BUT: manager.member.id}), words, manager)
    return {
        "title": title,
        "time": time,
        "people": people(cost.people, manager.language),
        "price": show(cost.price),
    }


def told(instruction: Instruction) -> dict[str, str]:
    """Which call it is, for our sentences."""
    return {key: str(instruction.detail[key]) for key in ("title", "time")}
