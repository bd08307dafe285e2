"""Offering praise: the member is asked once, ever; then a host looks at the words."""

from __future__ import annotations

from datetime import datetime

from engine import approvals
from engine.language.conditions import Conditions
from engine.models import Member, Praise
from engine.models.sending import ANSWER
from engine.outbox import NewDelivery, queue
from engine.outbox.fields import person_fields
from engine.published import live
from engine.wording.say import title_from_name
from engine.wording.sentences import sentence

PRAISE, CONSENT = "praise", "consent"  # the host's yes, and before it the member's own
ASKED, OFFERED, APPROVED, DECLINED = "asked", "offered", "approved", "declined"


def offer(
    member: Member,
    words: str,
    message: str,
    cause: str,
    now: datetime,
    *,
    workflow: str = "",
    step_key: str = "",
    enrollment_id: int | None = None,
    to: Conditions | None = None,
) -> Praise:
    """Put praise on its way; once per ``cause``. ``message`` names the file whose words it is, unless ``words`` say.

    ``to`` is kept nowhere: when the praise is approved it is read from the step, which never changes in a revision.
    """
    row = Praise.get_or_none(Praise.cause == cause)
    if row is not None:
        found: Praise = row
        return found
    state = {None: ASKED, True: OFFERED, False: DECLINED}[member.praise_yes]
    waiting = state == ASKED and _already_asked(member)
    praise = Praise.create(
        member=member,
        enrollment=enrollment_id,
        cause=cause,
        message=message,
        words=words or _words(member, message),
        workflow=workflow,
        step_key=step_key,
        state=state,
        created_at=now,
    )
    if state == OFFERED:
        ask_host(praise, now)
    elif state == ASKED and not waiting:
        _ask_member(praise, now)
    return praise


def ask_host(praise: Praise, now: datetime) -> None:
    """Show a host the words; without a host it waits, and is shown once there is one."""
    body = f"Praise for {praise.member.name or 'a member'}: {praise.words}\nShare it? Reply YES, NO, or the words as you would say them."
    approvals.ask(PRAISE, praise.id, praise.member, body, now)


def thank(praise: Praise, now: datetime) -> None:
    """Their yes is answered, at once."""
    member = praise.member
    queue(
        NewDelivery(
            cause=f"praise:{praise.id}",
            step_key="thanks",
            member_id=member.id,
            kind=ANSWER,
            body=sentence("praise_thanks", member.language),
            context={"subject": "A word of praise"},
            enrollment_id=praise.enrollment_id,
            workflow=praise.workflow,
        ),
        now,
    )


def _words(member: Member, message: str) -> str:
    """The manager's words about this member, as the member and the host are shown them."""
    published = live()
    found = published.messages.choose(message, "text", member.language)
    if found is None:
        return title_from_name(message)
    return found.words.render(person_fields(member, member, published.community)).strip()


def _ask_member(praise: Praise, now: datetime) -> None:
    member = praise.member
    brand = live().community.name
    body = f"{praise.words}\n{sentence('praise_asked', member.language, brand=brand)}"
    approvals.ask(CONSENT, praise.id, member, body, now, person=member)


def _already_asked(member: Member) -> bool:
    return bool(Praise.select().where((Praise.member == member.id) & (Praise.state == ASKED)).exists())
