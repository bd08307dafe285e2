"""What the host, the leaders and others with a role do about what reaches them: they answer, approve, stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from benchmarks.month import phrases
from benchmarks.month.cast import Person
from benchmarks.month.replies import SOON
from benchmarks.month.script import PICK_UP, WRITE, Act, waking
from engine import letters
from engine.models import Approval, Delivery, Inbound, Thread
from engine.models.sending import SENT

APPROVAL = "approval:"  # what the cause of an ask begins with
ANSWERS = 0.92  # of what members say to them
NUMBERED = 0.85  # of these begin with the number; the rest just reply, and may be asked back
CLOSES = 0.6  # with DONE, a while after
APPROVES, OWN_WORDS = 0.75, 0.15
SKIPS = 0.3
WORD_WANTED = re.compile(r"Text back ([A-Z]+)")
CAN_YOU_LEAD, LEFT_OUT = "Can you lead", "stays out this time. LETTER"
LEADS = 0.6
WHICH, CODES = re.compile(r"Start with the number"), re.compile(r"\b(\d+) \(")


def respond(person: Person, got: Delivery, now: datetime) -> Iterator[Act]:
    """Everything they do about one message: none, one, or an answer and a DONE."""
    if got.state != SENT:
        return
    if got.channel == "phone":
        key = "1" if person.dice.random() < LEADS else "2"
        yield Act(now + SOON, person, PICK_UP, key, "our call rings")
    elif wanted := WORD_WANTED.search(got.body):
        yield Act(now + timedelta(minutes=1), person, WRITE, wanted[1].lower(), "confirms by the word")
    elif CAN_YOU_LEAD in got.body:
        says = "YES" if person.dice.random() < LEADS else "No, sorry"
        yield Act(now + timedelta(minutes=2), person, WRITE, says, "asked to lead")
    elif LEFT_OUT in got.body:  # they meant something else with their NO
        yield Act(now + timedelta(minutes=1), person, WRITE, "LETTER", "has the letter back")
    elif got.cause.startswith(APPROVAL):
        yield Act(_soon(person, now), person, WRITE, _judgement(person, got), "asked for a yes")
    elif codes := WHICH.search(got.body) and CODES.findall(got.body):
        yield Act(now + timedelta(minutes=1), person, WRITE, _meant(person, got, codes), "says who is meant")
    elif got.thread_id is not None and got.about_id is not None:
        yield from _converse(person, got, now)


def _judgement(person: Person, got: Delivery) -> str:
    kind = Approval.get_by_id(int(got.cause.removeprefix(APPROVAL))).kind
    chance = person.dice.random()
    if kind == letters.PARAGRAPH:
        return "SKIP" if chance < SKIPS else person.dice.choice(phrases.PARAGRAPHS)
    if chance < APPROVES or kind == letters.LETTER:
        return "YES"
    first = got.about.name.split()[0] if got.about is not None and got.about.name else "our friend"
    return f"Let's all celebrate {first} today!" if chance < APPROVES + OWN_WORDS else "NO"


def _converse(person: Person, got: Delivery, now: datetime) -> Iterator[Act]:
    """They write back to the member, and mostly say DONE when the day goes on."""
    thread = Thread.get_by_id(got.thread_id)
    if got.about_id != thread.member_id or person.dice.random() >= ANSWERS:
        return
    said = Inbound.get_by_id(got.inbound_id).text if got.inbound_id else ""
    if phrases.KINDS.get(said) == phrases.THANKS:
        return
    words = phrases.back(said, thread.member.language)
    at = now + timedelta(minutes=2) if thread.grave else _soon(person, now)
    numbered = person.dice.random() < NUMBERED
    yield Act(at, person, WRITE, f"#{thread.code} {words}" if numbered else words, "answers a member")
    if person.dice.random() < CLOSES:
        yield Act(
            waking(at + timedelta(hours=2), person), person, WRITE, f"DONE {thread.code}", "has finished"
        )


def _meant(person: Person, got: Delivery, codes: list[str]) -> str:
    """The number of whoever the words that wait were for: those answer what that member said last."""
    waiting = Inbound.get_by_id(got.inbound_id).text
    for code in codes:
        thread = Thread.select().where(Thread.code == int(code)).order_by(Thread.id.desc()).first()
        if thread is None:
            continue  # a number's last digits, by which somebody nameless is told apart
        last = Inbound.select().where(Inbound.thread_id == thread.id, Inbound.member == thread.member_id)
        said = last.order_by(Inbound.id.desc()).first()
        if said is not None and phrases.back(said.text, thread.member.language) == waiting:
            return code
    return codes[-1]


def _soon(person: Person, now: datetime) -> datetime:
    return waking(now + timedelta(minutes=1 + person.dice.expovariate(1 / person.traits.minutes)), person)
