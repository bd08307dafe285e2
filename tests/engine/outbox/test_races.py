"""Several drains at once, and a STOP beside them: no cap broken, nobody written to who said stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from types import SimpleNamespace

from engine import consent, outbox
from engine.channels import Outcome, Outgoing, PaperCarrier
from engine.models import Address, Delivery, Household, Member
from engine.models.db import connection, transaction
from engine.models.people import lock_member
from engine.models.sending import SENT
from tests.addresses import first_address
from tests.engine.outbox.conftest import drain, fresh, make_kit, say, sent

DRAINS = 4


def at_once(times: int, do: Callable[[int], None]) -> None:
    """Run `do` in several threads, each with a connection of its own, starting together."""
    start = threading.Barrier(times)

    def run(number: int) -> None:
        with connection():
            start.wait()
            do(number)

    with ThreadPoolExecutor(times) as pool:
        list(pool.map(run, range(times)))


def test_drains_beside_one_another_keep_a_cap_of_one(
    publish: Callable[..., None], make_member: Callable[..., Member], now: datetime
) -> None:
    publish(community="at most: 1 a day\n")
    kit = make_kit()
    members = [make_member(f"Member {n}", phone=f"+1312555{n:04}") for n in range(6)]
    for member in members:
        for n in range(4):
            say(member, now, cause=f"c{n}")
    at_once(DRAINS, lambda _: drain(kit, now))
    at_once(DRAINS, lambda _: drain(kit, now))
    assert sorted(out.to for out in sent(kit)) == [f"+1312555{n:04}" for n in range(6)]


def test_every_delivery_goes_out_once_however_many_drain(
    publish: Callable[..., None], make_member: Callable[..., Member], now: datetime
) -> None:
    publish()
    kit = make_kit()
    for n in range(40):
        say(make_member(f"Member {n}", phone=f"+1312555{n:04}"), now)
    at_once(DRAINS, lambda _: drain(kit, now))
    drain(kit, now)
    assert sorted(out.to for out in sent(kit)) == [f"+1312555{n:04}" for n in range(40)]


def test_a_shared_address_is_written_to_once_by_two_drains(
    publish: Callable[..., None], make_member: Callable[..., Member], now: datetime
) -> None:
    publish()
    kit = make_kit()
    home = Household.create(name="The Millers")
    shared = Address.create(
        channel="phone", value="+13125550111", household=home, created_at=now, kind="mobile"
    )
    consent.grant(shared, "form", {}, now)
    for name in ("Ana", "Ben", "Cleo", "Dan"):
        say(make_member(name, household=home), now, once_per_address=True)
    at_once(DRAINS, lambda _: drain(kit, now, limit=1))
    for step in range(1, 4):
        drain(kit, now + timedelta(seconds=6 * step))
    assert len(sent(kit)) == 1
    assert Delivery.select().where(Delivery.state == SENT).count() == 1


class Watching(PaperCarrier):
    """Notes who is written to although their stop was committed before."""

    def __init__(self) -> None:
        super().__init__("+13125550199", "twilio")
        self.stopped: set[str] = set()
        self.wronged: list[str] = []

    def send(self, outgoing: Outgoing) -> Outcome:
        if outgoing.to in self.stopped:
            self.wronged.append(outgoing.to)
        return super().send(outgoing)


def test_a_stop_that_was_committed_is_never_written_to(
    publish: Callable[..., None], make_member: Callable[..., Member], now: datetime
) -> None:
    """A POST whose row was committed as being sent before the STOP may still run; none may begin after it."""
    publish()
    carrier = Watching()
    kit = make_kit(text=carrier)
    members = [make_member(f"Member {n}", phone=f"+1312555{n:04}") for n in range(24)]
    for member in members:
        say(member, now)

    def work(number: int) -> None:
        if number < 2:
            drain(kit, now)
            return
        for member in members[number::2]:
            _stop(member, now, carrier)

    at_once(4, work)
    drain(kit, now)
    assert carrier.wronged == []
    assert len(carrier.sent) + len(carrier.stopped) == len(members)


def _stop(member: Member, now: datetime, carrier: Watching) -> None:
    with transaction():
        lock_member(member.id)
        phone = first_address(member)
        under_way = Delivery.select().where(
            Delivery.member == member.id, Delivery.state.in_(("sending", "sent"))
        )
        waiting = not under_way.exists()
        consent.stop(member, phone, "text", {}, now)
        outbox.cancel(member_id=member.id, why="They said stop.", now=now)
    if waiting:
        carrier.stopped.add(phone.value)


def test_while_a_stop_is_being_decided_its_member_is_left_alone(
    publish: Callable[..., None], cast: SimpleNamespace, now: datetime
) -> None:
    publish()
    kit = make_kit()
    row, other = say(cast.amy, now), say(cast.bob, now)
    from engine.models.db import is_postgres

    if not is_postgres():
        return  # SQLite lets one transaction write at a time: there is no such moment
    held, done = threading.Event(), threading.Event()

    def stopping() -> None:
        with connection(), transaction():
            lock_member(cast.amy.id)
            held.set()
            done.wait(10)
            consent.stop(cast.amy, Address.get(Address.value == "+13125550142"), "text", {}, now)

    thread = threading.Thread(target=stopping)
    thread.start()
    held.wait(10)
    drain(kit, now)
    assert (fresh(row).state, fresh(other).state) == ("queued", SENT)
    done.set()
    thread.join()
    drain(kit, now)
    assert fresh(row).reason_code == "stopped"
    assert [out.to for out in sent(kit)] == ["+13035550101"]
