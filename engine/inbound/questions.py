"""Open questions: those of workflows and of praise, the newest that the reply fits first."""

from __future__ import annotations

from datetime import datetime

from engine import praise, runner
from engine.inbound.answers import asked_outright
from engine.inbound.scene import Scene
from engine.models import Member, Praise

QUESTION, PRAISE = "question", "praise"


def open_question(scene: Scene, member: Member) -> str | None:
    """Offer the reply to what waits for one. Praise asked since the newest question comes first, else after it.

    What the member asks us is no answer, unless it fits one of a question's lines.
    """
    if scene.inbound.channel == "phone":
        return None
    ask = praise.ask_of(member)
    if (
        ask is not None
        and not scene.inbound.reply_token
        and _newer(ask, member)
        and _praise_took(ask, scene, member)
    ):
        return PRAISE
    lines_only = asked_outright(scene, member)
    if runner.reply(member, scene.inbound, scene.now, lines_only=lines_only) is not None:
        return QUESTION
    if ask is not None and _praise_took(ask, scene, member):
        return PRAISE
    return None


def _newer(ask: Praise, member: Member) -> bool:
    asked: list[datetime] = [
        one.asked_at for one in runner.open_questions(member) if one.asked_at is not None
    ]
    return ask.asked_at is not None and all(ask.asked_at >= other for other in asked)


def _praise_took(ask: Praise, scene: Scene, member: Member) -> bool:
    if praise.is_hosts(ask, member):
        return praise.host_said(ask, scene.inbound, scene.now)
    return praise.member_said(ask, scene.inbound, scene.now)
