"""A look is put together once for each kind of database and each thing it is told, and asked at any instant."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from peewee import fn

from engine.models import Member
from engine.models.looks import Look


def test_the_instant_and_what_is_an_hour_off_it_are_those_of_the_look(
    cast: SimpleNamespace, now: datetime
) -> None:
    built: list[datetime] = []

    def joined_lately(at: datetime, language: str, span: timedelta) -> Any:
        built.append(at)
        lately = Member.joined_at.between(at - span, at + timedelta(hours=1))
        return Member.select(Member.name).where(lately & (Member.language == language)).order_by(Member.name)

    look, hour = Look(joined_lately), timedelta(hours=1)
    Member.update(joined_at=now).execute()
    assert look.rows(now, "es", hour) == [(cast.carla.name,)]
    assert look.first(now - hour, "es", hour) == cast.carla.name
    assert not look.any(now - 2 * hour, "es", hour)
    assert not look.any(now + 2 * hour, "es", hour)
    assert look.any(now + 2 * hour, "es", 3 * hour)
    assert len(built) == 2


def test_an_instant_comes_back_as_one(cast: SimpleNamespace, now: datetime) -> None:
    last = Look(lambda at: Member.select(fn.MAX(Member.joined_at)).where(Member.joined_at <= at))
    Member.update(joined_at=now).execute()
    assert last.instant(now) == now
    assert last.instant(now - timedelta(days=1)) is None
