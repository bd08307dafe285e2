"""The rate of a sender: kept, shared, and never a reason to lose anybody's place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

from engine.models import Delivery, Member, Sender
from engine.models.sending import ANSWER, BULK, QUEUED, SENT, STARTED
from engine.outbox import pacing
from tests.engine.outbox.conftest import LANES, drain, fresh, make_kit, say, sent

SECOND = timedelta(seconds=1)


def crowd(make_member: Callable[..., Member], size: int) -> list[Member]:
    return [make_member(f"Member {n}", phone=f"+1312555{n:04}") for n in range(size)]


def test_bulk_keeps_to_three_quarters_of_the_rate_and_leaves_the_rest(
    publish: Callable[..., None], make_member: Callable[..., Member], now: datetime
) -> None:
    publish()
    kit = make_kit(sender_rate=4.0)
    members = crowd(make_member, 60)
    rows = [say(one, now, lane=BULK) for one in members[:50]]
    for step in range(10):
        drain(kit, now + step * SECOND)
    leaving = sum(fresh(row).state == SENT for row in rows)
    assert 27 <= leaving <= 34  # ten seconds at three a second, and the moment ahead
    answers = [say(one, now, kind=ANSWER, cause="a") for one in members[50:54]]
    drain(kit, now + 9 * SECOND)
    assert all(fresh(row).state == SENT for row in answers)


def test_what_waits_for_its_slot_keeps_its_place(
    publish: Callable[..., None], make_member: Callable[..., Member], now: datetime
) -> None:
    publish()
    kit = make_kit(sender_rate=1.0)
    rows = [say(one, now + n * SECOND) for n, one in enumerate(crowd(make_member, 6))]
    later = now + 10 * SECOND
    first = drain(kit, later, later)
    assert first.sent < 6
    assert not first.more
    assert fresh(rows[-1]).state == QUEUED
    for step in range(1, 8):
        drain(kit, later + step * SECOND, later + step * SECOND)
    assert [out.to for out in sent(kit)] == [f"+1312555{n:04}" for n in range(6)]


def test_mail_does_not_wait_behind_texts(
    publish: Callable[..., None], make_member: Callable[..., Member], cast: SimpleNamespace, now: datetime
) -> None:
    publish()
    kit = make_kit(sender_rate=0.1)
    for one in crowd(make_member, 4):
        say(one, now)
    letter = say(cast.rosa, now, message="letter", by="email")
    drain(kit, now)
    assert fresh(letter).state == SENT


def test_a_long_text_takes_a_longer_slot(db: str, now: datetime) -> None:
    pace = pacing.pace("text", "+13125550199", 2.0, now)
    assert pace.book(6, BULK)
    assert not pace.book(1, BULK)
    pace.save()
    row = Sender.get()
    assert row.next_free_at == now + 3 * SECOND
    assert row.bulk_free_at == now + 4 * SECOND
    assert pacing.free_from("text", "+13125550199", LANES[0]) == now + SECOND


def test_lanes_are_served_in_order(
    publish: Callable[..., None], make_member: Callable[..., Member], now: datetime
) -> None:
    publish()
    kit = make_kit()
    broadcast, answer = crowd(make_member, 2)
    say(broadcast, now - SECOND, kind=STARTED, lane=BULK)
    say(answer, now, kind=ANSWER)
    drain(kit, now)
    assert [out.to for out in sent(kit)] == ["+13125550001", "+13125550000"]
    assert Delivery.select().where(Delivery.state == SENT).count() == 2
