"""Open questions: those of workflows and asks for a yes, the newest that the reply fits first."""

from __future__ import annotations

from engine import runner, threads, wishes
from engine.inbound import approving
from engine.inbound.answers import asked_outright
from engine.inbound.scene import Scene
from engine.models import Member
from engine.understanding import match_opening

QUESTION = "question"


def open_question(scene: Scene, member: Member) -> str | None:
    """Offer the reply to what waits for one. An ask put since the newest question comes first, else after it.

    What the member asks us, tells us with a workflow's word, alone or before it, or says while a complaint of theirs
    stands, is no answer, unless it fits one of a question's lines: nobody is called WIN. Nor is a plain yes or no while
    an ask waits for one: it would be kept as words of theirs, and what was to be signed would stay unsigned.
    """
    if scene.inbound.channel == "phone" or wishes.rests(member, scene.now):
        return None  # whoever grieves is answered by a person
    questions = [one.asked_at for one in runner.open_questions(member) if one.asked_at is not None]
    newest = max(questions, default=None)
    if (said := approving.reply(scene, member, since=newest)) is not None:
        return said
    apart = threads.standing_complaint(member.id, scene.now) is not None
    told = match_opening(scene.text, scene.published.openings) is not None
    told = told or scene.keyword is not None
    lines_only = apart or told or _yes_or_no(scene, member) or asked_outright(scene, member)
    if runner.reply(member, scene.inbound, scene.now, lines_only=lines_only) is not None:
        return QUESTION
    return approving.reply(scene, member)


def _yes_or_no(scene: Scene, member: Member) -> bool:
    """Whether it is a yes or a no to the ask that waits for this member's."""
    return approving.asked_at(scene, member, own_words=lambda since: False) is not None
