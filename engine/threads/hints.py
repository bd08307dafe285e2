"""HINT: guidance for whoever has a conversation, by the member's last words there or by words of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from engine.models import Inbound, Member, Thread
from engine.outbox.fields import person_fields
from engine.published import live
from engine.understanding import best_answer, normal
from engine.wording.merge import MergeError
from engine.wording.say import title_from_name

MOST_WORDS, SHORTEST = 24, 1  # of what was said, and of a stretch of it


def hint(thread: Thread, owner: Member, asked: str, now: datetime) -> str:
    """The guidance that fits ``asked``, or without it the member's last words; else what there is guidance on."""
    published = live()
    words = asked.strip() or _last_words(thread)
    ways = published.guidance_ways()
    named = {name: (*each, title_from_name(name)) for name, each in ways.items()}
    name = _fitting(words, named)
    if name is None:
        return _topics(sorted(named))
    found = published.guidance_for(name, owner.language)
    try:
        return found.words.render(person_fields(thread.member, owner, published.community)).strip()
    except MergeError:
        return _topics(sorted(named))


def _fitting(words: str, ways: Mapping[str, Sequence[str]]) -> str | None:
    """The one guidance for these words, or for the longest stretch of them that asks for exactly one.

    Whoever reads it judges it, so it may be found more freely than what goes out to a member.
    """
    said = normal(words).split()[:MOST_WORDS]
    for size in range(len(said), SHORTEST - 1, -1):
        stretches = (" ".join(said[at : at + size]) for at in range(len(said) - size + 1))
        found = {name for stretch in stretches if (name := best_answer(stretch, ways)) is not None}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _last_words(thread: Thread) -> str:
    theirs = (Inbound.thread_id == thread.id) & (Inbound.member == thread.member_id) & (Inbound.text != "")
    found: str | None = (
        Inbound.select(Inbound.text).where(theirs).order_by(Inbound.id.desc()).limit(1).scalar()
    )
    return found or ""


def _topics(names: list[str]) -> str:
    if not names:
        return "There is no guidance yet. Ask a manager to write some."
    listed = ", ".join(title_from_name(name).lower() for name in names)
    return f"Nothing fits for certain. There is guidance on: {listed}. Text HINT and one of these."
