"""Whom a leader should call this week, at most three of them, each with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.models import Member
from engine.wording.reasons import reason
from engine.wording.say import short_name
from engine.worth.signs import Signs, heard

MOST = 3
LONG_GONE = timedelta(weeks=26)  # who has been silent for longer is not put before a leader each week
KINDS = ("news", "missed", "quiet", "unanswered", "unsold")
"""The reasons, the strongest first: of somebody with several, the first is said."""


@dataclass(frozen=True, slots=True)
class ToCall:
    """``name`` is the first name, with an initial where the leader has two of it; ``why`` is in the leader's language."""

    name: str
    why: str


def call_these(people: Sequence[Member], known: Signs, language: str, now: datetime) -> tuple[ToCall, ...]:
    """The people who most want a call: one for each reason before a second for any, who was silent longest first."""
    named = [one for one in people if one.name.strip()]
    waiting: Counter[str] = Counter()
    ranked: list[tuple[int, int, Member]] = []
    for one in sorted(named, key=lambda one: (heard(one), one.id)):
        kind = next(_kinds(one, known), None)
        if kind is not None:
            ranked.append((waiting[kind], KINDS.index(kind), one))
            waiting[kind] += 1
    chosen = sorted(ranked, key=lambda row: row[:2])[:MOST]
    firsts = Counter(one.name.split()[0].casefold() for one in named)
    return tuple(
        ToCall(_called(one, firsts), _why(one, KINDS[kind], known, language, now)) for _, kind, one in chosen
    )


def _kinds(one: Member, known: Signs) -> Iterator[str]:
    there = {
        "news": one.id in known.news,
        "missed": one.id in known.missed,
        "quiet": one.id in known.silent and known.silent[one.id] < LONG_GONE,
        "unanswered": one.id in known.unanswered,
        "unsold": one.id in known.unsold,
    }
    return (kind for kind in KINDS if there[kind])


def _why(one: Member, kind: str, known: Signs, language: str, now: datetime) -> str:
    if kind == "news":
        news = known.news[one.id]
        return reason(news.kind, language, words=news.words)
    since = heard(one) if kind == "quiet" else one.joined_at
    return reason(kind, language, days=(now - since).days)


def _called(one: Member, firsts: Counter[str]) -> str:
    first = one.name.split()[0]
    return short_name(one.name) if firsts[first.casefold()] > 1 else first
