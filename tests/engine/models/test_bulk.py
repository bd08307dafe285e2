"""Many rows in one statement: the same as one by one, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from engine.models import Delivery, Member, Tag, bulk
from engine.models.sending import HELD, QUEUED

CONTEXT = {"words": 'Ünï "quoted" % ?', "list": [1, None], "yes": True}


@pytest.fixture
def members(db: str, make_member: Callable[..., Member]) -> list[Member]:
    return [make_member(name) for name in ("Ann", "Ben", "Cy")]


def row(member: Member, now: datetime, **fields: object) -> dict[str, object]:
    usual = {"cause": "c", "member": member.id, "created_at": now, "due_at": now, "context": CONTEXT}
    return {**usual, **fields}


def test_rows_are_inserted_as_peewee_would(members: list[Member], now: datetime) -> None:
    first, second, _ = members
    assert bulk.insert(Delivery, [row(first, now)]) == 1
    Delivery.create(**row(second, now))
    one, other = Delivery.select().order_by(Delivery.id)
    differs = {"id", "public_id", "member"}
    assert {name: value for name, value in one.__data__.items() if name not in differs} == {
        name: value for name, value in other.__data__.items() if name not in differs
    }
    assert len(one.public_id) == 32
    assert one.context == CONTEXT


def test_what_is_there_already_stays(members: list[Member], now: datetime) -> None:
    assert bulk.insert(Tag, [{"member": one.id, "name": "new", "at": now} for one in members[:2]]) == 2
    later = now + timedelta(days=1)
    assert bulk.insert(Tag, [{"member": one.id, "name": "new", "at": later} for one in members]) == 1
    assert [tag.at for tag in Tag.select().order_by(Tag.member)] == [now, now, later]
    assert bulk.insert(Tag, []) == 0


def test_an_update_changes_only_what_is_as_it_was_said_to_be(members: list[Member], now: datetime) -> None:
    bulk.insert(Delivery, [row(one, now) for one in members])
    Delivery.update(state=HELD).where(Delivery.member == members[1]).execute()
    ids = [one.id for one in Delivery.select().order_by(Delivery.member)]
    changes = [
        ({"id": id, "state": QUEUED}, {"sent_at": now if id == ids[0] else None, "context": {"at": id}})
        for id in ids
    ]
    assert bulk.update(Delivery, changes) == 2
    found = [(one.sent_at, one.context) for one in Delivery.select().order_by(Delivery.member)]
    assert found == [(now, {"at": ids[0]}), (None, CONTEXT), (None, {"at": ids[2]})]


def test_nothing_but_nulls_has_a_type_of_its_own(members: list[Member], now: datetime) -> None:
    Member.update(last_heard_at=now, sponsor=members[0]).execute()
    changes = [({"id": one.id}, {"last_heard_at": None, "sponsor": None}) for one in members]
    assert bulk.update(Member, changes) == 3
    assert {(one.last_heard_at, one.sponsor_id) for one in Member.select()} == {(None, None)}


def test_more_values_than_one_statement_takes(
    members: list[Member], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST_VALUES", 9)
    rows = [{"member": one.id, "name": f"t{at}", "at": now} for one in members for at in range(5)]
    assert bulk.insert(Tag, rows) == 15
    marks = [({"id": tag.id}, {"name": f"{tag.name}!"}) for tag in Tag.select()]
    assert bulk.update(Tag, marks) == 15
    assert {tag.name[-1] for tag in Tag.select()} == {"!"}
