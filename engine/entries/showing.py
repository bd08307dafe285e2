"""Who may see a picture: a host says so first, for all that wait at a time, and its member may always say nobody.

What waits together is a batch, named by the id of its first entry: that is the subject of its approval. While the
host has another ask open, whatever comes joins the batch that waits; a batch that was put to them stays as it is.
"""

from __future__ import annotations

import re
from datetime import datetime

from engine import approvals, threads
from engine.challenges import Run
from engine.links import Links
from engine.models import Approval, Entry, Member
from engine.models.challenges import APPROVED, COUNTED, HIDDEN
from engine.models.sending import PERSON
from engine.outbox import NewDelivery, queue
from engine.threads.opening import number_of
from engine.threads.owners import HOST
from engine.threads.saying import name_of
from engine.understanding import fit
from engine.understanding.normal import normal
from engine.wording.challenges import says
from engine.wording.say import join_names

PICTURES = "pictures"  # the kind of its approvals
NAMED = 2  # of the members in an ask
_BUT = re.compile(
    r"(?:yes |si )?(?:but )?(?:not|no|all but|all except|except|without|todas menos|menos|sin)(?: the)?"
    r"(?: (?:and|y|or|o|number|numero)| [0-9]{1,3})+"
)


def ask_a_host(entry: Entry, run: Run, member: Member, links: Links, now: datetime) -> None:
    """Ask for a yes to a picture that has come. A host's own is shown at once. Inside the caller's transaction."""
    if member.role == HOST:
        entry.state = APPROVED
        entry.save(only=[Entry.state])
        return
    waiting = _waiting(run)
    if waiting is not None and _join(entry, waiting, run, links, now):
        return
    entry.batch = entry.id
    entry.save(only=[Entry.batch])
    approvals.ask(PICTURES, entry.batch, member, _body([entry], run, member, links, now), now)


def batch_of(public_id: str) -> list[Entry]:
    """The entries of the batch whose first has this public id, in order; none where it is gone."""
    first = Entry.get_or_none(Entry.public_id == public_id)
    return entries_of(first.batch) if first is not None and first.batch is not None else []


def entries_of(batch: int) -> list[Entry]:
    return list(Entry.select().where(Entry.batch == batch).order_by(Entry.id))


def reads_showing(text: str, language: str) -> approvals.Verdict | None:
    """YES, NO, or which ones not: "not 2 and 5", "todas menos 3"."""
    if _BUT.fullmatch(normal(text)) and _numbers(text):
        return approvals.WORDS
    said = fit(text, (("yes",), ("no",)), language)
    return None if said is None else (approvals.YES, approvals.NO)[said]


def host_said(approval: Approval) -> None:
    """Show what they said yes to, and keep the rest from others. What its member has taken back stays so."""
    leave_out = _numbers(approval.words) if approval.state == approvals.WORDS else set()
    for number, entry in enumerate(entries_of(approval.subject), start=1):
        if entry.state == COUNTED:
            shown = approval.state != approvals.NO and number not in leave_out
            entry.state = APPROVED if shown else HIDDEN
            entry.save(only=[Entry.state])


def keep_private(member: Member) -> None:
    """Show this member's pictures to nobody from now on. They still count."""
    member.pictures_yes = False
    member.save(only=[Member.pictures_yes])
    theirs = (Entry.member == member.id) & Entry.state.in_((COUNTED, APPROVED))
    Entry.update(state=HIDDEN).where(theirs).execute()


def tell_unreadable(entry: Entry, why: str, member: Member, now: datetime) -> None:
    """A person hears of a picture that never came to be seen: the member may need their help."""
    owner = threads.owner_for(member, HOST, now)
    if owner is None:
        return
    name = name_of(member, number_of(member))
    queue(
        NewDelivery(
            cause=f"entry:{entry.id}",
            step_key="lost",
            member_id=owner.id,
            about_id=member.id,
            kind=PERSON,
            body=f"A picture of {name} could not be taken in: {why.rstrip('.')}. We asked them to send it once more.",
            context={"subject": f"A picture of {name}"},
        ),
        now,
    )


def _waiting(run: Run) -> Approval | None:
    """The ask for pictures of this run that nobody has been put yet."""
    batches = Entry.select(Entry.batch).where((Entry.occurrence == run.id) & Entry.batch.is_null(False))
    waits = (Approval.kind == PICTURES) & (Approval.state == approvals.WAITING) & (Approval.asks == 0)
    found: Approval | None = Approval.select().where(waits & Approval.subject.in_(batches)).first()
    return found


def _join(entry: Entry, waiting: Approval, run: Run, links: Links, now: datetime) -> bool:
    """Put it into a batch that waits still; False where that was put to its person just now."""
    body = _body([*entries_of(waiting.subject), entry], run, waiting.person, links, now)
    still = (Approval.id == waiting.id) & (Approval.state == approvals.WAITING) & (Approval.asks == 0)
    if not Approval.update(body=body).where(still).execute():
        return False
    entry.batch = waiting.subject
    entry.save(only=[Entry.batch])
    return True


def _body(entries: list[Entry], run: Run, member: Member | None, links: Links, now: datetime) -> str:
    owner = threads.owner_for(member, HOST, now)
    language = owner.language if owner is not None else "en"
    names = list(dict.fromkeys(name_of(one.member) for one in entries))
    more = len(names) - NAMED
    told = names if more <= 1 else [*names[:NAMED], says("others", language, count=more)]
    key = "show_one" if len(entries) == 1 else "show_many"
    return says(
        key,
        language,
        count=len(entries),
        title=run.workflow.title,
        names=join_names(told, says("and", language)),
        link=links.pictures(entries[0].public_id),
    )


def _numbers(text: str) -> set[int]:
    return {int(word) for word in normal(text).split() if word.isdecimal() and len(word) < 4}
