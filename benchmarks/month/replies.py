"""What members say to what they get: whether, when and how, from what stands in the message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from benchmarks.month import phrases
from benchmarks.month.cast import Person
from benchmarks.month.script import LET_RING, PICK_UP, WRITE, Act, waking
from engine.models import Delivery
from engine.models.sending import PERSON, SENT

# How members answer a manager's message: by its name, a choice of words in their language.
ANSWERS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "what-brought-you": phrases.REASONS,
    "how-is-it-going": phrases.GOING,
    "thinking-of-you": phrases.WELL,
    "what-happened": phrases.NEWS,
    "practice-now": phrases.TRIES,
}
VOTES, CHOSEN = ("member-of-the-month", "member-of-the-month-soon"), ("Rosa Martin", "Peter Kane")
YES_OR_NO = ("Reply YES or NO", "Responde SI o NO")
MORE_OF_IT = ("text NEXT", "escribe SIGUE")
CHEERS, CHEER = 0.25, ("CHEER", "\N{CLAPPING HANDS SIGN}")
SAYS_YES = 0.8
THANKS_A_PERSON = 0.5
TAKES_CALLS = 0.7
SOON = timedelta(seconds=20)


def reply(person: Person, got: Delivery, now: datetime) -> Act | None:
    """What they do about a message that reached them; None where they leave it at that."""
    if got.state != SENT:
        return None
    if got.channel == "phone":
        takes = person.dice.random() < TAKES_CALLS
        return Act(now + SOON, person, PICK_UP if takes else LET_RING, "1", "our call rings")
    words = _words(person, got)
    if not words or person.dice.random() >= person.traits.answers:
        return None
    return Act(_later(person, now), person, WRITE, words, f"answers {got.message or 'us'}")


def _words(person: Person, got: Delivery) -> str:
    dice, language = person.dice, person.speaks
    if got.message == "your-name":
        return dice.choice((person.first, person.name, f"I'm {person.first}", person.first.lower()))
    if got.message in ANSWERS:
        return dice.choice(ANSWERS[got.message][language])
    if got.message in VOTES:
        return dice.choice(CHOSEN)
    if any(one in got.body for one in YES_OR_NO):
        said = phrases.YES if dice.random() < SAYS_YES else phrases.NO
        return dice.choice(said[language])
    if got.cause.startswith("praise:") and got.step_key == "share" and dice.random() < CHEERS:
        return dice.choice(CHEER)
    if any(one in got.body for one in MORE_OF_IT):
        return phrases.NEXT[language]
    if got.kind == PERSON and dice.random() < THANKS_A_PERSON:
        return dice.choice(phrases.AFTER_A_PERSON[language])
    return ""


def _later(person: Person, now: datetime) -> datetime:
    """Most answer within their usual time; some take much longer."""
    minutes = person.dice.expovariate(1 / person.traits.minutes) + 1
    return waking(now + timedelta(minutes=minutes), person)
