"""When a person has it: replies in conversations, answers of the manager's, and whatever nobody foresaw."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from engine import consent, runner, threads
from engine.inbound import approving, phone_line
from engine.inbound.scene import Scene
from engine.models import Delivery, Member
from engine.models.sending import ANSWER
from engine.outbox.fields import call_fields, person_fields, recording_fields
from engine.outbox.line import our_line
from engine.published import workflow_of
from engine.threads.saying import name_of
from engine.wording.first import human_has_it
from engine.wording.merge import MergeError
from engine.wording.say import title_from_name

ONCE_A_DAY = timedelta(days=1)
HOST = "host"


def agreed(scene: Scene) -> bool:
    return scene.address is not None and consent.state(scene.address).given is True


def owners_reply(scene: Scene, member: Member) -> str | None:
    """Words of whoever has a conversation go to the member they talk with; an ask for a yes put since comes first.

    To such an ask they may then say yes or no; words of their own are meant for the conversation.
    What is said on our line is no reply, and a caller's number proves nothing: nobody hears it as the owner's words.
    """
    if scene.inbound.channel == "phone":
        return None
    conversations = threads.open_threads_of(member.id, scene.now)
    if conversations:
        busy = any(thread.quiet_after > scene.now for thread in conversations)
        said = approving.reply(scene, member, since=conversations[0].last_at, own_words=not busy)
        if said is not None:
            return said
    passed_on = threads.owner_wrote(member, scene.inbound, scene.now)
    return (scene.inbound.understood_as or "thread") if passed_on else None


def in_conversation(scene: Scene, member: Member) -> str | None:
    """A person has written to this member since we last asked them anything: these words are for that person."""
    thread = threads.holding(member.id, scene.now)
    written = threads.last_answer_at(thread) if thread is not None else None
    if thread is None or written is None or _asked_since(scene, member, written):
        return None
    threads.member_wrote(thread, scene.inbound, scene.now)
    return "thread"


def _asked_since(scene: Scene, member: Member, written: datetime) -> bool:
    """Whether a question of a workflow's is newer than the person's words; a mail says itself what it answers."""
    if scene.inbound.reply_token:
        sent = Delivery.get_or_none(Delivery.reply_token == scene.inbound.reply_token)
        return sent is not None and sent.thread_id is None
    questions = runner.open_questions(member, scene.inbound.received_at)
    return any(one.asked_at is not None and one.asked_at > written for one in questions)


def answer(scene: Scene, member: Member, name: str) -> str | None:
    """Send the manager's answer; None where its words can't be merged for this member."""
    found = scene.published.answer(name, member.language)
    language = found.language or scene.community.language
    used = {one.partition(".")[0] for one in found.words.names}
    try:
        body = found.words.render(_fields(scene, member, used, language))
    except MergeError:
        return None
    scene.send(member, "answer", body, title_from_name(name))
    return "answer"


def _fields(scene: Scene, member: Member, used: set[str], language: str) -> dict[str, Any]:
    """The merge fields of an answer: the member's, the next call's, the newest recording's."""
    fields = person_fields(member, member, scene.community)
    line = our_line(scene.kit.settings) if used & {"call", "recording"} else ""
    coming = phone_line.next_occurrence(scene.now) if "call" in used else None
    if coming is not None:
        call = workflow_of(coming.revision_id).call
        fields["call"] = call_fields(coming, call, member, line, language)
    elif "call" in used:
        fields["call"] = {"number": line}  # known although no call is planned
    newest = phone_line.newest_recording(scene.now, member) if "recording" in used else None
    if newest is not None:
        fields["recording"] = recording_fields(newest, scene.kit.links, line, member, scene.published)
    return fields


def to_a_person(scene: Scene, member: Member, about: str = "") -> str:
    """Nothing fits, so a person gets it; the member is told so once a day at most."""
    thread = threads.holding(member.id, scene.now)
    if thread is not None:
        threads.member_wrote(thread, scene.inbound, scene.now)
    else:
        if threads.owner_for(member, HOST) is None and member.role == HOST:
            return "nobody else"  # the host's own words, and nobody to hand them to
        threads.open_thread(member, HOST, scene.now, about=about, inbound=scene.inbound)
    tell_member(scene, member)
    return "person"


def unproven(scene: Scene, member: Member) -> str:
    """Mail that only says it is from this member: a person judges it, and nobody else's words are made of it."""
    if threads.owner_for(member, HOST) is None:
        return "unproven"
    threads.open_thread(
        member, HOST, scene.now, about="mail whose sender is not proven", inbound=scene.inbound
    )
    return "unproven"


def tell_member(scene: Scene, member: Member) -> None:
    """A person has it: said once a day at most."""
    told = member.last_told_human_at
    if scene.inbound.channel == "phone" or (told is not None and told > scene.now - ONCE_A_DAY):
        return
    owner = threads.owner_for(member, HOST)
    name = name_of(owner) if owner else ""
    scene.say(member, "a person has it", human_has_it(name, member.language), kind=ANSWER)
    member.last_told_human_at = scene.now
    member.save(only=[Member.last_told_human_at])
