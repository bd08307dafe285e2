"""Answers that were learned by text, beside those in files. A file that asks the same has the last word."""

from __future__ import annotations

from collections.abc import Mapping

from engine.models import LearnedAnswer
from engine.published.messages import MessageWords
from engine.understanding import normal
from engine.wording.merge import compile_words

LEARNED = "learned-"
LIVE = "live"


def learned() -> list[LearnedAnswer]:
    """Those that were said yes to, oldest first."""
    return list(LearnedAnswer.select().where(LearnedAnswer.state == LIVE).order_by(LearnedAnswer.id))


def with_learned(answers: Mapping[str, tuple[MessageWords, ...]]) -> dict[str, tuple[MessageWords, ...]]:
    """The answers with those that were learned and that no file has taken over, by one of its ways to ask."""
    taken = {normal(way) for forms in answers.values() for words in forms for way in words.asked}
    merged = dict(answers)
    for row in learned():
        ways = tuple(str(way) for way in row.asked)
        if taken & {normal(way) for way in ways}:
            continue
        name = f"{LEARNED}{row.id}"
        words = compile_words(row.words, name)
        merged[name] = (MessageWords(name=name, kind="text", language=None, words=words, asked=ways),)
    return merged
