"""Words passed on, both ways. Staff simply reply; where several wait for them, a number says who is meant."""

from __future__ import annotations

from datetime import datetime, timedelta

from engine.models import Delivery, Inbound, Member, Thread, Turn
from engine.threads import hints, saying
from engine.threads.answering import answer
from engine.threads.kept import WHICH, keep, kept, said_again
from engine.threads.masking import without_signature
from engine.threads.notes import note
from engine.threads.opening import mark, number_of, pass_to_member, tell
from engine.threads.saying import name_of, words_of
from engine.threads.state import (
    answered,
    awaits,
    close,
    latest_with_code,
    look_again,
    open_threads_of,
    reopen,
    touch,
)
from engine.understanding import is_small_talk
from engine.understanding.addressed import DONE, Addressed, addressed, surely
from engine.understanding.normal import normal

THREAD, OURS, NOTE, HINT = "thread", "ours", "note", "hint"  # what words of theirs are understood as
ZERO = 0  # the number of what we asked them ourselves
ZERO_ALONE = "for us"  # what that number is understood as, said after words that waited for one
LATELY = timedelta(days=2)  # so long they may not know that somebody else has it


def member_wrote(thread: Thread, inbound: Inbound, now: datetime) -> None:
    """Pass a member's words on to the person they talk with."""
    mark(inbound, thread)
    reopen(thread)
    touch(thread, now)
    owner = thread.owner
    if owner is None:
        return
    if thread.waits_since is not None or not is_small_talk(inbound.text, thread.member.language):
        awaits(thread, now)  # a thank you asks for no answer
    tell(thread, owner, thread.member, inbound, now)


def owner_wrote(owner: Member, inbound: Inbound, now: datetime, *, ours: str = "") -> str | None:
    """Pass an owner's words on to the member they are for, or do what DONE, NOTE and HINT say; what they were.

    None where the owner has no conversation. Among several the number says which; without one we ask back, and
    keep the words until the number comes. ``ours`` names what we asked them ourselves, if the words may answer
    that: then 0 stands for it, and OURS means that they do, without that number. A number that is open no more
    still says whom they meant: nobody else is told those words.
    """
    if inbound.reply_token:
        return _by_mail(owner, inbound, now)
    threads = open_threads_of(owner.id, now)
    by_code = {thread.code: thread for thread in threads}
    waiting = kept(owner, WHICH, now, beside=inbound)
    zero = {ZERO} if ours or waiting else set()
    text = _said(inbound, owner)
    said = addressed(text, {*by_code, *zero})
    if said.code == ZERO:
        return _for_us(said, inbound, waiting)
    thread = by_code[said.code] if said.code is not None else None
    named = surely(text) if thread is None else None
    if named is not None and (found := _of_before(owner, inbound, text, named, now)) is not None:
        return found
    if not threads:
        return _note_on_done(owner, inbound, said, now)
    if thread is None and named is None and len(threads) == 1 and (not ours or said.command):
        thread = threads[0]
    if thread is None:
        _ask_which(owner, threads, inbound, ours, now)
        return WHICH
    if said.code is not None and not said.words.strip() and not said.command and waiting:
        return _all_kept(thread, owner, inbound, waiting, now)
    for again in said_again(waiting, said.words):
        mark(again, thread)
    return _act(thread, owner, inbound, said, now)


def _said(inbound: Inbound, owner: Member) -> str:
    """Their words; of a mail without the signature, and DONE where that is its first line."""
    words = without_signature(words_of(inbound), owner, inbound)
    first = words.strip().partition("\n")[0]
    return first if inbound.channel == "email" and normal(first) == DONE else words


def _all_kept(thread: Thread, owner: Member, inbound: Inbound, waiting: list[Inbound], now: datetime) -> str:
    """The number came that the kept words waited for."""
    mark(inbound, thread)
    for one in waiting:
        _act(thread, owner, one, addressed(_said(one, owner), ()), now)
    return THREAD


def _act(thread: Thread, owner: Member, inbound: Inbound, said: Addressed, now: datetime) -> str:
    mark(inbound, thread)
    who = name_of(thread.member, number_of(thread.member))
    if said.command == "done":
        close(thread, now)
        answer(owner, inbound, saying.closed(thread, who), now)
        return THREAD
    if said.command == "hint":
        answer(owner, inbound, hints.hint(thread, owner, said.words, now), now)
        return HINT
    if said.command == "note":
        return _note(thread, owner, inbound, said.words, who, now)
    if said.words.strip():
        pass_to_member(thread, owner, inbound, said.words, now)
        reopen(thread)
        answered(thread)
    touch(thread, now)
    return THREAD


def _note(thread: Thread, owner: Member, inbound: Inbound, words: str, who: str, now: datetime) -> str:
    """Keep it; whoever notes something has it in hand, so they are left in peace as long as after new words."""
    if not words.strip():
        answer(owner, inbound, saying.what_note(), now)
        return NOTE
    note(thread, owner, words, inbound, now)
    if thread.waits_since is not None:
        look_again(thread, now)
    answer(owner, inbound, saying.noted(thread, who), now)
    return NOTE


def _for_us(said: Addressed, inbound: Inbound, waiting: list[Inbound]) -> str:
    """The words are for us: those behind the 0, or those that were kept, which are read once more."""
    if said.words.strip() or said.command:
        inbound.text = said.words
        inbound.save(only=[Inbound.text])
        return OURS
    for one in waiting:
        one.raw = {**one.raw, "for": OURS}
        one.understood_as, one.handled_at = "", None
        one.save(only=[Inbound.raw, Inbound.understood_as, Inbound.handled_at])
    return ZERO_ALONE  # never to be kept with words that wait for a number: it was one


def _ask_which(owner: Member, threads: list[Thread], inbound: Inbound, ours: str, now: datetime) -> None:
    keep(inbound, WHICH)
    named = [(thread.code, name_of(thread.member, number_of(thread.member))) for thread in threads]
    also = [(ZERO, ours)] if ours else []
    answer(owner, inbound, saying.which_one([*sorted(named), *also]), now)


def _by_mail(owner: Member, inbound: Inbound, now: datetime) -> str | None:
    """A mail says itself what it answers: a conversation that is theirs, or was, or none of them."""
    sent = Delivery.get_or_none((Delivery.reply_token == inbound.reply_token) & (Delivery.member == owner.id))
    thread = Thread.get_or_none(Thread.id == sent.thread_id) if sent is not None and sent.thread_id else None
    if thread is None or thread.member_id == owner.id:
        return None
    if thread.owner_id != owner.id:
        return _was_theirs(thread, owner, inbound, now)
    return _act(thread, owner, inbound, addressed(_said(inbound, owner), {thread.code}), now)


def _of_before(owner: Member, inbound: Inbound, text: str, code: int, now: datetime) -> str | None:
    """Words that surely name a conversation of theirs which is closed, or that somebody else has since."""
    thread = latest_with_code(owner.id, code, now)
    if thread is not None:
        return _act(thread, owner, inbound, addressed(text, {code}), now)
    mine = (Turn.owner == owner.id) & (Turn.ended_at > now - LATELY) & (Thread.code == code)
    passed = (
        Thread.select().join(Turn).where(mine & (Thread.owner != owner.id)).order_by(Turn.id.desc()).first()
    )
    return _was_theirs(passed, owner, inbound, now) if passed is not None else None


def _note_on_done(owner: Member, inbound: Inbound, said: Addressed, now: datetime) -> str | None:
    """A note on the conversation that was closed just now."""
    mine = (Thread.owner == owner.id) & (Thread.done_at > now - LATELY)
    done = list(Thread.select().where(mine)) if said.command == "note" else []
    if not done:
        return None
    if len(done) == 1:
        return _note(done[0], owner, inbound, said.words, name_of(done[0].member), now)
    answer(owner, inbound, saying.which_note(), now)
    return NOTE


def _was_theirs(thread: Thread, owner: Member, inbound: Inbound, now: datetime) -> str:
    """It went to nobody, and they are told so."""
    who = name_of(thread.member, number_of(thread.member))
    answer(owner, inbound, saying.not_yours(thread, who), now)
    return "not theirs any more"
