"""Statements are put together faster than peewee does it, and are to the letter what it writes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import peewee
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.models import Delivery, Event, Member, Thread, database
from engine.models.quick import QuickContext

OTHER = Member.alias()
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
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
    Member.update(stage="new", joined_at=NOON).where((Member.id == 3) & Member.role.in_(["a", "b"])),
    Member.update(sponsor=Member.id).where(Member.sponsor == Member.id),
    Delivery.delete().where(Delivery.member.not_in(Member.select(Member.id).where(Member.role != ""))),
    Member.select().where(Member.id.in_([]) | Member.name.in_(()) | ~(Member.id == 1)),
    Member.select().where(Member.joined_at.between(NOON, NOON + timedelta(days=1))),
    Member.select().where((Member.fields["town"].as_text() == "Reno") & Member.name.startswith("A")),
    Member.select().where(peewee.fn.LOWER(Member.name) == "ann").order_by(Member.id.desc()).limit(3),
    Delivery.select().where(Delivery.member == Member(id=7)),
    Delivery.select().where(
        peewee.fn.EXISTS(Member.select().where((Member.id == Delivery.member) & (Member.id > 1)))
    ),
    Member.insert(public_id="p", name="x", joined_at=NOON).on_conflict_ignore(),
)
COLUMNS = (Delivery.id, Delivery.member, Delivery.state, Delivery.due_at, Delivery.address, Delivery.lane)


@pytest.mark.parametrize("number", range(len(QUERIES)))
def test_it_is_the_same_statement(cast: SimpleNamespace, number: int) -> None:
    assert quick(QUERIES[number].clone()) == slow(QUERIES[number].clone())


def compared(column: Any) -> st.SearchStrategy[Any]:
    value = st.datetimes(timezones=st.just(UTC)) if column is Delivery.due_at else st.integers() | st.text()
    if column is not Delivery.state and column is not Delivery.due_at:
        value = st.integers()
    several = st.lists(value, max_size=3)
    return st.one_of(
        value.map(lambda one: column == one),
        value.map(lambda one: column != one),
        value.map(lambda one: column <= one),
        several.map(column.in_),
        several.map(column.not_in),
        st.booleans().map(column.is_null),
        st.sampled_from(COLUMNS).map(lambda one: column > one),
        st.just(column.in_(Member.select(Member.id).where(Member.id < 9))),
        value.map(lambda one: peewee.fn.COALESCE(column, one) == one),
    )


WHICH = st.recursive(
    st.sampled_from(COLUMNS).flatmap(compared),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda both: both[0] & both[1]),
        st.tuples(inner, inner).map(lambda both: both[0] | both[1]),
        inner.map(lambda one: ~one),
    ),
    max_leaves=8,
)


@given(which=WHICH)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_condition_is_written_as_peewee_writes_it(db: str, which: Any) -> None:
    assert quick(Delivery.select().where(which)) == slow(Delivery.select().where(which))


def quick(query: Any) -> Any:
    assert database.obj.context_class is QuickContext
    return comparable(*query.sql())


def slow(query: Any) -> Any:
    """As the library writes it by itself."""
    context = peewee.Context(**database.obj.get_context_options())
    return comparable(*context.sql(query).query())


def comparable(sql: str, values: list[Any]) -> tuple[str, list[Any]]:
    """PostgreSQL's JSON is wrapped in what equals nothing but itself."""
    return sql, [getattr(value, "obj", value) for value in values]


def test_rows_come_back_as_they_were(cast: SimpleNamespace) -> None:
    assert Member.select().order_by(Member.id).first().name == cast.rosa.name
    joined = Member.select(Member, OTHER).join(OTHER, on=(OTHER.id == Member.id)).order_by(Member.id).first()
    assert joined == cast.rosa
