"""Words of those who lead calls: SICK, ON, a word texted back, and the yes or no of a stand-in who was asked."""

from __future__ import annotations

from datetime import datetime

from engine import approvals, cover, runner, threads
from engine.inbound.scene import Scene
from engine.models import Member
from engine.understanding.leading import leading, takes_it

LEADING, SICK = "leading", "sick"  # what these words are understood as


def of_a_leader(scene: Scene, member: Member) -> str | None:
    """Act on such words; None where they are none, or come from somebody who leads no call."""
    if scene.inbound.channel == "phone":
        return None
    settings, now, inbound = scene.kit.settings, scene.now, scene.inbound
    said = leading(scene.text)
    row = cover.led_by(member, now) if said is not None else None
    if said is None or row is None:
        return _yes_or_no(scene, member)
    if said == "on":
        cover.on(member, row, settings, now, inbound.id)
        return LEADING
    if scene.looping():
        return None
    cover.ask_word(member, row, settings, now, inbound.id)
    return SICK


def for_us(scene: Scene) -> bool:
    """Whether they have said that these words are for us, and for nobody they talk with."""
    return bool(scene.inbound.raw.get("for") == threads.OURS)


def asked_to_lead(scene: Scene, member: Member) -> datetime | None:
    """When they were asked to lead a call, where these words are a yes or no to it."""
    if takes_it(scene.text, member.language) is None:
        return None
    one = cover.asked(member, scene.now)
    if one is not None:
        return one.asked_at
    row = cover.led_by(member, scene.now)
    return cover.reminded_at(row, member) if row is not None else None


def _yes_or_no(scene: Scene, member: Member) -> str | None:
    """A yes or no is meant for whoever asked last: a stand-in's question, the host's reminder, or another.

    Somebody who leads no call, and was asked to lead one, may say it as a leader does, too.
    """
    yes = takes_it(scene.text, member.language)
    if yes is None:
        return None
    settings, now, inbound = scene.kit.settings, scene.now, scene.inbound
    one = cover.asked(member, now)
    if one is not None and not _asked_since(scene, member, one.asked_at):
        return LEADING if cover.answered(member, yes, settings, now, inbound.id) else None
    row = cover.led_by(member, now)
    reminded = cover.reminded_at(row, member) if row is not None else None
    if row is None or reminded is None or _asked_since(scene, member, reminded):
        return None
    act = cover.on if yes else cover.ask_word
    act(member, row, settings, now, inbound.id)
    return LEADING


def _asked_since(scene: Scene, member: Member, instant: datetime) -> bool:
    if not for_us(scene) and any(
        one.waits_since is not None and one.last_at > instant
        for one in threads.open_threads_of(member.id, scene.now)
    ):
        return True
    ask = approvals.open_ask(member, scene.now, scene.inbound)
    questions = [one.asked_at for one in runner.open_questions(member, scene.inbound.received_at)]
    newer = [at for at in (*questions, ask.since if ask else None) if at is not None and at > instant]
    return bool(newer)
