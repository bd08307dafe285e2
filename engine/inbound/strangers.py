"""People we do not know. One who texts a join word becomes a member; any other gets a polite line and a person."""

from __future__ import annotations

from engine import consent, threads
from engine.community import inviting, members
from engine.community.details import DetailError, Details, checked
from engine.inbound import complaining, limits
from engine.inbound.scene import Scene
from engine.models import Member
from engine.models.people import EMAIL, PHONE, STRANGER
from engine.understanding import match_keyword
from engine.wording.first import polite_stranger, start_confirmation
from engine.wording.phones import AddressError, zone_of
from engine.wording.sentences import sentence


def join_word(scene: Scene) -> bool:
    return match_keyword(scene.text, dict.fromkeys(scene.community.join_words, True)) is True


def joins(scene: Scene) -> bool:
    """Whether these words ask to be in: a join word, or the word of a member who invited them."""
    return join_word(scene) or inviting.inviter_by(scene.text) is not None


def join(scene: Scene) -> str:
    """A join word by text from anybody who is not in: consent with its evidence, and the welcome.

    Whoever invited them becomes their sponsor: the member whose word it is, or who said that they would invite them.
    """
    if not limits.allowed(limits.joining(scene.inbound.from_value), scene.now):
        return "join over the limit"
    member = scene.member
    if member is None or member.how == STRANGER:
        try:
            details = checked(Details(phone=scene.inbound.from_value), scene.community)
        except (AddressError, DetailError):
            return "join from where we don't write to"
        member = members.add(details, "text", scene.now)
    scene.inbound.member = member
    address = members.reach_at(member, PHONE, scene.inbound.from_value, scene.now)
    before = consent.state(address).given
    _brought(scene, member, new=before is None)
    started = members.agree(member, address, "text", _evidence(scene), scene.now, inbound=scene.inbound)
    if not started:  # nothing greets them, so we do
        brand = scene.community.name
        words = (
            start_confirmation(brand, member.language)
            if before is False
            else sentence("already_member", member.language)
        )
        scene.say(member, "joined", words)
    return "joined"


def _brought(scene: Scene, member: Member, *, new: bool) -> None:
    """Whoever invited them, or sold to them before they had agreed, is their sponsor, and is told of it as an event."""
    meant, name = inviting.inviter_of(scene.inbound.from_value)
    inviter = (member.sponsor if new else None) or inviting.inviter_by(scene.text) or meant
    if name and not member.name:
        Member.update(name=name).where(Member.id == member.id).execute()
        member.name = name
    if inviter is not None:
        inviting.brought(inviter, member, scene.now)


def already_in(scene: Scene, member: Member) -> str:
    if not scene.looping():
        scene.say(member, "member already", sentence("already_member", member.language))
    return "member already"


def stranger_wrote(scene: Scene) -> str:
    """Reach the host, and answer politely once a day. Over the limits it is only recorded."""
    inbound, now = scene.inbound, scene.now
    channel = EMAIL if inbound.channel == "email" else PHONE
    member = scene.member
    if member is None:
        if not inbound.from_value or not limits.allowed(
            limits.new_stranger(channel, inbound.from_value), now
        ):
            return "stranger over the limit"
        zone = (zone_of(inbound.from_value) if channel == PHONE else None) or scene.community.timezone
        member = members.stranger(channel, inbound.from_value, zone, scene.community.language, now)
        inbound.member = member
    if (complaint := complaining.complaining(scene, member)) is not None:
        return complaint
    thread = threads.talking_with(member, now)
    if thread is not None:
        threads.member_wrote(thread, inbound, now)
    else:
        threads.open_thread(member, "host", now, about="they are not a member", inbound=inbound)
    if inbound.channel != "phone":  # the line itself has answered them
        _polite_line(scene, member, channel)
    return "stranger"


def _polite_line(scene: Scene, member: Member, channel: str) -> None:
    if scene.looping() or not limits.allowed(
        limits.strangers_line(channel, scene.inbound.from_value), scene.now
    ):
        return
    word = scene.community.join_words[0] if scene.community.join_words and channel == PHONE else ""
    scene.say(member, "stranger", polite_stranger(scene.community.name, word, member.language))


def _evidence(scene: Scene) -> dict[str, str]:
    """What 16 CFR 310.5(a)(8) asks to be kept: the request as made, when, and to which number."""
    inbound = scene.inbound
    return {
        "words": inbound.text[:500],
        "at": inbound.received_at.isoformat(),
        "from": inbound.from_value,
        "to": inbound.to_value,
        "inbound": inbound.public_id,
        "purpose": f"messages from {scene.community.name}",
    }
