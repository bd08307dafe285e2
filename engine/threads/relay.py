"""Words passed on, both ways. Staff simply reply; where several wait for them, a number says who is meant."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from engine.models import Delivery, Inbound, Member, Thread
from engine.models.sending import PERSON, SERVICE, URGENT
from engine.outbox import NewDelivery, queue
from engine.threads.opening import mark, number_of, tell
from engine.threads.saying import closed, name_of, which_one, words_of
from engine.threads.state import close, latest_with_code, open_threads_of, reopen, touch
from engine.understanding.normal import normal

DONE = "done"
WHICH = "which thread"  # how a reply is marked that waits for its number
PATIENCE = timedelta(hours=12)  # for that number

_NUMBERED = re.compile(r"\s*#?(\d{1,3})\b[\s:.,)\-]*(.*)", re.DOTALL)
# With one conversation only a number that can't be part of the words: "3 o'clock works" is meant as it stands.
_SURELY_NUMBERED = re.compile(r"\s*(?:#(\d{1,3})\b|(\d{1,3})[:)])\s*(.*)", re.DOTALL)

# The same, or DONE with a number: whoever writes so means that conversation and no other.
_SURELY_NAMED = re.compile(
    _SURELY_NUMBERED.pattern + r"|\s*(done)\s+#?(\d{1,3})\s*[.!]?\s*", re.DOTALL | re.IGNORECASE
)


def member_wrote(thread: Thread, inbound: Inbound, now: datetime) -> None:
    """Pass a member's words on to the person they talk with."""
    mark(inbound, thread)
    touch(thread, now)
    owner = thread.owner
    if owner is not None:
        tell(thread, owner, thread.member, inbound, now)


def owner_wrote(owner: Member, inbound: Inbound, now: datetime) -> bool:
    """Pass an owner's words on to the member they are for; False where the owner has no conversation.

    ``DONE`` closes. Among several the number says which; without one we ask back, and keep the words until
    the number comes. A number that is open no more still says whom they meant: nobody else is told those words.
    """
    threads = open_threads_of(owner.id, now)
    words = words_of(inbound)
    thread = _by_mail(inbound, owner)
    if thread is None:
        thread, words = _numbered(threads, words)
    named = _SURELY_NAMED.fullmatch(words) if thread is None else None
    if named:
        thread, words = _earlier(owner, named, now)
    if thread is None and not threads:
        return False
    if thread is None and len(threads) == 1 and not named:
        thread = threads[0]
    if thread is None:
        _ask_which(owner, threads, inbound, now)
        return True
    _act(thread, owner, inbound, words, now)
    return True


def _act(thread: Thread, owner: Member, inbound: Inbound, words: str, now: datetime) -> None:
    mark(inbound, thread)
    said = normal(words)
    if said == DONE:
        close(thread, now)
        who = name_of(thread.member, number_of(thread.member))
        _answer(owner, inbound, closed(thread, who), now)
        return
    waiting = _waiting_words(owner, now) if not said else None
    if waiting is not None:
        mark(waiting, thread)
        words = words_of(waiting)
    if words.strip():
        _pass_on(thread, owner, inbound, words, now)
    touch(thread, now)


def _pass_on(thread: Thread, owner: Member, inbound: Inbound, words: str, now: datetime) -> None:
    queue(
        NewDelivery(
            cause=f"thread:{thread.id}",
            step_key=f"out:{inbound.id}",
            member_id=thread.member_id,
            about_id=owner.id,
            kind=PERSON,
            lane=URGENT,
            body=f"{name_of(owner)}: {words.strip()}",
            context={"subject": f"A word from {name_of(owner)}"},
            thread_id=thread.id,
            inbound_id=_answered(thread),
        ),
        now,
    )


def _answered(thread: Thread) -> int | None:
    """The member's words that are answered: by them the gate knows where they wrote from."""
    theirs = (Inbound.thread_id == thread.id) & (Inbound.member == thread.member_id)
    found: int | None = Inbound.select(Inbound.id).where(theirs).order_by(Inbound.id.desc()).limit(1).scalar()
    return found


def _numbered(threads: list[Thread], words: str) -> tuple[Thread | None, str]:
    """The thread whose number the words begin with, and the words without it; ``DONE 3`` counts too."""
    by_code = {thread.code: thread for thread in threads}
    turned = re.fullmatch(r"\s*(done)\s+#?(\d{1,3})\s*[.!]?\s*", words, re.IGNORECASE)
    if turned and int(turned[2]) in by_code:
        return by_code[int(turned[2])], turned[1]
    pattern = _NUMBERED if len(threads) > 1 else _SURELY_NUMBERED
    found = pattern.fullmatch(words)
    code = int(next(filter(None, found.groups()[:-1]))) if found else 0
    return (by_code[code], found[found.lastindex or 0]) if found and code in by_code else (None, words)


def _earlier(owner: Member, named: re.Match[str], now: datetime) -> tuple[Thread | None, str]:
    """The conversation that had the number they begin with, or close, and the words without it."""
    code, words = named[1] or named[2] or named[5], named[3] or named[4]
    thread = latest_with_code(owner.id, int(code), now)
    if thread is not None and normal(words) != DONE:
        reopen(thread)
    return thread, words


def _by_mail(inbound: Inbound, owner: Member) -> Thread | None:
    """The thread of the mail that is answered, where it was sent to this owner."""
    if not inbound.reply_token:
        return None
    sent = Delivery.get_or_none((Delivery.reply_token == inbound.reply_token) & (Delivery.member == owner.id))
    if sent is None or sent.thread_id is None:
        return None
    return Thread.get_or_none((Thread.id == sent.thread_id) & (Thread.owner == owner.id))


def _ask_which(owner: Member, threads: list[Thread], inbound: Inbound, now: datetime) -> None:
    inbound.understood_as = WHICH
    inbound.save(only=[Inbound.understood_as])
    named = [(thread.code, name_of(thread.member, number_of(thread.member))) for thread in threads]
    _answer(owner, inbound, which_one(sorted(named)), now)


def _waiting_words(owner: Member, now: datetime) -> Inbound | None:
    mine = (Inbound.member == owner.id) & (Inbound.understood_as == WHICH) & Inbound.thread_id.is_null()
    found: Inbound | None = (
        Inbound.select()
        .where(mine & (Inbound.received_at > now - PATIENCE))
        .order_by(Inbound.id.desc())
        .first()
    )
    return found


def _answer(owner: Member, inbound: Inbound, body: str, now: datetime) -> None:
    """A line of ours to the person themself."""
    queue(
        NewDelivery(
            cause=f"inbound:{inbound.id}",
            step_key="threads",
            member_id=owner.id,
            kind=SERVICE,
            lane=URGENT,
            body=body,
            context={"subject": "Your conversations"},
            inbound_id=inbound.id,
        ),
        now,
    )
