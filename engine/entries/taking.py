"""An entry becomes a row, once, however often its text comes; words count at once, a picture when it is here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.challenges import Run
from engine.entries.answering import answer
from engine.entries.counting import count, lock_run
from engine.models import Entry, Inbound, Member, Picture
from engine.models.challenges import HELD, WAITING
from engine.models.looks import Look
from engine.now import EPOCH

LONGEST_WORDS = 1000


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that came with a text (``url``) or a mail (``body``), and which one of it."""

    position: int
    url: str = ""
    body: bytes | None = None


def take_words(run: Run, member: Member, amount: int, words: str, inbound: Inbound, now: datetime) -> None:
    """Count what a member said, and answer how far all are. Inside the transaction that holds the member's row."""
    entry = _entry(run, member, inbound, 0, amount, words, now)
    if entry is None:
        return
    lock_run(run)
    entry.state = count(entry, run, member)
    entry.save(only=[Entry.state])
    answer(inbound, run, member, now)


def take_photos(run: Run, member: Member, words: str, inbound: Inbound, now: datetime) -> int:
    """An entry for each picture of a text or mail, to be fetched; how many. They are answered when they are here."""
    taken = 0
    for picture in Picture.select().where((Picture.inbound == inbound.id) & (Picture.state == HELD)):
        entry = _entry(run, member, inbound, picture.position, 1, words, now, state=WAITING)
        if entry is not None:
            picture.entry, picture.state, picture.due_at = entry, WAITING, now
            picture.save(only=[Picture.entry, Picture.state, Picture.due_at])
            taken += 1
    return taken


def hold(inbound: Inbound, photos: Sequence[Photo]) -> None:
    """Keep what came with a text or a mail until it is known what that is. Inside the caller's transaction."""
    rows = [
        {"inbound": inbound.id, "position": one.position, "url": one.url, "came": one.body} for one in photos
    ]
    if rows:
        Picture.insert_many(rows).on_conflict_ignore().execute()


def let_go_of(inbound: Inbound) -> None:
    """Nobody is to see what came with it: nothing of that is kept."""
    Picture.delete().where(_held(inbound.id)).execute()


def holds(inbound: Inbound) -> bool:
    """Whether pictures came with it that nothing has taken yet."""
    return _HELD.any(EPOCH, inbound.id)


def _held(inbound_id: int) -> Any:
    return (Picture.inbound == inbound_id) & (Picture.state == HELD)


_HELD = Look(lambda now, inbound_id: Picture.select(Picture.id).where(_held(inbound_id)).limit(1))


def _entry(
    run: Run,
    member: Member,
    inbound: Inbound,
    position: int,
    amount: int,
    words: str,
    now: datetime,
    *,
    state: str = WAITING,
) -> Entry | None:
    """The new row; None where it was taken before."""
    key = f"{inbound.provider}:{inbound.provider_id}:{position}"
    if Entry.select(Entry.id).where(Entry.key == key).exists():
        return None
    made: Entry = Entry.create(
        occurrence=run.occurrence,
        member=member,
        key=key,
        how=inbound.channel,
        words=words[:LONGEST_WORDS],
        amount=amount,
        state=state,
        at=now,
        inbound=inbound,
    )
    return made
