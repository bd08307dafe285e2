"""How many of an audience can be reached, and why the others never will be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import Case, Value, fn

from engine.audience.context import Context
from engine.audience.expressions import expression
from engine.audience.reaching import CHANNELS, consented, has_address, takes
from engine.language.community import Community
from engine.language.conditions import Conditions
from engine.models import Address, Member
from engine.models.people import ACTIVE, BOUNCED, STOPPED

TEXT, EMAIL, PHONE = "text", "email", "phone"


@dataclass(frozen=True, slots=True)
class Reach:
    """``total`` in the audience, ``reachable`` of them now; ``reasons`` counts why the others never get it."""

    total: int
    reachable: int
    reasons: Mapping[str, int]


def reachable(
    conditions: Conditions,
    *,
    now: datetime,
    community: Community,
    channels: tuple[str, ...] = (TEXT, EMAIL),
    workflow_name: str = "",
) -> Reach:
    """Count the audience by whether any of ``channels`` (text, email, phone) reaches them. One query.

    Where texts go out, a landline is reached by a call if the community rings landlines, or its owner prefers calls.
    """
    return reach_of(expression(conditions, Context(now, community, workflow_name)), community, channels)


def reach_of(fits: Any, community: Community, channels: tuple[str, ...] = (TEXT, EMAIL)) -> Reach:
    """The same of an audience that is an expression over Member already."""
    each = Member.select(_why(channels, community).alias("why")).where(fits)
    counts: Any = each.select_from(each.c.why, fn.COUNT(each.c.why)).group_by(each.c.why).tuples()
    found = {str(reason): int(count) for reason, count in counts}
    total = sum(found.values())
    ok = found.pop("", 0)
    return Reach(total, ok, dict(sorted(found.items())))


def _why(channels: tuple[str, ...], community: Community) -> Any:
    """Why a member gets nothing by any of these channels; empty where they do."""
    kinds = Address.channel.in_([kind for channel in channels for kind in CHANNELS[channel]])
    reached = takes(channels[0])
    for channel in channels[1:]:
        reached |= takes(channel)
    if TEXT in channels:
        reached |= takes(PHONE) if community.ring_landlines else takes(PHONE) & (Member.prefers == PHONE)
    return Case(
        None,
        (
            (reached, Value("")),
            (
                has_address(kinds & (Address.status == ACTIVE) & consented()),
                Value("their phone is a landline, which takes no texts"),
            ),
            (has_address(kinds & (Address.status == ACTIVE)), Value("nothing says that they agreed")),
            (has_address(kinds & (Address.status == STOPPED)), Value("they stopped")),
            (has_address(kinds & (Address.status == BOUNCED)), Value("their address does not work")),
        ),
        Value(f"they have no {_said(channels)}"),
    )


def _said(channels: tuple[str, ...]) -> str:
    names = {"text": "phone number", "phone": "phone number", "email": "email address"}
    return " and no ".join(dict.fromkeys(names[channel] for channel in channels))
