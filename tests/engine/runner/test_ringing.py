"""Ring steps on a real database: the walk waits for its call, and a key moves it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from engine import outbox, runner
from engine.models import Delivery, Enrollment, Inbound, Member, Trace
from engine.models.db import transaction
from engine.models.running import CALL, LEFT
from engine.outbox import NewReceipt
from tests.engine.runner.town import Town

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
RINGS = """
start: by hand
steps:
  - ring: hello
    retry: 2 times after 20 minutes
    expires: 3 hours
    press:
      1:
        - send: glad
      2:
        - tag: call-me
  - send: after
"""


def calls() -> list[Delivery]:
    return list(Delivery.select().where(Delivery.part == "phone").order_by(Delivery.id))


def report(row: Delivery, status: str, town: Town) -> None:
    token = row.attempt_token or ""
    with transaction():
        outbox.record_receipt(
            NewReceipt("twilio", f"CA{row.id}:{status}", status, token, f"CA{row.id}"), town.now
        )


def press(row: Delivery, key: str, branch: str, member: Member, town: Town) -> bool:
    inbound = Inbound.create(
        provider="twilio",
        provider_id=f"CA{row.id}:press",
        channel="phone",
        from_value="+13125550142",
        member=member,
        text=key,
        received_at=town.now,
        handled_at=town.now,
    )
    with transaction():
        return runner.press(row, branch, inbound, town.now)


def walk() -> Enrollment:
    found: Enrollment = Enrollment.get()
    return found


def start(town: Town, member: Member) -> Delivery:
    town.publish(rings=RINGS)
    town.enroll("rings", member)
    town.settle()
    return calls()[0]


def how() -> list[str]:
    return [row.detail["how"] for row in Trace.select().where(Trace.outcome == "rang")]


def test_the_walk_waits_until_the_call_is_over(town: Town, cast: SimpleNamespace) -> None:
    row = start(town, cast.amy)
    assert (walk().waiting, row.context["press"]) == (CALL, {"1": "0", "2": "1"})
    for status in ("initiated", "in-progress"):
        report(row, status, town)
    town.settle()
    assert (walk().waiting, town.texts()) == (CALL, [])
    report(row, "completed", town)
    town.settle()
    assert (walk().status, town.texts(), how()) == ("done", ["after"], ["answered"])


def test_it_waits_for_the_last_of_the_calls(town: Town, cast: SimpleNamespace) -> None:
    report(start(town, cast.amy), "no-answer", town)
    town.go(19 * MINUTE)
    assert len(town.phone.sent) == 1
    town.go(2 * MINUTE)
    assert len(town.phone.sent) == 2
    report(calls()[1], "busy", town)
    town.go(21 * MINUTE)
    report(calls()[2], "completed", town)
    town.settle()
    assert (len(calls()), town.texts()) == (3, ["after"])
    assert how() == ["no answer, then busy, then answered"]


def test_it_goes_on_when_another_call_would_be_too_late(town: Town, cast: SimpleNamespace) -> None:
    row = start(town, cast.amy)
    town.now += 170 * MINUTE
    report(row, "no-answer", town)
    town.settle()
    assert (len(calls()), town.texts(), how()) == (1, ["after"], ["no answer"])


def test_a_key_moves_it_and_the_end_of_the_call_then_changes_nothing(
    town: Town, cast: SimpleNamespace
) -> None:
    row = start(town, cast.amy)
    assert press(row, "1", "0", cast.amy, town)
    report(row, "completed", town)
    town.settle()
    assert town.texts() == ["glad", "after"]
    assert [row.outcome for row in Trace.select().where(Trace.outcome.in_(("pressed", "rang")))] == [
        "pressed"
    ]


def test_a_key_can_be_faster_than_our_own_books(town: Town, cast: SimpleNamespace) -> None:
    town.publish(rings=RINGS)
    town.enroll("rings", cast.amy)
    outbox.drain((0, 1, 2), town.kit, now=town.now, machine_now=town.now)
    assert walk().waiting == LEFT
    assert press(calls()[0], "2", "1", cast.amy, town)
    town.settle()
    assert town.texts() == ["after"]


def test_a_key_that_is_still_to_be_read_wins_over_the_end_of_the_call(
    town: Town, cast: SimpleNamespace
) -> None:
    row = start(town, cast.amy)
    unread = town.writes(cast.amy, "1")
    report(row, "completed", town)
    runner.drain_due(town.now)
    assert walk().waiting == CALL
    Inbound.update(handled_at=town.now).where(Inbound.id == unread.id).execute()
    town.settle()
    assert town.texts() == ["after"]


def test_a_call_that_nobody_reports_on_is_given_up(town: Town, cast: SimpleNamespace) -> None:
    start(town, cast.amy)
    town.go(HOUR)
    assert town.texts() == []
    town.go(HOUR)
    assert (town.texts(), how()) == (["after"], ["unknown"])


def test_who_is_out_is_not_rung_again(town: Town, cast: SimpleNamespace) -> None:
    row = start(town, cast.amy)
    with transaction():
        runner.end_all(cast.amy, "they said stop", town.now)
    report(row, "no-answer", town)
    town.go(HOUR)
    assert len(calls()) == 1


def test_a_call_that_may_not_be_placed_is_passed_over(town: Town, cast: SimpleNamespace) -> None:
    town.publish(rings=RINGS)
    town.enroll("rings", cast.tom)  # who has no phone
    town.settle()
    assert walk().status == "done"
    assert calls()[0].reason_code == "no-address"
