"""A text that may be an order: whether it is one, whether its sender may, and what follows. All else is for others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from engine import confirming
from engine.managing import book, telling
from engine.managing.adding import add
from engine.managing.calls import call_off
from engine.managing.confirming import wrong_word
from engine.managing.listing import who
from engine.managing.manager import Manager
from engine.managing.one_member import pause, tag, unpause, untag
from engine.managing.scoring import score
from engine.managing.undoing import take_back
from engine.managing.words import say
from engine.models import Confirmation
from engine.understanding.managing import (
    ADD,
    CALL_OFF,
    CRISIS,
    HOW,
    PAUSE,
    SCORE,
    TAG,
    TELL,
    UNDO,
    UNPAUSE,
    UNTAG,
    WHO,
    Order,
)

RIGHTS = {UNPAUSE: PAUSE, UNTAG: TAG}  # under which key of `may:` it stands, where that is another
FREE = (UNDO, HOW)  # for everybody who may do anything
HOW_ORDER = (TELL, CRISIS, CALL_OFF, PAUSE, TAG, ADD, WHO, SCORE)


def obey(manager: Manager, order: Order) -> bool:
    """Do what somebody ordered who may order anything; False where it is for somebody else to make sense of."""
    right = RIGHTS.get(order.verb, order.verb)
    if order.verb in FREE or manager.may(right):
        return ORDERS[order.verb](manager, order.rest)
    if not order.sure:
        return False
    text = manager.inbound.text if manager.inbound is not None else ""
    book.refused(manager.member, order.verb, "their role may not", text, manager.now)
    manager.say("not yours")
    return True


def word_was_wrong(manager: Manager, asked: Confirmation | None, kinds: Collection[str]) -> bool:
    """Another of our words came while we wait for one of these kinds; or the right one too late. False for all else."""
    if asked is not None:
        wrong_word(manager, asked)
        return True
    text = manager.inbound.text if manager.inbound is not None else ""
    late = confirming.outdated(manager.member, text, manager.now)
    if late is None or late.kind not in kinds:
        return False
    manager.say("too late")
    return True


def _score(manager: Manager, rest: str) -> bool:
    manager.answer(score(manager))
    return True


def _how(manager: Manager, rest: str) -> bool:
    known = [say(f"how {one}", manager.language) for one in HOW_ORDER if manager.may(one)]
    manager.say("how", orders=", ".join([*known, say("how undo", manager.language)]))
    return True


ORDERS: Mapping[str, Callable[[Manager, str], bool]] = {
    TELL: telling.tell,
    CRISIS: telling.crisis,
    CALL_OFF: call_off,
    PAUSE: pause,
    UNPAUSE: unpause,
    TAG: tag,
    UNTAG: untag,
    ADD: add,
    WHO: who,
    SCORE: _score,
    UNDO: take_back,
    HOW: _how,
}
