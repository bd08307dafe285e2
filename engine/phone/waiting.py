"""What is heard until the leader is in: a sentence every so often, music in between.

The provider asks for it beside the call itself and says little of whom it is for, so the address says it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from engine import cover, rooms
from engine.inbound.phone_line import newest_recording
from engine.language.community import Community
from engine.links import Links
from engine.models import Leg
from engine.models.db import transaction
from engine.models.phone import BRIDGE, LEADER
from engine.outbox.fields import first_name
from engine.phone.listening import audio
from engine.phone.script import Act, Go, Pause, Play, Say, Script, to
from engine.phone.words import spoken
from engine.sounds import played

MUSIC = "/hold-music.mp3"
LONG = 3600  # seconds: nothing more is said to whoever is on the way out


def wait(leg: Leg | None, over: bool, community: Community, links: Links, now: datetime) -> Script:
    """One round of waiting. ``over``: they have heard the recording that takes the place of the call, and are shown
    out unless somebody leads it after all."""
    language = leg.member.language if leg is not None and leg.member else community.language
    if leg is None:
        return Script((Play(links.public_url + MUSIC),), language)
    if over and not rooms.leader_present(leg.occurrence, now):
        _show_out(leg, now)
        return Script((Pause(LONG),), language)
    again = Go(to("wait", leg=leg.call_sid))
    if rooms.nobody_leads(leg.occurrence, now):
        goes_on = Go(to("wait", leg=leg.call_sid, over=1))
        return Script((*_instead(leg, community, links, language, now), goes_on), language)
    said = _sentence(leg, community, language, now)
    return Script((said, Play(links.public_url + MUSIC), again), language)


def _sentence(leg: Leg, community: Community, language: str, now: datetime) -> Say:
    on = leg.occurrence
    if leg.role == LEADER:
        return Say(spoken("wait_alone", language))
    if now < on.starts_at:
        minutes = -(-(on.starts_at - now) // timedelta(minutes=1))
        key = "wait_starts_one" if minutes == 1 else "wait_starts"
        return Say(spoken(key, language, minutes=minutes))
    if cover.wanted(on):
        return Say(spoken("wait_somebody", language))
    member = on.led_by or on.host
    leader = first_name(member, community.nameless) if member else community.host
    return Say(spoken("wait_leader", language, leader=leader or spoken("somebody", language)))


def _instead(leg: Leg, community: Community, links: Links, language: str, now: datetime) -> tuple[Act, ...]:
    said = rooms.terms(leg.occurrence)
    wanted = said is not None and said.if_nobody_leads is not None
    recording = newest_recording(now, leg.member) if wanted else None
    if recording is None:
        return (Say(spoken("nobody_leads_nothing", language)),)
    played(recording, "phone", now, listener=leg.member, community=community)
    sound = Play(audio(links, recording, leg.member))
    return (Say(spoken("nobody_leads", language)), sound, Say(spoken("nobody_leads_goodbye", language)))


def _show_out(leg: Leg, now: datetime) -> None:
    """They are taken out; whoever hears the room through this bridge, too."""
    with transaction():
        if leg.role == BRIDGE:
            rooms.end_bridged(leg, now)
        rooms.kick(leg, now)
