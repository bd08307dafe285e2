"""Killed at any boundary: nothing is lost, and nothing is sent twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import outbox
from engine.channels import Found, Kit, Lookup, Outcome, Outgoing, PaperCarrier, Sighting, Unsure
from engine.models import Delivery, SpendDay
from engine.models.sending import CLAIMED, FAILED, QUEUED, SENDING, SENT, UNKNOWN
from engine.outbox import Part, draining
from tests.engine.outbox.conftest import drain, fresh, make_kit, say

LEASE, QUIET = timedelta(seconds=31), timedelta(seconds=62)


class Killed(BaseException):
    """The process is gone: no handler of ours runs."""


class Fragile(PaperCarrier):
    """Dies before or after the provider had the message, once; `blind` is a provider that cannot be asked."""

    def __init__(self, provider: str = "twilio") -> None:
        super().__init__("+13125550199", provider)
        self.dies = ""
        self.blind = False
        self.outcome: Outcome | None = None

    def send(self, outgoing: Outgoing) -> Outcome:
        dies, self.dies = self.dies, ""
        if dies == "before":
            raise Killed
        if self.outcome is not None:
            outcome, self.outcome = self.outcome, None
            return outcome
        done = super().send(outgoing)
        if dies == "after":
            raise Killed
        return done

    def find(self, lookup: Lookup) -> Sighting:
        return Unsure() if self.blind else super().find(lookup)


@pytest.fixture
def carrier() -> Fragile:
    return Fragile()


@pytest.fixture
def kit(publish: Callable[..., None], carrier: Fragile) -> Kit:
    publish()
    made = make_kit(text=carrier, calls_per_second=100.0)
    return replace(made, carriers=replace(made.carriers, phone=carrier))


def settle(kit: Kit, now: datetime, machine: datetime) -> outbox.Evidence:
    return outbox.settle_unknown(kit, now=now, machine_now=machine)


def live_on(kit: Kit, start: datetime) -> None:
    """What any process does afterwards: drains and settlements until all leases and quiet periods are over."""
    for step in range(8):
        at = start + timedelta(seconds=31 * step)
        drain(kit, at)
        settle(kit, at, at)


BOUNDARIES = ["claim", "admit", "before", "after", "settle"]


@pytest.mark.parametrize("by", ["text", "phone"])
@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_killed_at_a_boundary(
    kit: Kit,
    carrier: Fragile,
    cast: SimpleNamespace,
    now: datetime,
    boundary: str,
    by: Part,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [say(member, now, by=by) for member in (cast.amy, cast.bob, cast.carla)]
    with monkeypatch.context() as patch:
        carrier.dies = boundary  # which only means something to it before and after its call
        if boundary not in ("before", "after"):
            _die_after(patch, boundary)
        with pytest.raises(Killed):
            drain(kit, now)
    live_on(kit, now)
    assert [fresh(row).state for row in rows] == [SENT] * 3
    sent = sorted(out.to for out in carrier.sent if out.channel == by)
    assert sent == ["+12125550103", "+13035550101", "+13125550142"]
    assert SpendDay.get().micros == sum(fresh(row).price_micros for row in rows)


def _die_after(patch: pytest.MonkeyPatch, name: str) -> None:
    """Let the step commit (settle: not), then die, the first time it is called."""
    original: Callable[..., Any] = getattr(draining, name)

    def dying(*args: Any, **options: Any) -> Any:
        if name != "settle":
            original(*args, **options)
        raise Killed

    patch.setattr(draining, name, dying)


def test_a_row_in_doubt_is_not_sent_again_while_nobody_can_say(
    kit: Kit, carrier: Fragile, cast: SimpleNamespace, now: datetime
) -> None:
    row = say(cast.amy, now)
    carrier.dies, carrier.blind = "after", True
    with pytest.raises(Killed):
        drain(kit, now)
    live_on(kit, now + LEASE)
    assert fresh(row).state == UNKNOWN
    assert settle(kit, now, now + timedelta(hours=25)).failed == 1
    assert (fresh(row).state, len(carrier.sent)) == (FAILED, 1)
    assert "not sent again" in fresh(row).reason


def test_a_receipt_settles_what_is_in_doubt(
    kit: Kit, carrier: Fragile, cast: SimpleNamespace, now: datetime
) -> None:
    row = say(cast.amy, now)
    carrier.dies = "after"
    with pytest.raises(Killed):
        drain(kit, now)
    token = carrier.sent[0].token
    outbox.record_receipt(outbox.NewReceipt("twilio", "SM1:sent", "sent", token, "SM1"), now)
    row = fresh(row)
    assert (row.state, row.provider_id, row.lease_token) == (SENT, "SM1", "")
    live_on(kit, now)
    assert len(carrier.sent) == 1


def test_a_late_receipt_of_an_earlier_attempt_stops_the_next(
    kit: Kit, carrier: Fragile, cast: SimpleNamespace, now: datetime
) -> None:
    row = say(cast.amy, now)
    carrier.outcome = Outcome("retry", "twilio", code=20429, message="Too many")
    drain(kit, now)
    assert (fresh(row).state, fresh(row).attempt) == (QUEUED, 1)
    outbox.record_receipt(outbox.NewReceipt("twilio", "SM1:sent", "sent", f"{row.public_id}-1", "SM1"), now)
    live_on(kit, now)
    assert (fresh(row).state, carrier.sent) == (SENT, [])


def test_an_id_that_another_delivery_owns_proves_nothing(
    kit: Kit, carrier: Fragile, cast: SimpleNamespace, now: datetime
) -> None:
    first = say(cast.amy, now, kind="answer")
    drain(kit, now)
    second = say(cast.amy, now, kind="answer", cause="d")
    carrier.dies = "before"
    with pytest.raises(Killed):
        drain(kit, now)
    carrier.find = lambda lookup: outbox_found(first)  # type: ignore[method-assign]
    settle(kit, now, now + QUIET)
    assert fresh(second).state == QUEUED


def outbox_found(row: Delivery) -> Sighting:
    return Found((fresh(row).provider_id or "",))


def test_mail_in_doubt_is_absent_only_once_later_mail_was_heard_of(
    publish: Callable[..., None], cast: SimpleNamespace, now: datetime
) -> None:
    publish()
    mail = Fragile("sendgrid")
    kit = make_kit(email=mail)
    row = say(cast.amy, now, message="letter", by="email")
    mail.dies = "before"
    with pytest.raises(Killed):
        drain(kit, now)
    assert settle(kit, now, now + QUIET).in_doubt == 1
    later = say(cast.rosa, now, message="letter", by="email")
    drain(kit, now, now + QUIET)
    assert settle(kit, now, now + 2 * QUIET).in_doubt == 1
    token = fresh(later).attempt_token or ""
    outbox.record_receipt(outbox.NewReceipt("sendgrid", "e1", "processed", token, "m1"), now)
    assert settle(kit, now, now + 2 * QUIET).again == 1
    drain(kit, now, now + 2 * QUIET)
    assert fresh(row).state == SENT
    assert [out.to for out in mail.sent] == ["rosa@example.com", "amy@example.com"]


def test_the_lease_outlasts_every_call_or_the_call_is_not_begun(
    publish: Callable[..., None], carrier: Fragile, cast: SimpleNamespace, now: datetime
) -> None:
    publish()
    hasty = make_kit(text=carrier, lease=10.0, provider_timeout=10.0)
    row = say(cast.amy, now)
    drain(hasty, now, limit=1)
    assert (fresh(row).state, carrier.sent) == (QUEUED, [])
    assert SpendDay.get().micros == 0


def test_what_kills_its_worker_three_times_is_set_aside(
    kit: Kit, carrier: Fragile, cast: SimpleNamespace, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison, fine = say(cast.amy, now), say(cast.bob, now)
    original = draining.admit

    def deadly(ids: Any, *args: Any, **options: Any) -> Any:
        if poison.id in ids:
            raise Killed
        return original(ids, *args, **options)

    monkeypatch.setattr(draining, "admit", deadly)
    for turn in range(8):
        try:
            drain(kit, now, now + LEASE * turn)
        except Killed:
            assert fresh(poison).state == CLAIMED
    assert fresh(fine).state == SENT
    assert (fresh(poison).state, fresh(poison).reason_code) == (FAILED, "quarantined")


OUTCOMES = [
    (
        Outcome("retry", "twilio", code=20429, retry_after=timedelta(seconds=40)),
        QUEUED,
        timedelta(seconds=40),
    ),
    (Outcome("later", "twilio", code=30003), QUEUED, timedelta(minutes=15)),
    (Outcome("tomorrow", "twilio", code=63038), QUEUED, timedelta(days=1)),
    (Outcome("settle", "twilio", message="ReadTimeout"), UNKNOWN, None),
    (Outcome("permanent", "twilio", code=21617), FAILED, None),
    (Outcome("suppress", "twilio", code=21610), FAILED, None),
    (Outcome("configuration", "twilio", code=30034), "held", timedelta(minutes=15)),
]


@pytest.mark.parametrize(("outcome", "state", "wait"), OUTCOMES)
def test_what_each_outcome_makes_of_the_row(
    kit: Kit,
    carrier: Fragile,
    cast: SimpleNamespace,
    now: datetime,
    outcome: Outcome,
    state: str,
    wait: timedelta | None,
) -> None:
    row = say(cast.amy, now)
    carrier.outcome = outcome
    drain(kit, now)
    row = fresh(row)
    assert (row.state, row.lease_token) == (state, "")
    if wait is not None:
        assert row.due_at == now + wait
    kept = row.price_micros if state == UNKNOWN else 0
    assert SpendDay.get().micros == kept


def test_a_halted_sender_is_tried_again_and_freed_by_the_first_success(
    kit: Kit, carrier: Fragile, cast: SimpleNamespace, now: datetime
) -> None:
    rows = [say(cast.amy, now), say(cast.bob, now)]
    carrier.outcome = Outcome("configuration", "twilio", code=30034, message="Unregistered")
    drain(kit, now, limit=1)
    drain(kit, now)
    assert carrier.sent == []
    assert "30034" in fresh(rows[1]).reason
    later = now + timedelta(minutes=16)
    drain(kit, later)
    say(cast.carla, later)
    drain(kit, later)
    assert len(carrier.sent) == 3


def test_a_carriers_stop_suppresses_the_phone_and_says_who_is_unreachable(
    kit: Kit, carrier: Fragile, cast: SimpleNamespace, now: datetime
) -> None:
    from engine import consent
    from engine.models import Address

    say(cast.bob, now)
    carrier.outcome = Outcome("suppress", "twilio", code=21610, message="Unsubscribed")
    assert drain(kit, now).unreachable == [cast.bob.id]
    assert consent.state(Address.get(Address.value == "+13035550101")).blocked


def test_a_landline_is_remembered(kit: Kit, carrier: Fragile, cast: SimpleNamespace, now: datetime) -> None:
    from engine.models import Address

    say(cast.amy, now)
    carrier.outcome = Outcome("permanent", "twilio", code=21614, message="Not a mobile")
    drain(kit, now)
    assert Address.get(Address.value == "+13125550142").kind == "landline"
    assert SENDING not in {row.state for row in Delivery.select()}
