"""Several at the same moment: one leader, nobody asked twice, nobody's word lost."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import cover
from engine.cover import looking
from engine.models import Delivery, Occurrence, Pin, StandIn
from engine.models.db import transaction
from engine.models.people import lock_member
from tests.conftest import Statements
from tests.engine.cover.conftest import STARTS, Search
from tests.engine.outbox.test_races import at_once


def test_looking_again_changes_and_says_nothing(
    search: Search, people: SimpleNamespace, statements: Statements
) -> None:
    search.at(-9)
    Delivery.update(state="sent").execute()
    search.settle()
    before = len(search.text.sent)
    statements.clear()
    cover.look(search.kit.settings, search.now)
    assert not [sql for sql in statements if sql.startswith(("INSERT", "UPDATE", "BEGIN"))]
    search.settle()
    assert len(search.text.sent) == before


def test_two_clocks_ask_once(search: Search, people: SimpleNamespace, monkeypatch: Any) -> None:
    """What one decided from is not so any more when it writes: the other's has been written meanwhile."""
    search.at(-10.01)
    search.now = STARTS - timedelta(minutes=9.9)
    see = looking.see

    def slow(row: Occurrence, now: Any) -> Any:
        found = see(row, now)
        monkeypatch.setattr(looking, "see", see)
        cover.look(search.kit.settings, now)
        return found

    monkeypatch.setattr(looking, "see", slow)
    cover.look(search.kit.settings, search.now)
    assert search.asked() == [("Bea", "texted")]
    assert Delivery.select().where(Delivery.member == people.bea.id).count() == 1


def test_two_yeses_at_the_same_moment_are_one_leader(search: Search, people: SimpleNamespace) -> None:
    """Each in its own process, as two workers would: the first has it, the other is thanked, neither waits."""
    search.at(-9.9)
    for member, position in ((people.cy, 2), (people.bob, 3)):
        until = search.now + timedelta(minutes=3)
        values = {"position": position, "asked_at": search.now, "until_at": until}
        StandIn.create(occurrence=search.call, member=member, **values)
    said = (people.bea, people.cy, people.bob)

    def yes(number: int) -> None:
        with transaction():
            member = lock_member(said[number].id)
            assert member is not None
            cover.answered(member, True, search.kit.settings, search.now)

    at_once(3, yes)
    search.go(timedelta(seconds=5))
    (leader,) = (one for one in said if one.id == search.call.led_by_id)
    assert sorted(state for _, state in search.asked()) == ["silent", "silent", "yes"]
    assert Pin.select().count() == 1
    for one in said:
        assert any("PIN" in words for words in search.told(one)) is (one == leader)
    assert f"{leader.name.split()[0]} leads" in search.told(people.rosa)[-1]


def test_a_yes_while_the_clock_gives_up_on_them(search: Search, people: SimpleNamespace) -> None:
    """Whichever comes first, the call has one leader and nobody's word is lost."""
    search.at(-9.9)
    search.now = STARTS - timedelta(minutes=2)

    def act(number: int) -> None:
        if number:
            cover.look(search.kit.settings, search.now)
            return
        with transaction():
            member = lock_member(people.bea.id)
            assert member is not None
            assert cover.answered(member, True, search.kit.settings, search.now)

    at_once(2, act)
    search.go(timedelta(seconds=5))
    assert search.call.led_by == people.bea
    assert search.call.cover == "covered"


def test_a_call_that_cannot_be_looked_after_keeps_no_other_from_it(
    search: Search, people: SimpleNamespace, monkeypatch: Any, caplog: pytest.LogCaptureFixture
) -> None:
    search.at(-10.01)
    other = Occurrence.create(
        workflow="call",
        revision=search.call.revision_id,
        key="2026-11-24 again",
        starts_at=STARTS - timedelta(minutes=1),
        ends_at=STARTS + timedelta(minutes=44),
        cover_at=search.now,
        zone="America/Chicago",
    )
    see = looking.see

    def failing(row: Occurrence, now: Any) -> Any:
        if row.id == other.id:
            raise LookupError("nobody knows")
        return see(row, now)

    monkeypatch.setattr(looking, "see", failing)
    cover.look(search.kit.settings, STARTS - timedelta(minutes=9.9))
    assert search.asked() == [("Bea", "texted")]
    assert "Nobody looks after who leads call" in caplog.text
