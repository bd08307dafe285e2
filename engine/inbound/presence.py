"""HERE: who was on a call and was not seen there, or is at a meeting, where nobody is counted, is believed."""

from __future__ import annotations

from engine import attendance
from engine.inbound.scene import Scene
from engine.models import Member, Occurrence
from engine.models.running import MEETING
from engine.models.sending import ANSWER
from engine.understanding.presence import says_here
from engine.wording.sentences import sentence

HERE = "here"


def here(scene: Scene, member: Member) -> str | None:
    """Note it for the call or meeting that is on or was lately; without one these are ordinary words, as a manager's are."""
    if scene.inbound.channel == "phone" or not says_here(scene.text):
        return None
    if scene.keyword is not None or scene.looping():
        return None
    call = attendance.call_meant(scene.now)
    if call is None:
        return None
    known = attendance.say_there(member, call, scene.now)
    scene.say(member, HERE, sentence(_thanks(call, known), member.language), kind=ANSWER)
    if call.kind == MEETING:
        attendance.report_said(member, call, scene.now)
    return HERE


def _thanks(call: Occurrence, known: str) -> str:
    if call.kind == MEETING:
        return "here_met"
    return "here_noted" if known == "noted" else "here_seen"
