"""Offering praise: the member is asked once, ever, and a host looks at the words."""

from __future__ import annotations

from datetime import datetime, timedelta

from engine import approvals
from engine.models import Member, Praise
from engine.outbox.fields import person_fields
from engine.praise.sharing import share
from engine.praise.states import APPROVED, ASKED, CONSENT, DECLINED, OFFERED, PRAISE, SPOKEN, may_be_praised
from engine.praise.telling import tell_giver, tell_member
from engine.published import live
from engine.threads.owners import HOST
from engine.understanding.claims import claims
from engine.wording.say import title_from_name
from engine.wording.sentences import sentence

A_DAY = timedelta(days=1)


def offer(
    member: Member,
    words: str,
    message: str,
    cause: str,
    now: datetime,
    *,
    said: str = "",
    by: Member | None = None,
    listen: str = "",
    workflow: str = "",
    step_key: str = "",
    enrollment_id: int | None = None,
    answering: int | None = None,
    heard: bool = False,
) -> Praise:
    """Put praise on its way; once per ``cause``. ``message`` names the file whose words it is, unless ``words`` say.

    ``said`` are the member's own words in it. ``by`` is who praises them, where that is another: words of a
    member's are seen by a host before the one they praise is asked; a host's own need no second look, unless they
    claim what has to be looked at. ``listen`` is the link to praise that was spoken: a host says it in words.
    ``answering`` is the inbound that told it. ``heard``: a host said it by phone, and is shown what was understood.
    """
    row: Praise | None = Praise.get_or_none(Praise.cause == cause)
    if row is not None:
        return row
    words = words or ("" if listen else _words(member, message))
    if words and (told := _told_already(member, words, by, now)) is not None:
        return told
    own = by is not None and by.role == HOST and bool(words) and not heard and not claims(words)
    praise = Praise.create(
        member=member,
        enrollment=enrollment_id,
        cause=cause,
        message=message,
        words=words,
        said=said,
        by=by,
        listen=listen,
        workflow=workflow,
        step_key=step_key,
        state=ASKED,
        host=by if own else None,
        host_said_at=now if own else None,
        created_at=now,
    )
    answered = by.id if by is not None else None
    go_on(praise, now, answering=answering if by is None or heard else None, heard=heard, answered=answered)
    return praise


def _told_already(member: Member, words: str, by: Member | None, now: datetime) -> Praise | None:
    """The same words about the same member on the same day: a text sent twice is one praise."""
    same = (Praise.member == member.id) & (Praise.words == words) & (Praise.created_at > now - A_DAY)
    teller = Praise.by.is_null() if by is None else (Praise.by == by.id)
    found: Praise | None = Praise.select().where(same & teller).order_by(Praise.id).first()
    return found


def go_on(
    praise: Praise,
    now: datetime,
    *,
    answering: int | None = None,
    edited: bool = False,
    heard: bool = False,
    answered: int | None = None,
) -> None:
    """Ask whoever is still to be asked; with both yeses it is shared. ``edited``: in a host's own words.

    ``answered`` is whose words this follows: what answers them says that it went up, and no other text does.
    """
    member = praise.member
    if not may_be_praised(member, now):
        _become(praise, DECLINED)
    elif heard:
        _ask_speaker(praise, now, answering)
    elif praise.by_id is not None and praise.host_said_at is None:
        _ask_host(praise, now)
    elif member.praise_yes is None:
        _ask_member(praise, now, answering)
    elif praise.host_said_at is None:
        _ask_host(praise, now)
    else:
        praise.shared_at = now
        praise.member_said_at = praise.member_said_at or now  # a yes that is kept counts when it is used
        praise.save(only=[Praise.shared_at, Praise.member_said_at])
        _become(praise, APPROVED)
        share(praise, now, edited=edited)
        if answered != praise.member_id:
            tell_member(praise, now)
        if answered != praise.by_id:
            tell_giver(praise, now)


def _become(praise: Praise, state: str) -> None:
    praise.state = state
    praise.save(only=[Praise.state])


def _ask_host(praise: Praise, now: datetime) -> None:
    """Show a host the words; without a host it waits, and is shown once there is one."""
    _become(praise, OFFERED)
    approvals.ask(PRAISE if praise.words else SPOKEN, praise.id, praise.member, _shown(praise), now)


def _ask_speaker(praise: Praise, now: datetime, answering: int | None) -> None:
    """Show the host who said it what was understood, at once: nobody else knows whether it is right."""
    _become(praise, OFFERED)
    body = _shown(praise, "We understood")
    by = praise.by
    approvals.ask(PRAISE, praise.id, praise.member, body, now, person=by, at_once=True, answering=answering)


def _shown(praise: Praise, before: str = "") -> str:
    """What the host reads: whom it praises, the words or where to hear them, and what to look at in them."""
    name = praise.member.name or "a member"
    if not praise.words:
        return f"{name} told good news by phone: {praise.listen}\nShare it? Text it in your own words, or NO."
    lines = [
        f"{before or f'Praise for {name}'}: {praise.words}",
        *(CAREFUL[claim] for claim in claims(praise.words)),
    ]
    return "\n".join([*lines, "Share it? Reply YES, NO, or the words as you would say them."])


CAREFUL = {
    "earnings": "Careful: it speaks of earnings. Only what is typical and can be shown may be told.",
    "health": "Careful: it speaks of health. Only what can be shown may be told.",
}


def _words(member: Member, message: str) -> str:
    """The manager's words about this member, as the member and the host are shown them."""
    published = live()
    found = published.messages.choose(message, "text", member.language)
    if found is None:
        return title_from_name(message)
    return found.words.render(person_fields(member, member, published.community)).strip()


def _ask_member(praise: Praise, now: datetime, answering: int | None) -> None:
    """Once for all that waits for their yes: a question that is with them already stands for this one, too."""
    member = praise.member
    theirs = (Praise.member == member.id) & (Praise.state == ASKED) & (Praise.id != praise.id)
    asked = Praise.select(Praise.id).where(theirs).exists()
    _become(praise, ASKED)
    if asked:
        return
    words = praise.words or sentence("praise_spoken", member.language)
    body = f"{words}\n{sentence('praise_asked', member.language, brand=live().community.name)}"
    approvals.ask(CONSENT, praise.id, member, body, now, person=member, answering=answering)
