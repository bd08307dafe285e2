"""Conversations, from both ends: words of whoever has one, and of the member they talk with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from engine import runner, threads
from engine.inbound import approving, leading
from engine.inbound.scene import Scene
from engine.models import Member, Thread

OUR_QUESTION = "what we asked you"
ZERO = re.compile(r"#?0[\s:.,)-]+\S")  # its number, and their answer


def owners_reply(scene: Scene, member: Member) -> str | None:
    """Words of whoever has a conversation go to the member they talk with.

    Where they may as well answer what we asked ourselves, we ask back; unless the conversations all have their
    answer and we asked since. What is said on our line is no reply, and a caller's number proves nothing: nobody
    hears it as the owner's words.
    """
    if scene.inbound.channel == "phone" or leading.for_us(scene):
        return None
    conversations = threads.open_threads_of(member.id, scene.now)
    asked = (
        list(_asked(scene, member, conversations)) if conversations and not scene.inbound.reply_token else []
    )
    if asked and _all_answered(conversations, max(asked), scene.now):
        return None
    ours = OUR_QUESTION if asked or ZERO.match(scene.text) else ""
    said = threads.owner_wrote(member, scene.inbound, scene.now, ours=ours)
    return leading.of_a_leader(scene, member) if said == threads.OURS else said


def in_conversation(scene: Scene, member: Member) -> str | None:
    """A person has written to this member since we last asked them anything: these words are for that person."""
    if scene.inbound.reply_token:
        thread = threads.by_mail(member, scene.inbound)
        if thread is not None:
            threads.member_wrote(thread, scene.inbound, scene.now)
        return "thread" if thread is not None else None
    questions = [one.asked_at for one in runner.open_questions(member, scene.inbound.received_at)]
    newest = max((at for at in questions if at is not None), default=None)
    return threads.member_replied(member, scene.inbound, newest, scene.now)


def _asked(scene: Scene, member: Member, conversations: list[Thread]) -> Iterator[datetime]:
    """When we asked them things ourselves that these words may answer; to an ask for a yes, while somebody waits for
    a word of theirs or wrote since, only a yes or a no does."""
    busy = any(one.quiet_after > scene.now for one in conversations)

    def free(at: datetime) -> bool:
        return not busy or _all_answered(conversations, at, scene.now)

    if (at := approving.asked_at(scene, member, own_words=free)) is not None:
        yield at
    if (at := leading.asked_to_lead(scene, member)) is not None:
        yield at
    if (at := runner.question_for(member, scene.inbound)) is not None:
        yield at


def _all_answered(conversations: list[Thread], asked_at: datetime, now: datetime) -> bool:
    """Whether nobody waits for a word of theirs, or has not for a day, and we asked after all that was said."""
    waits = (one.waits_since is not None and one.quiet_after > now for one in conversations)
    return not any(waits) and all(one.last_at <= asked_at for one in conversations)
