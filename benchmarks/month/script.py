"""What each person will do by themselves, drawn beforehand: joining, asking, telling, calls, and what befalls them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from benchmarks.month import phrases
from benchmarks.month.cast import HOST, Person
from engine.times import local, resolve

# What an act is.
WRITE, REPORT, DIAL, HANG_UP, PICK_UP, LET_RING = "write", "report", "dial", "hang up", "pick up", "let ring"
DAY = timedelta(days=1)
EARLIEST, LATEST = 7, 23  # hours in which people are awake
CALL_ZONE, CALL_AT, CALL_DAY = "America/Chicago", time(19), 1  # Tuesdays at seven in Chicago
CALL_LASTS = 45  # minutes
SICK_CALL = 1  # the host is ill on the day of the second call
CRISIS_AFTER = 0.6  # of the whole time
CRISIS = "CRISIS The storm took our line down. Please stay home tonight, we talk tomorrow at 7."
# What the host orders by text, and after which share of the whole time; each is confirmed by the word that comes back.
ORDERS = (
    (
        0.25,
        "TELL LEADERS You carried so many people this month. Thank you for every call.",
        "thanks the leaders",
    ),
    (0.45, "PAUSE {other} until friday", "somebody is away"),
    (CRISIS_AFTER, CRISIS, "a crisis"),
)
PHOTOS = 9  # pictures that each has: the same one may be sent again
FORGETS = 2  # and does not say that they lead the third one, until they are there


@dataclass(frozen=True)
class Act:
    """Something that a person does at an instant; ``why`` is for the ledger's reader."""

    at: datetime
    person: Person
    kind: str
    words: str = ""
    why: str = ""
    photos: tuple[str, ...] = ()


def acts(people: list[Person], begins: datetime, ends: datetime) -> list[Act]:
    """Everybody's, in order; who does something at the same instant goes by their place in the list."""
    found = [act for person in people for act in _acts_of(person, begins, ends, people)]
    return sorted(found, key=lambda act: (act.at, act.person.key))


def _acts_of(person: Person, begins: datetime, ends: datetime, people: list[Person]) -> Iterator[Act]:
    here = person.joins_at or begins
    if person.joins_at is not None:
        yield Act(person.joins_at, person, WRITE, "JOIN", "joins")
    fated = list(_fated(person, here, ends))
    yield from fated
    others = [one for one in people if one is not person and one.joins_at is None]
    yield from _talk(person, here + timedelta(minutes=30), ends, others)
    yield from _calls(person, here, ends)
    if person.role == HOST:
        for after, words, why in ORDERS:
            at = waking(begins + (ends - begins) * after, person)
            yield Act(at, person, WRITE, words.format(other=others[-1].name), why)


def _talk(person: Person, begins: datetime, ends: datetime, others: list[Person]) -> Iterator[Act]:
    dice = person.dice
    if not person.traits.talks:
        return
    at = begins + _gap(person)
    while at < ends:
        awake = waking(at, person)
        phrase = dice.choice(phrases.pool(person.speaks))
        by_text = phrase.kind != phrases.PHOTO or person.writes_by == "text"
        if awake < ends and by_text:
            photos = tuple(f"{person.key}-{dice.randrange(PHOTOS)}" for _ in range(phrase.photos))
            words = phrase.words.format(other=dice.choice(others).first)
            yield Act(awake, person, WRITE, words, phrase.kind, photos)
        at += _gap(person)


def _gap(person: Person) -> timedelta:
    return timedelta(days=person.dice.expovariate(person.traits.talks / 7))


def waking(at: datetime, person: Person) -> datetime:
    """The same instant, or a minute of the next morning of theirs where they would be asleep."""
    there = local(at, person.zone)
    if EARLIEST <= there.hour < LATEST:
        return at.replace(second=0, microsecond=0)
    day = there.date() + (DAY if there.hour >= LATEST else timedelta(0))
    return resolve(day, time(EARLIEST, 30), person.zone) + timedelta(minutes=person.dice.randrange(90))


def _fated(person: Person, begins: datetime, ends: datetime) -> Iterator[Act]:
    """What befalls them, at a time somewhere in the middle."""
    if not person.fate:
        return
    at = waking(begins + (ends - begins) * person.dice.uniform(0.2, 0.7), person)
    words = {
        "stop": "STOP",
        "stop and start": "please stop texting me",
        "unsubscribe": "unsubscribe",
        "grief": phrases.GRIEF_WORDS[person.speaks].words,
        "danger": phrases.DANGER_WORDS[person.speaks].words,
        "complaint": phrases.COMPLAINT_WORDS[person.speaks].words,
    }.get(person.fate)
    if person.fate == "first sale":
        yield Act(at, person, REPORT, "first-sale", "first sale")
    elif words is not None:
        yield Act(at, person, WRITE, words, person.fate)
    if person.fate == "stop and start":
        yield Act(waking(at + 5 * DAY, person), person, WRITE, "START", "wants to come back")
    if person.fate == "espanol":
        yield Act(begins + timedelta(minutes=20), person, WRITE, "español por favor", "reads Spanish")


def _calls(person: Person, begins: datetime, ends: datetime) -> Iterator[Act]:
    """The weekly calls that they dial into, and when they ring off. The host is ill once."""
    if not person.phone or person.role not in ("", HOST):
        return
    for number, starts in enumerate(calls_between(begins, ends)):
        host = person.role == HOST
        if host and number == SICK_CALL:
            yield Act(starts - timedelta(hours=3), person, WRITE, "I'm sick, can't lead tonight", "ill")
            continue
        if host and number != FORGETS:
            yield Act(starts - timedelta(minutes=25), person, WRITE, "ON", "will lead")
        if not host and person.dice.random() >= person.traits.calls:
            continue
        comes = starts + timedelta(minutes=-3 if host else person.dice.randrange(-8, 12))
        leaves = starts + timedelta(minutes=CALL_LASTS + (2 if host else -person.dice.randrange(20)))
        yield Act(comes, person, DIAL, why="the call")
        yield Act(leaves, person, HANG_UP)


def calls_between(begins: datetime, ends: datetime) -> Iterator[datetime]:
    day = local(begins, CALL_ZONE).date()
    while (at := resolve(day, CALL_AT, CALL_ZONE)) < ends:
        if day.weekday() == CALL_DAY and at - timedelta(minutes=30) > begins:
            yield at
        day += DAY
