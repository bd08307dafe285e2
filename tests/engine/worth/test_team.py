"""A leader's own people: only theirs, by name only once they were told, and never a call to whoever mourns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import wishes
from engine.models import Attendance, Delivery, Event, Member, Occurrence, Praise, Revision
from engine.models.sending import QUEUED, REFUSED, SENT
from engine.published import live
from engine.worth.team import Team, team
from tests.engine.outbox.conftest import drain, make_kit, say, sent

DAY = timedelta(days=1)


@pytest.fixture
def calls(db: str, now: datetime) -> Callable[[int], list[Occurrence]]:
    def make(count: int) -> list[Occurrence]:
        revision = Revision.create(workflow="call", sha256="0" * 64, at=now)
        return [
            Occurrence.create(
                workflow="call", revision=revision, key=str(n), starts_at=now - n * 7 * DAY - DAY,
                ends_at=now - n * 7 * DAY, attendance_known=True, state="over",
            )
            for n in range(count)
        ]  # fmt: skip

    return make


@pytest.fixture
def people(cast: SimpleNamespace, make_member: Callable[..., Member], now: datetime) -> Callable[..., Member]:
    def make(name: str, days: int, heard: int | None = None, **fields: Any) -> Member:
        values: dict[str, Any] = {
            "sponsor": cast.bob,
            "told_at": now - DAY,
            "joined_at": now - days * DAY,
            **fields,
        }
        values["last_heard_at"] = None if heard is None else now - heard * DAY
        return make_member(name, **values)

    return make


def test_a_leader_hears_of_their_own_and_of_nobody_else(
    cast: SimpleNamespace,
    people: Callable[..., Member],
    calls: Callable[[int], list[Occurrence]],
    now: datetime,
) -> None:
    three = calls(3)
    people("Nina New", 2)
    ana = people("Ana Absent", 90, 5)
    quinn = people("Quinn Quiet", 90, 40)
    people("Mona Mourning", 90, 50, resting_until=now + DAY)
    wes = people("Wes Winner", 90, 1)
    people("Theirs Not", 90, 80, sponsor=cast.amy)
    people("Gone", 90, 80, forgotten_at=now)
    for member in (quinn, wes):
        Attendance.create(occurrence=three[1], member=member)
    Event.create(member=wes, name="first-sale", key="sale", at=now - DAY)
    Praise.create(
        member=ana, cause="p", words="Well done!", state="approved", shared_at=now - DAY, created_at=now
    )
    assert team(cast.bob, now) == Team(
        new=("Nina",),
        quiet=("Quinn", "Mona"),
        missed=("Ana", "Mona"),
        wins=("Ana", "Wes"),
        call=("Quinn", "Ana"),
        others=0,
        count=5,
    )


def test_nobody_missed_three_calls_where_there_were_two(
    cast: SimpleNamespace,
    people: Callable[..., Member],
    calls: Callable[[int], list[Occurrence]],
    now: datetime,
) -> None:
    calls(2)
    people("Ana", 90, 5)
    assert team(cast.bob, now).missed == ()


def test_no_name_before_its_owner_was_told(
    publish_small: None, cast: SimpleNamespace, people: Callable[..., Member], now: datetime
) -> None:
    nina = people("Nina New", 2, told_at=None, language="es")
    people("Old Hand", 90, 40)
    assert (team(cast.bob, now).new, team(cast.bob, now).others) == ((), 1)
    assert wishes.tell_who_sees(live(), now) == 1
    assert wishes.tell_who_sees(live(), now) == 0
    row = Delivery.get(Delivery.member == nina.id)
    assert (row.state, row.due_at) == (QUEUED, datetime.fromisoformat("2026-11-24T16:00:00+00:00"))
    assert row.context["words"].startswith("Para que sepas: Bob recibe cada semana")
    assert team(cast.bob, now).others == 1  # it is on its way
    Delivery.update(state=REFUSED).where(Delivery.id == row.id).execute()
    assert team(cast.bob, now).others == 1
    Delivery.update(state=SENT).where(Delivery.id == row.id).execute()
    assert (team(cast.bob, now).new, team(cast.bob, now).others) == (("Nina",), 0)


def test_where_no_leader_gets_a_note_nobody_is_told(
    cast: SimpleNamespace, people: Callable[..., Member], now: datetime
) -> None:
    from engine.publishing import publish
    from tests.engine.worth.conftest import FILES

    publish(
        {path: words for path, words in FILES.items() if "leaders" not in path and "people" not in path},
        now,
        "t",
    )
    people("Nina New", 2, told_at=None)
    assert wishes.tell_who_sees(live(), now) == 0


def test_the_leaders_email_names_their_people(
    publish_small: None, cast: SimpleNamespace, people: Callable[..., Member], now: datetime
) -> None:
    people("Old Hand", 90, 40)
    people("Untold Person", 90, 40, told_at=None)
    kit = make_kit()
    Member.update(sponsor=cast.rosa).where(Member.sponsor == cast.bob.id).execute()
    say(cast.rosa, now, message="people", by="email")
    drain(kit, now)
    (email,) = sent(kit, "email")
    assert "You have 2." in email.body
    assert "Old" in email.body
    assert "Untold" not in email.body
