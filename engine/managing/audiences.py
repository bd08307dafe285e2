"""Whom words go to: everybody, those with a tag or a role, a leader's own people. And what that costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import fn

from engine import audience
from engine.audience import ANY_OF, BUT, SPONSOR, Context
from engine.language.conditions import EVERYONE, Condition, ConditionKey, Conditions
from engine.language.place import Place
from engine.managing.manager import Manager
from engine.models import Member, Tag
from engine.models.people import STRANGER
from engine.understanding.managing import EVERYONE as ALL
from engine.understanding.managing import names_of
from engine.understanding.normal import normal
from engine.wording.aloud import speaking_seconds
from engine.wording.bills import USUAL_NUMBER, Bill, bill_of
from engine.wording.prices import CURRENCY, Price, call_price, email_price, text_price
from engine.wording.segments import count_segments, plain

OWN_PEOPLE = frozenset({"my people", "my team", "team", "mi equipo", "mi gente"})
ANY_WAY = ("text", "email", "phone")


@dataclass(frozen=True)
class Group:
    """``label`` as it was said; ``to`` whom it means, as a fan-out keeps it."""

    label: str
    to: Mapping[str, Any]


def group_called(name: str, manager: Manager) -> Group | None:
    """The group of this name, without whoever asks; None where there is none."""
    said = normal(name)
    own = {SPONSOR: manager.member.id} if manager.own_only or said in OWN_PEOPLE else {}
    if said in ALL or said in OWN_PEOPLE:
        any_of = [audience.stored(EVERYONE)]
    else:
        any_of = [audience.stored(one) for one in _named(name)]
    if not any_of:
        return None
    return Group(" ".join(name.split()).upper(), {ANY_OF: any_of, BUT: manager.member.id, **own})


def everyone(manager: Manager) -> Group:
    found = group_called("everyone", manager)
    assert found is not None
    return found


def known_groups(most: int = 3) -> Sequence[str]:
    """Tags that most members have, as they are texted."""
    many = fn.COUNT(Tag.id)
    rows = Tag.select(Tag.name, many).group_by(Tag.name).order_by(many.desc(), Tag.name).limit(most)
    return [row.name.replace("-", " ").upper() for row in rows]


def bill(group: Group, words: str, manager: Manager, *, every_way: bool = False) -> Bill:
    """How many of the group can be reached, and about what it costs: texts; in a crisis calls and mails, too."""
    fits = audience.whom(group.to, Context(manager.now, manager.community))
    segments = count_segments(plain(words)).count
    texted = audience.reach_of(fits, manager.community, ("text",)).reachable
    by_text = bill_of(
        texted, 1, text_price(USUAL_NUMBER, segments).micros, segments, manager.settings.sender_rate
    )
    if not every_way:
        reached = audience.reach_of(fits, manager.community).reachable
        return Bill(reached, texted, by_text.price, by_text.seconds)
    rung = audience.reach_of(fits & ~audience.takes("text"), manager.community, ("phone",)).reachable
    mailed = audience.reach_of(fits, manager.community, ("email",)).reachable
    calls = call_price(USUAL_NUMBER, speaking_seconds(words)).micros * rung
    micros = by_text.price.micros + calls + email_price().micros * mailed
    seconds = max(by_text.seconds, rung / max(manager.settings.calls_per_second, 0.001))
    reached = audience.reach_of(fits, manager.community, ANY_WAY).reachable
    return Bill(reached, texted, Price(micros, CURRENCY), seconds)


def _named(name: str) -> list[Conditions]:
    """Conditions for the tag and for the role of this name, whichever there are."""
    ways = names_of(name)
    tags = {normal(row.name): row.name for row in Tag.select(Tag.name).distinct()}
    there = Member.forgotten_at.is_null() & (Member.how != STRANGER) & (Member.role != "")
    roles = {normal(row.role): row.role for row in Member.select(Member.role).where(there).distinct()}
    found: list[tuple[ConditionKey, str]] = []
    for key, known in (("tagged", tags), ("role", roles)):
        match = next((known[normal(way)] for way in ways if normal(way) in known), None)
        if match is not None:
            found.append((key, match))  # type: ignore[arg-type]  # a key of two
    return [Conditions((Condition(key, Place("", 0), (value,)),)) for key, value in found]
