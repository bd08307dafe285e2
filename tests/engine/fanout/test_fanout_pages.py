"""Fan-outs on a real database: everybody once, page by page, killed wherever it hurts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from engine import fanout, runner
from engine.fanout import draining
from engine.models import Delivery, Enrollment, Fanout, Member, Trace, database
from engine.models.running import ACTIVE
from tests.engine.runner.town import Town

MANY = 230
HOUR = timedelta(hours=1)


@pytest.fixture
def town(db: str, now: datetime) -> Town:
    town = Town(now)
    zones = ("America/Chicago", "Asia/Tokyo")
    rows = [
        {"name": f"m{i}", "timezone": zones[i % 2], "joined_at": now, "public_id": f"{i:032}"}
        for i in range(MANY)
    ]
    Member.insert_many(rows).execute()
    town.publish(note="start: by hand\nagain: never\nsteps:\n  - wait: 1 day\n  - send: a\n")
    return town


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draining, "FIRST_PAGE", 40)
    monkeypatch.setattr(draining, "SMALLEST", 40)
    monkeypatch.setattr(draining, "LARGEST", 40)


def make(now: datetime, kind: str, **fields: Any) -> Fanout:
    usual = {"cause": "trial", "kind": kind, "begins_at": now, "due_at": now, "detail": {"message": "a"}}
    return Fanout.create(**{**usual, **fields})


def test_everybody_gets_one(town: Town) -> None:
    row = make(town.now, fanout.SEND)
    done = fanout.drain(town.now)
    assert (done.rows, done.pages, done.more) == (MANY, 6, False)
    fresh = Fanout.get_by_id(row.id)
    assert (fresh.state, fresh.served, fresh.cursor) == ("done", MANY, MANY)
    assert Counter(delivery.member_id for delivery in Delivery.select()).most_common(1)[0][1] == 1
    assert len({delivery.public_id for delivery in Delivery.select()}) == MANY
    assert fanout.drain(town.now).pages == 0


@pytest.mark.parametrize("kind", [fanout.SEND, fanout.ENROLL])
def test_one_that_is_killed_goes_on_where_it_was(
    town: Town, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    make(town.now, kind, workflow="note" if kind == fanout.ENROLL else "")
    fanout.drain(town.now, pages=2)
    advance: Callable[..., None] = draining._advance

    def killed(*args: Any, **options: Any) -> None:
        raise KeyboardInterrupt

    # The rows of this page are written, its cursor is not: the commit holds both or neither.
    monkeypatch.setattr(draining, "_advance", killed)
    with pytest.raises(KeyboardInterrupt):
        fanout.drain(town.now)
    database.close()
    database.connect()
    model: Any = Delivery if kind == fanout.SEND else Enrollment
    assert model.select().count() == 80
    monkeypatch.setattr(draining, "_advance", advance)
    fanout.drain(town.now)
    assert Counter(row.member_id for row in model.select()) == dict.fromkeys(range(1, MANY + 1), 1)


def test_a_zone_is_served_alone(town: Town) -> None:
    make(town.now, fanout.SEND, zone="Asia/Tokyo")
    fanout.drain(town.now)
    zones = {
        row.member.timezone for row in Delivery.select(Delivery, Member).join(Member, on=Delivery.member)
    }
    assert (zones, Delivery.select().count()) == ({"Asia/Tokyo"}, MANY // 2)


def test_who_is_in_already_is_noted_and_who_was_stays_out(town: Town) -> None:
    town.enroll("note", Member.get_by_id(1))
    town.enroll("note", Member.get_by_id(2))
    Enrollment.update(status="done", ended_at=town.now).where(Enrollment.member == 2).execute()
    make(town.now, fanout.ENROLL, workflow="note")
    fanout.drain(town.now)
    assert Enrollment.select().where(Enrollment.status == ACTIVE).count() == MANY - 1
    assert [
        (row.member_id, row.detail["why"]) for row in Trace.select().where(Trace.enrollment.is_null())
    ] == [(1, "they are in it already")]


def test_those_put_in_by_the_thousand_walk_like_the_others(town: Town) -> None:
    make(town.now, fanout.ENROLL, workflow="note")
    fanout.drain(town.now)
    while runner.drain_due(town.now).more:
        pass
    assert {row.due_at for row in Enrollment.select()} == {town.now + 24 * HOUR}


def test_one_that_begins_early_serves_later_joiners_when_it_is_due(
    town: Town, make_member: Callable[..., Member]
) -> None:
    row = make(town.now - HOUR, fanout.SEND, due_at=town.now)
    fanout.drain(town.now - HOUR)
    late = make_member("Late Joiner")
    assert Fanout.get_by_id(row.id).state == "waiting"
    fanout.drain(town.now)
    assert Fanout.get_by_id(row.id).state == "done"
    assert Counter(delivery.member_id for delivery in Delivery.select()) == dict.fromkeys(
        range(1, late.id + 1), 1
    )


def test_what_came_too_late_is_recorded_and_not_sent(town: Town) -> None:
    make(town.now - HOUR, fanout.SEND, expires_at=town.now - HOUR)
    fanout.drain(town.now)
    assert {(row.state, row.reason_code) for row in Delivery.select()} == {("expired", "expired")}


def test_one_that_raises_is_put_aside_and_the_next_is_served(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    bad = make(town.now, fanout.SEND, cause="bad", detail={"for": [{"key": "nonsense"}]})
    make(town.now, fanout.SEND, cause="good")
    for _ in range(4):
        fanout.drain(town.now)
    assert Fanout.get_by_id(bad.id).state == "quarantined"
    assert {row.cause for row in Delivery.select()} == {"good"}
    assert "raised" in caplog.text


def test_a_paused_workflow_takes_nobody(town: Town) -> None:
    make(town.now, fanout.ENROLL, workflow="note")
    town.files.pop("workflows/note.yaml")
    town.publish(other="start: by hand\nsteps:\n  - end\n")
    fanout.drain(town.now)
    assert Enrollment.select().count() == 0
