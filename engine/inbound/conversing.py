"""Conversations, from both ends: words of whoever has one, and of the member they talk with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from engine import runner, threads
from engine.inbound import approving, leading, voting
from engine.inbound.scene import Scene
from engine.models import Member, Thread
from engine.models.sending import ANSWER
from engine.understanding import is_keyword
from engine.wording.sentences import sentence

OUR_QUESTION = "what we asked you"
ZERO = re.compile(r"#?0[\s:.,)-]+\S")  # its number, and their answer
ZERO_ALONE = re.compile(r"\s*#?0[\s:.,)-]*")
NOTHING = "nothing waits"  # what that is understood as where it can mean nothing


def owners_reply(scene: Scene, member: Member) -> str | None:
    """Words of whoever has a conversation go to the member they talk with.

    Where they may as well answer what we asked ourselves, we ask back; unless the conversations all have their
    answer and we asked since. A 0 alone stands for that, so no member reads it. What is said on our line is no
    reply, and a caller's number proves nothing: nobody hears it as the owner's words.
    """
    if scene.inbound.channel == "phone" or leading.for_us(scene) or _zero_for_nothing(scene, member):
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
    """A person has written to this member since we last asked them anything: these words are for that person.

    A vote that was put to them since counts as asked where these words alone are a choice of it.
    """
    if scene.inbound.reply_token:
        thread = threads.by_mail(member, scene.inbound)
        if thread is not None:
            threads.member_wrote(thread, scene.inbound, scene.now)
        return "thread" if thread is not None else None

    def asked_at() -> datetime | None:
        questions = [one.asked_at for one in runner.open_questions(member, scene.inbound.received_at)]
        asked = (*questions, voting.asked_at(scene, member))
        return max((at for at in asked if at is not None), default=None)

    return threads.member_replied(member, scene.inbound, asked_at, scene.now)


def keyword_for_us(scene: Scene, member: Member) -> bool:
    """Whether somebody who talks with a person, from either end, surely means us: a workflow's word in capitals and
    nothing else. In small letters "first" may well answer what that person asked."""
    if scene.inbound.channel == "phone" or scene.inbound.reply_token:
        return False
    if not scene.text.isupper() or not is_keyword(scene.text, scene.published.keywords):
        return False
    return bool(threads.open_threads_of(member.id, scene.now)) or (
        threads.talking_with(member, scene.now) is not None
    )


def nothing_waits(scene: Scene, member: Member) -> str | None:
    """A 0 alone of whoever has conversations, or may have, where nothing asked for one: they are told so."""
    if scene.inbound.channel == "phone" or not ZERO_ALONE.fullmatch(scene.text) or scene.looping():
        return None
    if not member.role.strip() and not threads.open_threads_of(member.id, scene.now):
        return None
    scene.say(member, NOTHING, sentence("nothing_waits", member.language), kind=ANSWER)
    return NOTHING


def _zero_for_nothing(scene: Scene, member: Member) -> bool:
    """Whether it is a 0 alone and no words of theirs wait for a number; a mail says itself what it answers."""
    if scene.inbound.reply_token or not ZERO_ALONE.fullmatch(scene.text):
        return False
    return not threads.waits(member, scene.inbound, scene.now)


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
