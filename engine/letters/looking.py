"""The clock's look at letters: whom to ask for a paragraph, whom to show what, and when to give up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from engine import approvals
from engine.channels import Kit
from engine.letters.coming import DROPPED, LETTER, PARAGRAPH, SHOWN, SIGNED, Coming, unsigned
from engine.letters.saying import asks_for_words
from engine.letters.signing import STANDING_IN, show, tell
from engine.models import Approval, Draft, Member, Occurrence
from engine.models.db import locked, transaction
from engine.models.people import STRANGER, lock_member
from engine.occurrences.planning import CANCELLED
from engine.threads.owners import owner_for

MOST_PEOPLE = 3  # who are shown one letter, one after the other


def look(kit: Kit, now: datetime) -> int:
    """Do what is due for every letter that is to come; how many there was something to do for."""
    return sum(_one(which, kit, now) for which in list(unsigned(now)) if which.asked_at <= now)


def next_due(after: datetime) -> datetime | None:
    """The next instant at which somebody is asked, or shown a letter, or it is given up."""
    return min((at for which in unsigned(after) for at in _instants(which) if at > after), default=None)


def assume_signed(now: datetime) -> int:
    """For a world that is only virtual, where nobody is asked anything: every letter is signed as it stands."""
    due = [which for which in unsigned(now) if which.asked_at <= now < which.too_late]
    for which in due:
        with transaction():
            Draft.create(occurrence=which.row, number=1, state=SIGNED, as_of=now, said_at=now)
            Occurrence.update(signed_at=now).where(Occurrence.id == which.row.id).execute()
    return len(due)


def _instants(which: Coming) -> Iterator[datetime]:
    yield from (which.asked_at, which.shown_at, which.row.starts_at, which.too_late)


def _one(which: Coming, kit: Kit, now: datetime) -> bool:
    drafts = list(Draft.select().where(Draft.occurrence == which.row.id).order_by(Draft.number))
    open_draft = drafts[-1] if drafts and drafts[-1].state == SHOWN else None
    if now >= which.too_late:
        return _give_up(which, open_draft, now)
    if not drafts and now >= which.shown_at:
        return _show_first(which, kit, now)
    if not drafts:
        return _ask(which, now)
    return open_draft is not None and now >= which.row.starts_at and _pass_on(which, open_draft, kit, now)


def _ask(which: Coming, now: datetime) -> bool:
    """Once for each letter, of whoever signs it."""
    asked = (Approval.kind == PARAGRAPH) & (Approval.subject == which.row.id)
    if Approval.select(Approval.id).where(asked).exists():
        return False
    person = owner_for(None, which.letter.signed_by, now)
    if person is None:
        return False
    with transaction():
        lock_member(person.id)
        body = asks_for_words(which, person)
        approvals.ask(PARAGRAPH, which.row.id, None, body, now, person=person, at_once=True)
    return True


def _show_first(which: Coming, kit: Kit, now: datetime) -> bool:
    """They have said nothing so far: the letter goes without a paragraph, if they sign it."""
    person = owner_for(None, which.letter.signed_by, now)
    return person is not None and _shown_to(which, person, "", kit, now)


def _pass_on(which: Coming, draft: Draft, kit: Kit, now: datetime) -> bool:
    """It should have gone out by now: somebody else who may sign it is shown it."""
    shown = Approval.select(Approval.person).join(Draft, on=(Approval.subject == Draft.id))
    already = shown.where((Approval.kind == LETTER) & (Draft.occurrence == which.row.id))
    ids = {row.person_id for row in already}
    person = _another(which, ids, now) if len(ids) < MOST_PEOPLE else None
    return person is not None and _shown_to(which, person, draft.words, kit, now)


def _shown_to(which: Coming, person: Member, words: str, kit: Kit, now: datetime) -> bool:
    """Show it, unless somebody has signed it meanwhile; a question for a paragraph that is still open is over."""
    with transaction():
        lock_member(person.id)
        if not _alone(which):
            return False
        approvals.withdraw(PARAGRAPH, which.row.id, now)
        show(which, person, words, kit, now)
    return True


def _another(which: Coming, shown: set[int | None], now: datetime) -> Member | None:
    here = Member.paused_until.is_null() | (Member.paused_until <= now)
    here &= Member.resting_until.is_null() | (Member.resting_until <= now)
    there = Member.forgotten_at.is_null() & (Member.how != STRANGER) & here
    mine = Member.role.in_((which.letter.signed_by, *STANDING_IN)) & there
    found: Member | None = (
        Member.select().where(mine & Member.id.not_in(list(shown))).order_by(Member.id).first()
    )
    return found


def _give_up(which: Coming, draft: Draft | None, now: datetime) -> bool:
    """Nobody has signed it, and it is too late by now: it stays out, and whoever was shown it last hears so."""
    asked = (
        Approval.get_or_none((Approval.kind == LETTER) & (Approval.subject == draft.id)) if draft else None
    )
    with transaction():
        if asked is not None and asked.person_id is not None:
            lock_member(asked.person_id)
        if not _alone(which):
            return False
        Occurrence.update(state=CANCELLED).where(Occurrence.id == which.row.id).execute()
        if draft is None:
            return True
        approvals.withdraw(LETTER, draft.id, now)
        Draft.update(state=DROPPED, said_at=now).where(Draft.id == draft.id).execute()
        if asked is not None and asked.person is not None:
            tell(which, asked.person, "letter_too_late", now)
    return True


def _alone(which: Coming) -> bool:
    """The letter's row is ours, after its person's, and nobody has signed it meanwhile."""
    row = locked(Occurrence.select().where(Occurrence.id == which.row.id)).first()
    return row is not None and row.signed_at is None and row.state != CANCELLED
