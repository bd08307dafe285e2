"""Changing a member, with all that follows from it: starts by tag, `stop when`, and times in a new zone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from engine import runner
from engine.community.details import Details, checked, known_fields
from engine.language.community import Community
from engine.models import Member, Tag
from engine.models.people import lock_member

_PLAIN = ("name", "timezone", "language", "role", "stage", "birthday", "prefers")


def change(
    member: Member, given: Mapping[str, str], fields: Mapping[str, str], community: Community, now: datetime
) -> None:
    """Set what is ``given`` and the free ``fields`` named, and nothing else. Raises DetailError."""
    row = lock_member(member.id) or member
    plain: dict[str, Any] = {name: given.get(name, "") for name in _PLAIN}
    new = checked(Details(**plain), community)
    for name in given:
        setattr(row, name, getattr(new, name))
    row.fields = {**row.fields, **known_fields(fields, community)}
    row.save(only=[*(getattr(Member, name) for name in _PLAIN), Member.fields])
    if "timezone" in given:
        runner.rezoned(row, now)
    runner.recheck(row, now)


def put_tags(member: Member, tags: Iterable[str], now: datetime) -> None:
    for tag in tags:
        runner.tag(member, tag, now)


def take_tags(member: Member, tags: Iterable[str], now: datetime) -> None:
    names = list(tags)
    if names:
        Tag.delete().where((Tag.member == member.id) & Tag.name.in_(names)).execute()
        runner.recheck(member, now)
