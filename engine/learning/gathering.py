"""The questions of a week that went to a person, alike ones together, the most asked first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from engine.models import Inbound
from engine.published import Published
from engine.understanding import asks, best_answer, doubtful, is_grave, is_private, words

PERSON = "person"  # what words are understood as that nothing fits
MOST_WORDS = 30
MOST_QUESTIONS = 500  # of a week, that are looked at


@dataclass(slots=True)
class Question:
    """Ways in which one thing was asked, in the order they came, and whose words they are."""

    language: str
    asked: list[str] = field(default_factory=list)
    inbounds: list[int] = field(default_factory=list)


def questions(since: datetime, until: datetime, published: Published) -> list[Question]:
    """What was asked from ``since`` up to ``until`` and has no answer yet; grave and private words left out."""
    found: list[Question] = []
    for inbound in _unanswered(since, until):
        language = inbound.member.language if inbound.member is not None else ""
        if best_answer(inbound.text, published.asked(language)) is not None:
            continue
        same = [one for one in found if one.language == language]
        which = best_answer(inbound.text, {str(at): one.asked for at, one in enumerate(same)})
        question = same[int(which)] if which is not None else Question(language)
        if which is None:
            found.append(question)
        question.asked.append(" ".join(inbound.text.split()))
        question.inbounds.append(inbound.id)
    return sorted(found, key=lambda one: -len(one.inbounds))


def _unanswered(since: datetime, until: datetime) -> Iterator[Inbound]:
    came = (Inbound.received_at > since) & (Inbound.received_at <= until)
    theirs = (Inbound.understood_as == PERSON) & (Inbound.channel != "phone") & Inbound.member.is_null(False)
    for row in Inbound.select().where(came & theirs).order_by(Inbound.id).limit(MOST_QUESTIONS):
        if row.member is not None and _may_be_listed(row.text, row.member.language):
            yield row


def _may_be_listed(text: str, language: str) -> bool:
    fits = asks(text) and 0 < len(words(text)) <= MOST_WORDS
    return fits and not (doubtful(text) or is_grave(text, language) or is_private(text))
