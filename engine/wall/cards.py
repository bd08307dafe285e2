"""What stands on the wall: whatever two people said yes to, with first names only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import fn

from engine.models import Cheer, Member, Praise
from engine.outbox.praised import in_language
from engine.praise import shared
from engine.published import Published

ON_A_PAGE = 40


@dataclass(frozen=True, slots=True)
class Card:
    """One piece of good news: since when it is up, its words, and how many cheered for it."""

    at: datetime
    words: str
    cheers: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """``cards`` are newest first; ``earlier`` is the number of the page after this one, 0 where there is none.
    ``first`` says that it is the page of the newest."""

    cards: tuple[Card, ...]
    earlier: int = 0
    first: bool = True


def page(number: int, published: Published, language: str, now: datetime) -> Page:
    """The ``number``-th page, counted from 1, as of ``now``, as far as it can be in the reader's ``language``."""
    first = max(number, 1)
    cheers = Cheer.select(fn.COUNT(Cheer.id)).where(Cheer.praise == Praise.id)
    newest = Praise.select(Praise, Member, cheers.alias("cheered")).join(Member)
    newest = newest.where(shared() & (Praise.shared_at <= now))
    newest = newest.order_by(Praise.shared_at.desc(), Praise.id.desc())
    rows: list[Any] = list(newest.limit(ON_A_PAGE + 1).offset((first - 1) * ON_A_PAGE))
    cards = tuple(
        Card(row.shared_at, _first_names(row.member, in_language(row, language, published)), row.cheered)
        for row in rows[:ON_A_PAGE]
    )
    return Page(cards, first + 1 if len(rows) > ON_A_PAGE else 0, first == 1)


def _first_names(member: Member, words: str) -> str:
    """The words, in which the member's whole name becomes the first of their names."""
    name = " ".join(member.name.split())
    first = name.partition(" ")[0]
    return re.sub(re.escape(name), first, words, flags=re.IGNORECASE) if first != name else words
