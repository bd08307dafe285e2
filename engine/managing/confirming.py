"""From an order to its being done: when the word that proves them has come back.

What touches few is done at once by whoever a word has proven lately; what reaches many needs a word of its own each time.

Where the community wants it, a second person has to text a word of their own; nobody can be both.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from engine import confirming
from engine.language.community import Community
from engine.managing import book
from engine.managing.book import ASKED, GOING, LAPSED, SECOND, change
from engine.managing.doing import AT_ONCE, do, gone
from engine.managing.manager import Manager, may, tell
from engine.managing.proving import unproven, word_for
from engine.managing.sentences import going
from engine.managing.words import people, quote, say
from engine.models import Confirmation, Instruction, Member
from engine.models.people import STRANGER, lock_member
from engine.wording.prices import CURRENCY, Price, show
from engine.wording.say import join_names

KIND = "managing"  # of the confirmations that are ours
GRACE = timedelta(minutes=2)  # until words leave without a word of their own: so long UNDO catches them all
TO_MANY = ("tell", "crisis", "call off")


def propose(
    manager: Manager, instruction: Instruction, ask: str, *, prove: bool = False, **values: str
) -> bool:
    """Ask for the word, or do it where that is not needed; whether it is being done. ``prove`` asks in any case.

    ``ask`` is the question in our words. What has been asked or done already is not once more.
    """
    if instruction.state != ASKED or confirming.waiting_for(KIND, instruction.public_id):
        return False
    if not prove and not needs_word(instruction, manager):
        do(instruction, manager.now, after=GRACE if instruction.kind in TO_MANY else AT_ONCE)
        return True
    word = word_for(manager, KIND, instruction.public_id, instruction.kind)
    if not word:
        change(instruction, state=LAPSED)
        return False
    book.audit(manager.member, "asked", instruction, manager.now)
    manager.say(ask, word=word, **usual(instruction, manager), **values)
    return False


def needs_word(instruction: Instruction, manager: Manager) -> bool:
    """Many people need one each time, few only from whoever is not proven."""
    many = 0 <= manager.community.confirm < instruction.people
    return many or unproven(manager)


def usual(instruction: Instruction, manager: Manager) -> dict[str, str]:
    """What most sentences about an order speak of."""
    return {
        "order": str(instruction.detail.get("order", "")),
        "people": people(instruction.people, manager.language),
        "price": show(Price(instruction.price_micros, CURRENCY)),
        "quote": quote(instruction.words),
    }


def confirmed(manager: Manager, asked: Confirmation) -> None:
    """The word for an order came back from whoever it was texted to: theirs, or the second person's."""
    instruction = Instruction.get_or_none(Instruction.public_id == asked.subject)
    if instruction is None:
        return
    if instruction.state == ASKED and instruction.member_id == manager.member.id:
        book.audit(manager.member, "confirmed", instruction, manager.now)
        confirm(manager, instruction)
    elif instruction.state == SECOND and instruction.member_id != manager.member.id:
        _second_said_yes(manager, instruction)
    else:
        manager.say("too late")


def confirm(manager: Manager, instruction: Instruction) -> None:
    """They are proven: do it, or ask the second person that so many need. Once, however often it is said."""
    if instruction.state != ASKED:
        return
    if manager.inbound is None:
        book.audit(manager.member, "confirmed by phone", instruction, manager.now)
    if _needs_second(instruction, manager.community):
        _ask_second(manager, instruction)
        return
    if gone(instruction):  # since it was asked
        change(instruction, state=LAPSED)
        manager.say("nobody called", words=str(instruction.detail["name"]))
        return
    do(instruction, manager.now)
    manager.answer(going(instruction, manager))


def wrong_word(manager: Manager, asked: Confirmation) -> None:
    """One of our words, and not the one: said so at the number on file, where a guesser does not read it."""
    spent = Confirmation.get_by_id(asked.id).state == confirming.SPENT
    if spent:
        mine = (Instruction.public_id == asked.subject) & Instruction.state.in_((ASKED,))
        for instruction in Instruction.select().where(mine & (Instruction.member == manager.member.id)):
            change(instruction, state=LAPSED)
            book.audit(manager.member, "refused", instruction, manager.now, why="three wrong words")
    manager.say("tried out" if spent else "wrong word")


def seconds(instruction: Instruction, community: Community) -> Sequence[Member]:
    """Who may say the second yes: anybody who may order it, but whoever did."""
    there = Member.forgotten_at.is_null() & (Member.how != STRANGER) & (Member.role != "")
    others = Member.select().where(there & (Member.id != instruction.member_id)).order_by(Member.id)
    return [one for one in others if may(one, instruction.kind, community)]


def names_of_seconds(manager: Manager, instruction: Instruction) -> str:
    """Who is asked for the second yes."""
    others = seconds(instruction, manager.community)
    return join_names([manager.called(one) for one in others], "o" if manager.language[:2] == "es" else "or")


def people_of(instruction: Instruction, language: str) -> str:
    """Like "212 people"."""
    return people(instruction.people, language)


def _needs_second(instruction: Instruction, community: Community) -> bool:
    to_many = instruction.kind in TO_MANY
    return to_many and community.second_person >= 0 and instruction.people > community.second_person


def _ask_second(manager: Manager, instruction: Instruction) -> None:
    others = seconds(instruction, manager.community)
    if not others:
        change(instruction, state=LAPSED)
        book.audit(manager.member, "refused", instruction, manager.now, why="nobody to say a second yes")
        manager.say("second nobody")
        return
    change(instruction, state=SECOND)
    for one in others:
        word = confirming.new_word(one, KIND, instruction.public_id, manager.now, None)
        values = {"name": manager.called(manager.member), "people": people(instruction.people, one.language)}
        body = say("second ask", one.language, quote=quote(instruction.words), word=word, **values)
        tell(one, book.cause_of(instruction), f"second {one.id}", body, manager.now)
    manager.say("second wait", names=names_of_seconds(manager, instruction))


def _second_said_yes(manager: Manager, instruction: Instruction) -> None:
    if not may(manager.member, instruction.kind, manager.community):
        return
    change(instruction, second=manager.member)
    book.audit(manager.member, "confirmed as the second", instruction, manager.now)
    confirming.end(KIND, instruction.public_id)
    do(instruction, manager.now)
    manager.say("second thanks", **usual(instruction, manager))
    first = lock_member(instruction.member_id)
    if first is not None and instruction.state == GOING:
        body = say(
            "second done",
            first.language,
            name=manager.called(manager.member),
            people=people(instruction.people, first.language),
        )
        tell(first, book.cause_of(instruction), "done", body, manager.now)
