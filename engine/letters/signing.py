"""Showing a letter to whoever signs it, and what follows from their words."""

from __future__ import annotations

from datetime import datetime

from peewee import fn

from engine import approvals, occurrences, outbox
from engine.channels import Kit
from engine.letters.coming import (
    DROPPED,
    LETTER,
    PARAGRAPH,
    SHOWN,
    SIGNED,
    Coming,
    coming,
    left_out,
    unsigned,
)
from engine.letters.saying import shows
from engine.models import Approval, Draft, Member, Occurrence
from engine.models.db import locked
from engine.models.sending import SERVICE
from engine.occurrences.planning import CANCELLED, PLANNED
from engine.outbox import NewDelivery
from engine.published import live
from engine.threads.owners import HOST, MANAGER
from engine.times import say_when
from engine.wording.sentences import sentence

STANDING_IN = (HOST, MANAGER)  # who may sign any letter


def show(
    which: Coming, person: Member, words: str, kit: Kit, now: datetime, inbound_id: int | None = None
) -> Draft:
    """Show the letter as it is now, with their ``words`` at its top; an earlier showing is over.

    ``inbound_id`` are those words, where they have just been said: whoever wrote them waits for the letter.
    """
    row = which.row
    for old in Draft.select().where((Draft.occurrence == row.id) & (Draft.state == SHOWN)):
        _over(old, DROPPED, now)
        approvals.withdraw(LETTER, old.id, now)
    last = Draft.select(fn.MAX(Draft.number)).where(Draft.occurrence == row.id).scalar() or 0
    draft: Draft = Draft.create(occurrence=row, number=last + 1, words=words.strip(), as_of=now)
    body = shows(which, person, kit.links, now)
    approvals.ask(LETTER, draft.id, None, body, now, person=person, at_once=True, answering=inbound_id)
    return draft


def paragraph_said(approval: Approval, kit: Kit, now: datetime, inbound_id: int | None = None) -> None:
    """They have added their words, or nothing: now they see the letter."""
    which = _still_to_come(approval.subject, now)
    if which is not None and approval.person is not None:
        show(which, approval.person, approval.words, kit, now, inbound_id)


def letter_said(approval: Approval, kit: Kit, now: datetime, inbound_id: int | None) -> None:
    """YES signs it, NO leaves it out, and other words stand at its top, of which they see it once more."""
    draft = Draft.get_or_none((Draft.id == approval.subject) & (Draft.state == SHOWN))
    which = _still_to_come(draft.occurrence_id, now) if draft is not None else None
    person = approval.person
    if draft is None or which is None or person is None:
        return
    if approval.state == approvals.WORDS:
        show(which, person, approval.words, kit, now, inbound_id)
    elif approval.state == approvals.YES:
        _sign(draft, which, person, kit, now, inbound_id)
    else:
        _over(draft, DROPPED, now)
        Occurrence.update(state=CANCELLED).where(Occurrence.id == which.row.id).execute()
        tell(which, person, "letter_left_out", now, inbound_id)


def up_for_signing(person: Member, now: datetime) -> Coming | None:
    """The letter that this person may sign now, one that a NO has left out among them; None: nobody was asked about the
    next one so far, or the last one is signed."""
    may = [one for one in (*left_out(now), *unsigned(now)) if may_sign(person, one)]
    return next((one for one in may if one.asked_at <= now < one.too_late), None)


def signer(which: Coming) -> Member | None:
    """Who is asked about it already: for a paragraph, or for a yes."""
    drafts = Draft.select(Draft.id).where((Draft.occurrence == which.row.id) & (Draft.state == SHOWN))
    about = (Approval.kind == PARAGRAPH) & (Approval.subject == which.row.id)
    about |= (Approval.kind == LETTER) & Approval.subject.in_(drafts)
    asked = Approval.get_or_none(about & Approval.state.in_((approvals.ASKED, approvals.WAITING)))
    return asked.person if asked is not None else None


def show_again(which: Coming, person: Member, kit: Kit, now: datetime, inbound_id: int | None) -> bool:
    """Show it to this person, as it is now, with the words it had; False where somebody has signed it meanwhile."""
    row = locked(Occurrence.select().where(Occurrence.id == which.row.id)).first()
    if row is None or row.signed_at is not None:
        return False
    Occurrence.update(state=PLANNED).where(Occurrence.id == row.id).execute()
    approvals.withdraw(PARAGRAPH, row.id, now)
    last = Draft.select(Draft.words).where(Draft.occurrence == row.id).order_by(Draft.number.desc())
    show(which, person, last.scalar() or "", kit, now, inbound_id)
    return True


def title_of(approval: Approval) -> str:
    """The title of the letter that a yes would send; '' where it is none any more."""
    draft = Draft.get_or_none(Draft.id == approval.subject)
    which = coming(draft.occurrence) if draft is not None else None
    return which.title if which is not None else ""


def may_sign(person: Member, which: Coming) -> bool:
    return person.role in (which.letter.signed_by, *STANDING_IN)


def tell(which: Coming, person: Member, key: str, now: datetime, inbound_id: int | None = None) -> None:
    """One line about what became of a letter, once for what they said."""
    late = which.row.starts_at <= now
    when = sentence("at_once", person.language) if late else say_when(which.row.starts_at, person.timezone)
    outbox.queue(
        NewDelivery(
            cause=f"letter:{which.row.id}",
            step_key=f"{key} {person.id}" + (f" {inbound_id}" if inbound_id else ""),
            member_id=person.id,
            kind=SERVICE,
            body=sentence(key, person.language, title=which.title, when=when),
            context={"subject": which.title},
            inbound_id=inbound_id,
        ),
        now,
    )


def _sign(
    draft: Draft, which: Coming, person: Member, kit: Kit, now: datetime, inbound_id: int | None
) -> None:
    _over(draft, SIGNED, now)
    Occurrence.update(signed_at=now).where(Occurrence.id == which.row.id).execute()
    tell(which, person, "letter_signed", now, inbound_id)
    settings = kit.settings
    occurrences.lay_out(live(), now, settings.sender_rate, settings.calls_per_second)


def _over(draft: Draft, state: str, now: datetime) -> None:
    Draft.update(state=state, said_at=now).where(Draft.id == draft.id).execute()


def _still_to_come(occurrence_id: int, now: datetime) -> Coming | None:
    """The letter, where it may still be signed."""
    waits = Occurrence.signed_at.is_null() & (Occurrence.state != CANCELLED)
    row = Occurrence.get_or_none((Occurrence.id == occurrence_id) & waits)
    which = coming(row) if row is not None else None
    return which if which is not None and now < which.too_late else None
