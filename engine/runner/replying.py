"""A member's reply, offered to the questions that are open."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from engine.language.steps import Ask, Step, Wait, reaches_a_person
from engine.models import Delivery, Enrollment, Inbound, Member
from engine.models.looks import Look
from engine.models.people import lock_member
from engine.models.running import ACTIVE, REPLY, TEXTED
from engine.models.sending import SENDING, SENT, UNKNOWN
from engine.now import EPOCH
from engine.runner.entering import settle
from engine.runner.moving import move
from engine.runner.responding import keep_response
from engine.runner.scene import Scene
from engine.steps import ANYTHING_ELSE, Replied, Walk
from engine.times import UntilTexted
from engine.understanding import asks, fit
from engine.understanding.details import OWN_DETAILS

WORD = "their word"
MAY_HAVE_LEFT = (SENDING, UNKNOWN, SENT)  # a member can be faster than our settling


def open_questions(member: Member, at: datetime | None = None) -> list[Enrollment]:
    """The member's walks that wait for an answer, the newest question first.

    A question takes replies from the moment it may have left up to its end; ``at`` is when the reply was
    recorded, however late it is read, and None asks for all that have not been closed.
    """
    taking = [one for one in _WAITING.found(EPOCH, member.id, REPLY) if _takes(one, at)]
    return sorted(taking, key=lambda one: (one.asked_at or one.started_at, one.id), reverse=True)


def reply(member: Member, inbound: Inbound, now: datetime, *, lines_only: bool = False) -> str | None:
    """Offer a reply to the member's open questions; what it was taken for, or None: it goes to a person.

    It answers the newest question it fits, then older ones; then it may be the word that a walk waits for; fitting
    none, it is the newest question's `anything else`, but not with ``lines_only``, for words that fit something else.
    An email that replies to a question answers that one or none. ``inbound.enrollment`` is set to the walk
    that took it; saving it is the caller's.
    """
    locked = lock_member(member.id)
    if locked is None:
        return None
    scene = Scene(now)
    standing = scene.paused()
    questions = [one for one in open_questions(locked, inbound.received_at) if one.workflow not in standing]
    if inbound.reply_token:
        questions = [one for one in questions if _replies_to(inbound.reply_token, one)]
    taken = _taken(questions, locked, inbound, scene, lines_only=lines_only)
    if taken is None:
        return None
    enrollment, step, branch = taken
    inbound.enrollment = enrollment
    move(enrollment, locked, Replied(inbound.received_at, branch, inbound.text.strip(), inbound.id), scene)
    settle(scene)
    if isinstance(step, Ask):
        keep_response(enrollment, step, branch, inbound)
    line = step.answers[int(branch)].ways[0] if isinstance(step, Ask) and branch.isdigit() else branch
    return f"{enrollment.workflow}, {step.key}: {line}"


def takes(member: Member, inbound: Inbound, now: datetime) -> bool:
    """Whether a line of an open question says just these words."""
    questions = open_questions(member, inbound.received_at)
    return bool(questions) and _taken(questions, member, inbound, Scene(now), lines_only=True) is not None


def waiting_for_words(member: Member) -> list[Enrollment]:
    """The member's walks that wait for a word of theirs to go on, the latest first."""
    return _WAITING.found(EPOCH, member.id, TEXTED)


def _waiting(now: datetime, member_id: int, what: str) -> Any:
    waiting = (Enrollment.status == ACTIVE) & (Enrollment.waiting == what)
    mine = Enrollment.select().where((Enrollment.member == member_id) & waiting)
    return mine.order_by(Enrollment.id.desc())


_WAITING = Look(_waiting)


def question_for(member: Member, inbound: Inbound) -> datetime | None:
    """When the newest open question was asked that has a line for this reply; nothing is moved."""
    scene = Scene(inbound.received_at)
    for one in open_questions(member, inbound.received_at):
        step = _step(one, scene)
        ways = [each.ways for each in step.answers] if isinstance(step, Ask) else []
        if fit(inbound.text, ways, member.language) is not None:
            return one.asked_at
    return None


def _taken(
    questions: list[Enrollment], member: Member, inbound: Inbound, scene: Scene, *, lines_only: bool
) -> tuple[Enrollment, Ask | Wait, str] | None:
    """Which walk takes the reply, and as which branch of its question."""
    asked = [(one, step) for one in questions if isinstance(step := _step(one, scene), Ask)]
    for enrollment, step in asked:
        line = fit(inbound.text, [answer.ways for answer in step.answers], member.language)
        if line is not None:
            return enrollment, step, str(line)
    for enrollment in waiting_for_words(member):
        waits, stands = _step(enrollment, scene), enrollment.workflow in scene.paused()
        if isinstance(waits, Wait) and not stands and _is_word(waits, enrollment, member, inbound):
            return enrollment, waits, WORD
    if asked and not lines_only and _takes_anything(asked[0][1], inbound.text):
        return (*asked[0], ANYTHING_ELSE)
    return None


def _is_word(step: Wait, enrollment: Enrollment, member: Member, inbound: Inbound) -> bool:
    """Whether it is a word that this walk waits for, in time. A mail may reply to any of the walk's own."""
    until = Walk.from_json(enrollment.state).until
    if not isinstance(step.until, UntilTexted):
        return False
    if until is not None and until <= inbound.received_at:
        return False
    if inbound.reply_token and not _sent_by(enrollment, Delivery.reply_token == inbound.reply_token):
        return False
    return fit(inbound.text, [step.until.words], member.language) is not None


def _takes_anything(step: Ask, text: str) -> bool:
    """A question with `anything else` does; one that keeps the words and names no answers takes all but a question.

    What a member asks us is never an answer that nobody sees: only where a person gets it, or where no name was promised.
    Nor is what can't be kept: "my order has not come" is nobody's name, and somebody should read it.
    """
    if step.anything_else is not None:
        return step.anonymous or reaches_a_person(step.anything_else) or not asks(text)
    if step.answers or asks(text) or not text.strip():
        return False
    read = OWN_DETAILS.get(step.save_as or "")
    return step.anonymous or (step.save_as is not None and (read is None or read(text) is not None))


def _step(enrollment: Enrollment, scene: Scene) -> Step | None:
    at = Walk.from_json(enrollment.state).at
    return scene.graph(enrollment.revision_id)[at].step if at is not None else None


def _takes(enrollment: Enrollment, at: datetime | None) -> bool:
    walk = Walk.from_json(enrollment.state)
    if walk.left is not None:
        return at is None or walk.until is None or at < walk.until
    return _sent_by(enrollment, (Delivery.step_key == walk.at) & Delivery.state.in_(MAY_HAVE_LEFT))


def _replies_to(token: str, enrollment: Enrollment) -> bool:
    """Whether the mail replies to what this question, or its reminder, sent."""
    at = Walk.from_json(enrollment.state).at or ""
    its = Delivery.step_key.in_([at, f"{at}/remind"])
    return _sent_by(enrollment, its & (Delivery.reply_token == token))


def _sent_by(enrollment: Enrollment, which: Any) -> bool:
    """Whether the walk sent something for which this holds."""
    its = (Delivery.enrollment == enrollment.id) & which
    return bool(Delivery.select(Delivery.id).where(its).exists())
