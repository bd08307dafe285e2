"""When a person has it: answers of the manager's, and whatever nobody foresaw."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from engine import consent, threads
from engine.inbound import complaining, phone_line
from engine.inbound.scene import Scene
from engine.models import Member, Thread
from engine.models.sending import ANSWER
from engine.outbox.fields import as_texted, call_fields, person_fields, recording_fields
from engine.outbox.line import our_line
from engine.published import workflow_of
from engine.threads.saying import PRACTICE, name_of
from engine.wording.first import human_has_it
from engine.wording.merge import MergeError
from engine.wording.say import title_from_name

ONCE_A_DAY = timedelta(days=1)
HOST = "host"


def agreed(scene: Scene) -> bool:
    return scene.address is not None and consent.state(scene.address).given is True


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
    return as_texted(fields) if scene.inbound.channel == "text" else fields


def practiced(scene: Scene, member: Member) -> str | None:
    """What somebody tried by phone goes to a mentor, whoever else they talk with."""
    raw = scene.inbound.raw
    if scene.inbound.channel != "phone" or raw.get("about") != PRACTICE or not raw.get("recording"):
        return None
    return to_a_person(scene, member, about="practice. One thing that is good, one to try", apart=True)


def to_a_person(scene: Scene, member: Member, about: str = "", *, apart: bool = False) -> str:
    """Nothing fits, so a person gets it; the member is told so once a day at most.

    It is whoever they are talking with; kept ``apart`` from that, whoever has the role.
    """
    thread = None if apart else threads.talking_with(member, scene.now)
    if thread is not None:
        threads.member_wrote(thread, scene.inbound, scene.now)
    else:
        role = _role(scene)
        if threads.owner_for(member, role, scene.now) is None and member.role == HOST:
            return "nobody else"  # the host's own words, and nobody to hand them to
        thread = threads.open_thread(member, role, scene.now, about=about, inbound=scene.inbound)
    tell_member(scene, member, thread)
    return "person"


def _role(scene: Scene) -> str:
    """The host, or who is to get what was left by phone at this key."""
    return str(scene.inbound.raw.get("role") or HOST) if scene.inbound.channel == "phone" else HOST


def unproven(scene: Scene, member: Member) -> str:
    """Mail that only says it is from this member: a person judges it, and nobody else's words are made of it."""
    if complaining.unproven_complaint(scene, member):
        return complaining.COMPLAINT
    if threads.owner_for(member, HOST, scene.now) is None:
        return "unproven"
    about = "mail whose sender is not proven"
    threads.open_thread(member, HOST, scene.now, about=about, inbound=scene.inbound)
    return "unproven"


def tell_member(scene: Scene, member: Member, thread: Thread) -> None:
    """A person has it: said once a day at most."""
    told = member.last_told_human_at
    if scene.inbound.channel == "phone" or (told is not None and told > scene.now - ONCE_A_DAY):
        return
    name = name_of(thread.owner) if thread.owner is not None else ""
    scene.say(member, "a person has it", human_has_it(name, member.language), kind=ANSWER)
    member.last_told_human_at = scene.now
    member.save(only=[Member.last_told_human_at])
