"""What a check must know of the living community, frozen at one moment."""

from __future__ import annotations

from engine.language.known import Known
from engine.models import Member, Tag
from engine.published.learned import learned
from engine.understanding import normal
from engine.wording.names import field_key


def known(sender_rate: float = 1.0, calls_rate: float = 1.0) -> Known:
    """The tags and roles people have, and the longest values that merge fields take."""
    members = list(
        Member.select(Member.name, Member.role, Member.fields).where(Member.forgotten_at.is_null())
    )
    longest: dict[str, str] = {}
    for member in members:
        _keep(longest, "name", member.name)
        _keep(longest, "first_name", member.name.partition(" ")[0])
        for field, value in member.fields.items():
            _keep(longest, f"member.{field_key(field)}", str(value))
    return Known(
        tags=frozenset(row.name for row in Tag.select(Tag.name).distinct()),
        roles=frozenset(member.role for member in members if member.role),
        learned={normal(way): row.words for row in learned() for way in row.asked},
        members=len(members),
        longest=longest,
        sender_rate=sender_rate,
        calls_rate=calls_rate,
    )


def _keep(longest: dict[str, str], name: str, value: str) -> None:
    longest[name] = max(longest.get(name, ""), value, key=len)
