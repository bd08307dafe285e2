"""Rows are made faster than peewee makes them, and hold just the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import peewee
import pytest

from engine.models import Address, Blob, Delivery, Inbound, Member, Snapshot
from engine.models.rows import Rows

MODELS = (Member, Address, Delivery, Inbound, Blob, Snapshot)
OTHER = Member.alias()


@pytest.fixture
def filled(db: str, cast: SimpleNamespace, now: datetime) -> None:
    """Rows with every kind of column: numbers, words, instants, JSON, bytes, yes and no, others' rows, and nothing."""
    Member.update(fields={"town": "Reno", "many": [1, None, True]}, paused_until=now).where(
        Member.id == cast.amy.id
    ).execute()
    Delivery.create(
        member=cast.amy, about=cast.bob, cause="a", context={"words": "Sí"}, created_at=now, due_at=now
    )
    Delivery.create(member=cast.bob, cause="b", created_at=now, due_at=now, once_per_address=True)
    Inbound.create(
        provider="twilio", provider_id="SM1", channel="text", from_value="+1", raw={"a": {"b": 1}},
        raw_bytes=b"\xff\x00", received_at=now, proven=False,
    )  # fmt: skip
    Blob.create(sha256="0" * 64, body=b"\x00bytes")
    Snapshot.create(at=now, files={"a": "b"})


def plainly(model: Any, *columns: Any) -> list[Any]:
    """What the library's own select gives."""
    chosen = columns or model._meta.sorted_fields
    return list(peewee.ModelSelect(model, chosen, is_default=not columns).order_by(model.id))


@pytest.mark.parametrize("model", MODELS)
def test_every_column_is_what_the_library_makes_of_it(filled: None, model: Any) -> None:
    ours, theirs = list(model.select().order_by(model.id)), plainly(model)
    assert ours
    assert [one.__data__ for one in ours] == [one.__data__ for one in theirs]
    kinds = [{name: type(value) for name, value in one.__data__.items()} for one in ours]
    assert kinds == [{name: type(value) for name, value in one.__data__.items()} for one in theirs]
    assert ours == theirs
    assert [one.dirty_fields for one in ours] == [[] for _ in ours]


def test_rows_of_others_are_fetched_and_changes_are_seen(filled: None, cast: SimpleNamespace) -> None:
    (first, second) = Delivery.select(Delivery.id, Delivery.member, Delivery.about).order_by(Delivery.id)
    assert (first.member_id, first.about.name, second.about) == (cast.amy.id, cast.bob.name, None)
    first.about = None
    assert [one.name for one in first.dirty_fields] == ["about"]
    first.save(only=first.dirty_fields)
    assert Delivery.get_by_id(first.id).about_id is None


@pytest.mark.parametrize(
    ("query", "quick"),
    [
        (Member.select, True),
        (lambda: Member.select(Member.name, Member.fields), True),
        (lambda: Member.select().where(Member.id > 1).limit(2), True),
        (lambda: Member.select(Member.name, Member.name), False),
        (lambda: Member.select(Member.name.alias("called")), False),
        (lambda: Member.select(peewee.fn.MAX(Member.id)), False),
        (lambda: Delivery.select(Delivery, Member).join(Member, on=Delivery.member), False),
        (lambda: OTHER.select(OTHER.name), False),
        (lambda: Member.select(Member.name).tuples(), False),
    ],
)
def test_what_is_no_plain_select_is_left_to_the_library(
    filled: None, query: Callable[[], Any], quick: bool
) -> None:
    assert isinstance(query().execute(), Rows) is quick


def test_one_row_after_the_other_and_all_again(filled: None) -> None:
    query = Member.select().order_by(Member.id)
    first, *others = [one.name for one in query.clone().iterator()]
    assert [query[0].name, *(one.name for one in query[1:])] == [first, *others]
    assert [one.name for one in query] == [first, *others]
    assert len(query) == len(others) + 1
