"""A look is put together once for each kind of database and each thing it is told, and asked at any instant."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
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


def test_what_it_is_told_is_filled_in_each_time_and_put_together_once(
    cast: SimpleNamespace, now: datetime
) -> None:
    built: list[int] = []

    def spoken(at: datetime, id: int, language: str, since: datetime, *, by_name: bool = False) -> Any:
        built.append(id)
        mine = (Member.id == id) | ((Member.language == language) & (Member.joined_at > since))
        return Member.select().where(mine & (Member.joined_at <= at)).order_by(Member.id)

    look, long_ago = Look(spoken), now - timedelta(days=300)
    Member.update(joined_at=now).execute()
    assert look.found(now, cast.bob.id, "es", long_ago) == [cast.bob, cast.carla]
    assert look.found(now, cast.tom.id, "xx", long_ago) == [cast.tom]
    assert look.found(now, cast.tom.id, "es", now) == [cast.tom]
    assert look.found(long_ago, cast.tom.id, "es", long_ago) == []
    assert len(built) == 1


def test_rows_that_are_found_are_what_a_select_finds(cast: SimpleNamespace, now: datetime) -> None:
    mine = Look(lambda at, which: Member.select().where(Member.id == which))
    (found,) = mine.found(now, cast.carla.id)
    assert found.__data__ == Member.get_by_id(cast.carla.id).__data__
    assert not found.dirty_fields
    assert (mine.one(now, cast.carla.id), mine.one(now, -1)) == (cast.carla, None)


def test_what_it_is_told_has_to_matter(cast: SimpleNamespace, now: datetime) -> None:
    look = Look(lambda at, name: Member.select(Member.id).where(Member.name == f"- {name}"))
    with pytest.raises(ValueError, match="compares nothing with"):
        look.rows(now, "Carla")
