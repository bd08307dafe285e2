"""A word texted to the number on file has to come back from there: what a text says of its sender proves nothing.

Whoever writes in somebody's name never sees the word. Three other words of ours end the asking, and who was tried
out like that twice in a day is asked nothing more until it is over.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from peewee import fn

from engine.confirming.words import FRIENDLY, KNOWN
from engine.models import Confirmation, Inbound, Member
from engine.understanding import normal

GOOD_FOR = timedelta(minutes=30)
MOST_TRIES = 3
MOST_OPEN = 3  # words that wait at once: the more there are, the easier one of them is guessed
MOST_WRONG, A_DAY = 2 * MOST_TRIES, timedelta(days=1)
OPEN, SAID, SPENT, OVER = "open", "said", "spent", "over"


def new_word(member: Member, kind: str, subject: str, now: datetime, inbound_id: int | None) -> str:
    """The word that ``member`` has to text back; another one than any they are asked for already.

    Asked once more about the same, it is the same word, and good from now on.
    """
    asked = _open(member, now)
    for one in asked:
        if (one.kind, one.subject) == (kind, subject):
            _change(one, asked_at=now)
            return one.word
    taken = {one.word for one in asked}
    word = secrets.choice([one for one in FRIENDLY if one not in taken])
    Confirmation.create(
        member=member, kind=kind, subject=subject, word=word, inbound_id=inbound_id, asked_at=now
    )
    return word


def is_word(text: str) -> bool:
    """Whether this can be one of our words: nothing else ever counts as a try."""
    return normal(text) in KNOWN


def said(member: Member, text: str, inbound: Inbound, now: datetime) -> Confirmation | None:
    """What the member confirms with this word, once. The member is locked.

    The word of an earlier minute counts as long as it is open; another word of ours is a try for each that is.
    """
    if inbound.channel != "text" or not is_word(text):
        return None
    asked, word = _open(member, now), normal(text).upper()
    for one in asked:
        if hmac.compare_digest(one.word.encode(), word.encode()):
            _change(one, state=SAID, said_at=now)
            return one
    for one in asked:
        _change(one, tries=one.tries + 1, state=SPENT if one.tries + 1 >= MOST_TRIES else OPEN)
    if tried_out(member, now):
        for one in asked:
            _change(one, state=SPENT)
    return None


def proven_lately(member: Member, now: datetime) -> bool:
    """Whether a word of ours came back from their number within the last half hour.

    It does not matter what for. A second person's word for somebody else's order and the word of a leader who cannot
    come were texted to nobody but the number on file, just as the word for an order of their own: whoever sent it back
    has that phone in their hand.
    """
    said_it = (Confirmation.member == member.id) & (Confirmation.state == SAID)
    return bool(Confirmation.select().where(said_it & (Confirmation.said_at > now - GOOD_FOR)).exists())


def waiting(member: Member, kinds: Collection[str], now: datetime) -> Confirmation | None:
    """The newest of these kinds that this member is still asked for."""
    return next((one for one in reversed(_open(member, now)) if one.kind in kinds), None)


def enough_waiting(member: Member, now: datetime) -> bool:
    """Whether so many words wait already that another would only make guessing easier."""
    return len(_open(member, now)) >= MOST_OPEN


def waiting_for(kind: str, subject: str) -> bool:
    """Whether somebody was asked for a word about it already."""
    of_it = (Confirmation.kind == kind) & (Confirmation.subject == subject)
    return bool(Confirmation.select().where(of_it).exists())


def outdated(member: Member, text: str, now: datetime) -> Confirmation | None:
    """What the member's word was for that came when its time was over."""
    mine = (Confirmation.member == member.id) & (Confirmation.word == normal(text).upper())
    over = (Confirmation.state == OPEN) & Confirmation.asked_at.between(now - A_DAY, now - GOOD_FOR)
    found: Confirmation | None = (
        Confirmation.select().where(mine & over).order_by(Confirmation.id.desc()).first()
    )
    return found


def tried_out(member: Member, now: datetime) -> bool:
    """Whether there were so many wrong words within a day that somebody guesses, and is given no more words to guess.

    They count whatever has become of the asking: neither UNDO nor half an hour makes anybody forget them.
    """
    mine = (Confirmation.member == member.id) & (Confirmation.asked_at > now - A_DAY)
    wrong = Confirmation.select(fn.SUM(Confirmation.tries)).where(mine).scalar()
    return int(wrong or 0) >= MOST_WRONG


def end(kind: str, subject: str) -> None:
    """It is not needed any more: no word of it counts from here on."""
    of_it = (Confirmation.kind == kind) & (Confirmation.subject == subject) & (Confirmation.state == OPEN)
    Confirmation.update(state=OVER).where(of_it).execute()


def _open(member: Member, now: datetime) -> list[Confirmation]:
    mine = (Confirmation.member == member.id) & (Confirmation.state == OPEN)
    return list(
        Confirmation.select().where(mine & (Confirmation.asked_at > now - GOOD_FOR)).order_by(Confirmation.id)
    )


def _change(one: Confirmation, **values: object) -> None:
    Confirmation.update(**values).where(Confirmation.id == one.id).execute()
    for name, value in values.items():
        setattr(one, name, value)
