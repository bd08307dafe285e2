"""Columns are listed faster than peewee lists them, and to the letter as it does."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import peewee
import pytest

from engine.models import Delivery, Event, Member, Thread
from engine.models.base import QuickSelect

OTHER = Member.alias()
QUERIES = (
    Delivery.select(),
    Delivery.select(Delivery, Member).join(Member),
    Member.select().where(Member.id.in_(Member.select().where(Member.name == "x"))),
    Delivery.select(Delivery.state).where(Delivery.member.in_(Member.select(Member.id))),
    Member.select(peewee.fn.MAX(Member.id)),
    OTHER.select(OTHER.id).join(Member, on=(Member.sponsor == OTHER.id)),
    Thread.select(Thread.id).union(Member.select(Member.id)),
    Event.select(Event, Member.name.alias("who")).join(Member),
    Member.select(Member.name).from_(Member.select(Member.name).alias("inner")),
)


@pytest.mark.parametrize("number", range(len(QUERIES)))
def test_it_is_the_same_statement(cast: SimpleNamespace, number: int, monkeypatch: Any) -> None:
    quick = QUERIES[number].clone()
    said = quick.sql()
    monkeypatch.delattr(QuickSelect, "__sql_selection__")
    assert said == QUERIES[number].clone().sql()


def test_rows_come_back_as_they_were(cast: SimpleNamespace) -> None:
    assert Member.select().order_by(Member.id).first().name == cast.rosa.name
    joined = Member.select(Member, OTHER).join(OTHER, on=(OTHER.id == Member.id)).order_by(Member.id).first()
    assert joined == cast.rosa
