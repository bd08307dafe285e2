"""A member's words: for the person they talk with. With two, a reply that could mean either is asked back about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from rapidfuzz.distance import OSA

from engine.models import Delivery, Inbound, Member, Thread
from engine.threads.accused import kept_from, standing_complaint
from engine.threads.answering import answer
from engine.threads.complaints import add_names
from engine.threads.kept import WHOM, keep, kept
from engine.threads.relay import member_wrote
from engine.threads.saying import name_of
from engine.threads.state import last_answer_at, open_threads_with
from engine.understanding import is_small_talk
from engine.understanding.normal import normal
from engine.wording.say import join_names
from engine.wording.sentences import sentence

THREAD = "thread"
A_WHILE = timedelta(hours=1)  # then words that wait for a name go on without it
COMPLAINT = {"en": "COMPLAINT", "es": "QUEJA"}
_FOR = re.compile(r"(?:its |it is |that is |thats |es )?(?:for |to |para |a )?(.+?)(?: please| por favor)?")


def by_mail(member: Member, inbound: Inbound) -> Thread | None:
    """The conversation whose words a mail of the member's replies to, be it closed or not."""
    sent = Delivery.get_or_none(
        (Delivery.reply_token == inbound.reply_token) & (Delivery.member == member.id)
    )
    if not inbound.reply_token or sent is None or sent.thread_id is None:
        return None
    return Thread.get_or_none((Thread.id == sent.thread_id) & (Thread.member == member.id))


def talking_with(member: Member, now: datetime) -> Thread | None:
    """Where words of theirs go that nothing else takes: the newest conversation, but never to whom a complaint is about."""
    open_ = open_threads_with(member.id, now)
    apart = kept_from(member.id, now)
    safe = [one for one in open_ if one.owner_id not in apart]
    return safe[0] if safe else standing_complaint(member.id, now)


def member_replied(
    member: Member, inbound: Inbound, asked_at: Callable[[], datetime | None], now: datetime
) -> str | None:
    """Take words as a reply to the person who wrote to the member last; None where nobody has.

    ``asked_at`` says when we last asked them anything ourselves: who wrote before that is not meant.
    """
    open_ = open_threads_with(member.id, now)
    if (found := _name_came(member, inbound, open_, now)) is not None:
        return found
    written = {one.id: at for one in open_ if (at := last_answer_at(one)) is not None}
    if not written:
        return None
    since = asked_at()
    if since is not None and since >= max(written.values()):
        return None
    if len({one.owner_id for one in open_}) == 1:
        return _pass(open_[0], inbound, now)
    meant = None if any(one.complaint for one in open_) else _meant(member, inbound, open_, written)
    if meant is not None:
        return _pass(meant, inbound, now)
    if is_small_talk(inbound.text, member.language):
        return None
    return _ask_whom(member, inbound, open_, now)


def let_go(thread: Thread, now: datetime) -> None:
    """Words that were kept for a name that never came go on: to a complaint's person, else to whoever this is with."""
    member = thread.member
    for one in kept(member, WHOM, now):
        if one.received_at <= now - A_WHILE:
            keep(one, THREAD)
            _pass(standing_complaint(member.id, now) or thread, one, now)


def _pass(thread: Thread, inbound: Inbound, now: datetime) -> str:
    if thread.complaint:
        add_names(thread, inbound.text, now)
    member_wrote(thread, inbound, now)
    return THREAD


def _meant(
    member: Member, inbound: Inbound, open_: Sequence[Thread], written: dict[int, datetime]
) -> Thread | None:
    """The one person who wrote since the member's own last words; where nobody did, whom those went to."""
    ids = [one.id for one in open_]
    theirs = (Inbound.member == member.id) & Inbound.thread_id.in_(ids) & (Inbound.id != inbound.id)
    last = Inbound.select().where(theirs).order_by(Inbound.id.desc()).first()
    fresh = [
        one for one in open_ if one.id in written and (last is None or written[one.id] >= last.received_at)
    ]
    if len({one.owner_id for one in fresh}) == 1:
        return fresh[0]
    if fresh or last is None:
        return None
    return next((one for one in open_ if one.id == last.thread_id), None)


def _name_came(member: Member, inbound: Inbound, open_: Sequence[Thread], now: datetime) -> str | None:
    """Whether these words are the name that others wait for; then all of them go on."""
    waiting = kept(member, WHOM, now, beside=inbound)
    found = _FOR.fullmatch(normal(inbound.text)) if waiting else None
    if found is None:
        return None
    labels = {normal(label): thread for label, thread in _labels(open_, member).items()}
    near = [label for label in labels if _is(found[1], label)]
    if len(near) != 1:
        return None
    inbound.thread_id = labels[near[0]].id
    for one in waiting:
        keep(one, THREAD)
        _pass(labels[near[0]], one, now)
    return THREAD


def _is(said: str, label: str) -> bool:
    return said == label or (len(label) > 4 and OSA.distance(said, label, score_cutoff=1) <= 1)


def _ask_whom(member: Member, inbound: Inbound, open_: Sequence[Thread], now: datetime) -> str:
    keep(inbound, WHOM)
    names = join_names(list(_labels(open_, member)), sentence("or", member.language))
    answer(member, inbound, sentence("for_whom", member.language, names=names), now, step="whom")
    newest = open_[0]
    newest.look_at = min(filter(None, (newest.look_at, now + A_WHILE)))
    newest.save(only=[Thread.look_at])
    return WHOM


def _labels(open_: Sequence[Thread], member: Member) -> dict[str, Thread]:
    """What the member may answer, one label each person: a first name, the whole one where two share that."""
    found: dict[str, Thread] = {}
    owners = {one.owner_id: one for one in reversed(open_)}
    firsts = [name_of(one.owner) for one in owners.values() if one.owner is not None]
    for one in reversed(list(owners.values())):
        if one.owner is None:
            found[COMPLAINT.get(member.language[:2], COMPLAINT["en"])] = one
        else:
            first = name_of(one.owner)
            found[first if firsts.count(first) == 1 else one.owner.name] = one
    return found
