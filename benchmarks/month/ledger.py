"""The ledger: for each member everything they said and got, by their own clock, with the reason."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from benchmarks.month.cast import Person
from benchmarks.month.facts import Facts, left_at
from benchmarks.month.masks import Masks
from benchmarks.month.reasons import reason
from engine.models import Delivery, Inbound
from engine.models.sending import SENT
from engine.times import local
from engine.wording.say import plural

WIDTH = 110
INDENT = " " * 20
Line = tuple[datetime, int, int, str]


def ledger(facts: Facts) -> str:
    """Everybody's page, in the order of the cast."""
    masks = Masks(one.body for one in facts.deliveries)
    pages = [_page(person, facts, masks) for person in facts.played.people if person.key in facts.members]
    return "\n\n".join(pages) + "\n"


def _page(person: Person, facts: Facts, masks: Masks) -> str:
    member = facts.members[person.key]
    said = [_said(one, person, facts, masks) for one in facts.said_by(member.id)]
    got = [_got(one, person, facts, masks) for one in facts.of(member.id)]
    lines = [words for *_, words in sorted(said + got)]
    return "\n".join([_head(person, facts), *lines])


def _head(person: Person, facts: Facts) -> str:
    member = facts.members[person.key]
    sent = Counter(one.kind for one in facts.of(member.id) if one.state == SENT)
    traits = person.traits
    parts = [
        f"{person.key} {person.name}" + (f" ({member.name})" if member.name not in ("", person.name) else ""),
        person.zone.split("/")[-1].replace("_", " "),
        member.language,
        person.prefers or person.writes_by,
        *([person.role] if person.role else []),
        *person.tags,
        *([f"fate: {person.fate}"] if person.fate else []),
        f"answers {traits.answers:.0%}, comes to {traits.calls:.0%} of calls, writes {traits.talks:g} a week",
    ]
    counts = ", ".join(f"{count} {kind}" for kind, count in sorted(sent.items()))
    return f"== {'; '.join(parts)}\n   got {sum(sent.values())}: {counts or 'nothing'}"


def _said(one: Inbound, person: Person, facts: Facts, masks: Masks) -> Line:
    words = one.text or one.subject or f"({one.channel})"
    if photos := facts.photos.get(one.id):
        words += f" (+ {plural(photos, 'photo')})"
    return (
        one.received_at,
        0,
        one.id,
        _entry(one.received_at, person, "<", masks.hide(words), one.understood_as),
    )


def _got(one: Delivery, person: Person, facts: Facts, masks: Masks) -> Line:
    at = left_at(one)
    sign = ">" if one.state == SENT else "-"
    how = {"email": "(mail) ", "phone": "(rings) "}.get(one.channel, "")
    words = one.body if one.channel != "email" else f"{one.subject}: {one.body}"
    shown = (
        masks.hide(words or f"[{one.message}]") if one.state == SENT else f"[{one.message or 'our words'}]"
    )
    return at, 1, one.id, _entry(at, person, sign, how + shown, masks.hide(reason(one, facts)))


def _entry(at: datetime, person: Person, sign: str, words: str, why: str) -> str:
    there = local(at, person.zone)
    head = f"  {there:%a %b %d %H:%M} {sign} "
    lines = list(_wrapped(" / ".join(part.strip() for part in words.splitlines() if part.strip())))
    lines += list(_wrapped(f"[{why}]"))
    return head + f"\n{INDENT}".join(lines)


def _wrapped(words: str) -> Iterator[str]:
    yield from textwrap.wrap(words, WIDTH - len(INDENT), break_long_words=False) or [""]
