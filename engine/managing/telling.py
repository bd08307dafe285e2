"""TELL and CRISIS: words to everybody, to those with a tag or a role, to a leader's own people."""

from __future__ import annotations

from engine import threads
from engine.managing import book
from engine.managing.audiences import Group, bill, everyone, group_called, known_groups
from engine.managing.confirming import propose, usual
from engine.managing.manager import Manager
from engine.managing.speaking import spoken_words
from engine.managing.words import people, quote
from engine.models import Instruction, Recording
from engine.outbox.line import our_line
from engine.threads.saying import name_of
from engine.understanding.managing import CRISIS, TELL, audience_first
from engine.wording.prices import show


def tell(manager: Manager, rest: str) -> bool:
    """Words to the group that the order begins with; False where it was no order after all."""
    ways = ((group_called(name, manager), words) for name, words in audience_first(rest))
    group, words = next(((group, words) for group, words in ways if group is not None), (None, ""))
    if group is None:
        return _no_such_group(manager, rest)
    if not words.strip():
        if manager.sure:
            manager.say("no words", order=f"TELL {group.label}")
        return manager.sure
    return _to_many(manager, TELL, group, words.strip(), f"TELL {group.label}")


def crisis(manager: Manager, rest: str) -> bool:
    """Words to everybody, first in line and by every way; only in capitals, for the word has other meanings."""
    if not manager.sure:
        return False
    if not rest:
        manager.say("no words", order="CRISIS")
        return True
    return _to_many(manager, CRISIS, everyone(manager), rest, "CRISIS")


def write(
    manager: Manager, kind: str, group: Group, words: str, order: str, call_key: str = ""
) -> Instruction:
    """The order written down, with how many it reaches and what that costs."""
    body = f"{manager.called(manager.member)}: {words}"
    cost = bill(group, body, manager, every_way=kind == CRISIS)
    subject = f"A word from {manager.called(manager.member)}"
    return book.write_down(
        manager,
        kind,
        words=words,
        detail={
            "to": dict(group.to),
            "order": order,
            "body": body,
            "subject": subject,
            "seconds": cost.seconds,
        },
        people=cost.people,
        micros=cost.price.micros,
        call_key=call_key or None,
    )


def by_voice(manager: Manager, kind: str, tag: str, recording: Recording, call_key: str) -> Instruction:
    """The same of what they have recorded: who takes calls is rung and hears it, the others get its link."""
    group = _group(manager, kind, tag)
    name = manager.called(manager.member)
    link, line = manager.links.listen(recording.public_id), our_line(manager.settings)
    words = spoken_words(manager.language, name, link, line)
    cost = bill(group, words, manager, every_way=kind == CRISIS)
    order = "CRISIS" if kind == CRISIS else f"TELL {group.label}"
    detail = {"to": dict(group.to), "order": order, "subject": recording.title, "seconds": cost.seconds,
              "recording": recording.name, "signed": name, "link": link, "line": line}  # fmt: skip
    return book.write_down(
        manager,
        kind,
        words=recording.title,
        detail=detail,
        people=cost.people,
        micros=cost.price.micros,
        call_key=call_key,
    )


def reach_of_words(manager: Manager, kind: str, tag: str) -> tuple[str, str]:
    """How many a recording would go to ("" for nobody), and about what it costs, in words."""
    sample = spoken_words(
        manager.language, manager.called(manager.member), manager.links.listen("0" * 32), "+13125550142"
    )
    cost = bill(_group(manager, kind, tag), sample, manager, every_way=kind == CRISIS)
    return (people(cost.people, manager.language) if cost.people else "", show(cost.price))


def _group(manager: Manager, kind: str, tag: str) -> Group:
    found = group_called(tag, manager) if tag and kind != CRISIS else None
    return found or everyone(manager)


def _to_many(manager: Manager, kind: str, group: Group, words: str, order: str) -> bool:
    instruction = write(manager, kind, group, words, order)
    if not instruction.people:
        book.change(instruction, state=book.LAPSED)
        manager.say("nobody there", order=order)
        return True
    talking = threads.open_threads_of(manager.member.id, manager.now)
    prove = not manager.sure  # it may have been meant for somebody they are talking with
    ask = "ask crisis" if kind == CRISIS else "ask"
    if propose(manager, instruction, ask, prove=prove):
        manager.say("soon", **usual(instruction, manager))
    elif prove and talking:
        one = talking[0]
        manager.say("for them instead", step="instead", name=name_of(one.member), code=str(one.code))
    return True


def _no_such_group(manager: Manager, rest: str) -> bool:
    if not manager.sure:
        return False
    groups = known_groups()
    tags = "".join(f", TELL {tag}" for tag in groups)
    manager.say("no such group", words=quote(rest.split(maxsplit=1)[0] if rest else ""), tags=tags)
    return True
