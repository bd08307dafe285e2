"""Two texts that the cap held become one: within the cap, nothing lost, nothing twice, whatever fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import consent, outbox
from engine.channels import Absent, Found, Kit, Lookup, Outcome, Outgoing, PaperCarrier, Sighting
from engine.models import Address, Delivery, Enrollment, LiveWorkflow, Member, Sender, SpendDay
from engine.models.sending import FAILED, HELD, MERGED, QUEUED, REMINDER, SENDING, SENT, UNKNOWN
from engine.outbox import merging
from engine.times import local
from tests.engine.outbox.conftest import drain, fresh, make_kit, say, sent

DAY = timedelta(days=1)
NINE = datetime.fromisoformat("2026-11-24T15:00:00+00:00")  # the next morning in Chicago, when hours open
WALK = "start: joined\nsteps:\n  - send: welcome\n"


@pytest.fixture
def capped(publish: Callable[..., None], cast: SimpleNamespace, now: datetime) -> Callable[..., Kit]:
    """A community with a cap of one a day, and a first text that took today's place."""

    def make(text: Any = None, most: int = 1) -> Kit:
        publish({"workflows/hello.yaml": WALK}, community=f"at most: {most} a day\n", live=("hello",))
        Address.update(introduced_at=now).execute()
        kit = make_kit(text=text)
        for n in range(most):
            say(cast.amy, now, cause=f"first-{n}", body="Good evening, Amy.")
            drain(kit, now)
        return kit

    return make


def held(kit: Kit, now: datetime, *rows: Delivery) -> list[Delivery]:
    drain(kit, now + timedelta(seconds=1))
    drain(kit, now + timedelta(seconds=2))
    found = [fresh(row) for row in rows]
    assert {(row.state, row.reason_code) for row in found} == {(HELD, "cap")}
    return found


def walk(member: Member, now: datetime) -> Enrollment:
    revision = LiveWorkflow.get(LiveWorkflow.name == "hello").revision_id
    return Enrollment.create(
        workflow="hello", revision=revision, member=member, cause="w", started_at=now, waiting="left"
    )


def test_two_held_texts_go_out_as_one_and_both_are_accounted_for(
    capped: Callable[..., Kit], cast: SimpleNamespace, now: datetime
) -> None:
    kit = capped()
    waiting = walk(cast.amy, now)
    one = say(cast.amy, now, cause="one", message="welcome")
    two = say(cast.amy, now, cause="two", body="Rosa has a new recording.", enrollment_id=waiting.id)
    held(kit, now, one, two)
    drain(kit, NINE)
    assert [out.body for out in sent(kit)][1:] == [
        "Welcome Amy, good to have you!\nRosa has a new recording."
    ]
    one, two = fresh(one), fresh(two)
    assert (one.state, two.state) == (SENT, SENT)
    assert (two.carried_in, two.body) == (one.attempt_token, "Rosa has a new recording.")
    assert two.reason == "It goes out in one text with welcome."
    assert (two.price_micros, two.segments, two.provider_id) == (0, 0, None)
    assert (one.cap_day, two.cap_day) == ("2026-11-24", "")
    assert Enrollment.get_by_id(waiting.id).left_as == SENT  # the walk that waited for it goes on
    assert sum(day.micros for day in SpendDay.select()) == sum(row.price_micros for row in Delivery.select())


def question(member: Member, now: datetime) -> Delivery:
    return say(member, now, cause="two", body="How are you?", context={"asks": True})


def reminder(member: Member, now: datetime) -> Delivery:
    return say(member, now, cause="two", kind=REMINDER, body="The call is at 7.")


def by_mail(member: Member, now: datetime) -> Delivery:
    return say(member, now, cause="two", by="email", body="A letter.")


def half(member: Member, now: datetime) -> Delivery:
    return say(member, now, cause="two", by="both", body="Both.")


def long(member: Member, now: datetime) -> Delivery:
    return say(member, now, cause="two", body="word " * 70)


def of_another(member: Member, now: datetime) -> Delivery:
    return say(member, now, cause="two", body="Bob is quiet.", about_id=member.id)


def late(member: Member, now: datetime) -> Delivery:
    return say(member, now, cause="two", body="Tonight only.", expires_at=now + timedelta(hours=8))


@pytest.mark.parametrize("other", [question, reminder, by_mail, half, long, of_another, late])
def test_what_does_not_go_together_stays_apart(
    capped: Callable[..., Kit],
    cast: SimpleNamespace,
    now: datetime,
    other: Callable[[Member, datetime], Delivery],
) -> None:
    kit = capped()
    one = say(cast.amy, now, cause="one", body="Small news.")
    two = other(cast.amy, now)
    held(kit, now, one, two)
    drain(kit, NINE)
    assert [out.body for out in sent(kit)][1:] == [
        "The call is at 7." if other is reminder else "Small news."
    ]
    assert fresh(two).carried_in == ""


class Failing(PaperCarrier):
    """Does what it is told with each text: take it, refuse it, or say nothing of it (it left, or it did not)."""

    def __init__(self, ways: Iterator[str]) -> None:
        super().__init__("+13125550199", "twilio")
        self.ways = ways

    def send(self, outgoing: Outgoing) -> Outcome:
        way = next(self.ways, "take")
        if way in ("take", "left"):
            taken = super().send(outgoing)
            return taken if way == "take" else Outcome("settle", "twilio", message="Timed out.")
        return Outcome("settle" if way == "lost" else "retry", "twilio", message="Try later.")

    def find(self, lookup: Lookup) -> Sighting:
        there = [one for one in self.sent if one.token == lookup.token and one.body == lookup.body]
        return Found((f"paper-{lookup.token}",)) if there else Absent()


@pytest.mark.parametrize(
    ("way", "first", "second"),
    [("lost", UNKNOWN, MERGED), ("left", UNKNOWN, MERGED), ("retry", QUEUED, SENT)],
)
def test_the_carried_ends_as_the_text_did(
    capped: Callable[..., Kit], cast: SimpleNamespace, now: datetime, way: str, first: str, second: str
) -> None:
    kit = capped(Failing(iter(["take", way])))
    one, two = say(cast.amy, now, cause="one", body="One."), say(cast.amy, now, cause="two", body="Two.")
    held(kit, now, one, two)
    drain(kit, NINE, NINE)
    assert (fresh(one).state, fresh(two).state) == (first, second)  # what came back first goes first
    settled = outbox.settle_unknown(kit, now=NINE, machine_now=NINE + timedelta(minutes=2))
    assert settled.in_doubt == 0
    for day in range(3):
        drain(kit, NINE + day * DAY + timedelta(hours=1), NINE + timedelta(hours=1 + day))
    assert (fresh(one).state, fresh(two).state) == (SENT, SENT)
    words = Counter(line for out in sent(kit) for line in out.body.split("\n"))
    assert words["One."] == words["Two."] == 1


def test_a_receipt_that_comes_first_settles_both(
    capped: Callable[..., Kit], cast: SimpleNamespace, now: datetime
) -> None:
    kit = capped(Failing(iter(["take", "left"])))
    one, two = say(cast.amy, now, cause="one", body="One."), say(cast.amy, now, cause="two", body="Two.")
    held(kit, now, one, two)
    drain(kit, NINE)
    token = fresh(one).attempt_token or ""
    outbox.record_receipt(outbox.NewReceipt("twilio", "SM1:delivered", "delivered", token, "SM1"), NINE)
    assert (fresh(one).state, fresh(two).state) == (SENT, SENT)


def test_a_stop_after_it_did_not_leave_reaches_the_carried_too(
    capped: Callable[..., Kit], cast: SimpleNamespace, now: datetime
) -> None:
    kit = capped(Failing(iter(["take", "lost"])))
    one, two = say(cast.amy, now, cause="one", body="One."), say(cast.amy, now, cause="two", body="Two.")
    held(kit, now, one, two)
    drain(kit, NINE, NINE)
    consent.stop(cast.amy, Address.get(Address.value == "+13125550142"), "text", {}, NINE)
    outbox.cancel(member_id=cast.amy.id, why="They said stop.", now=NINE)
    outbox.settle_unknown(kit, now=NINE, machine_now=NINE + timedelta(minutes=2))
    drain(kit, NINE + DAY)
    assert len(sent(kit)) == 1
    assert {(fresh(row).state, fresh(row).reason_code) for row in (one, two)} == {("refused", "stopped")}


def test_what_nobody_can_say_any_more_is_not_sent_again(
    capped: Callable[..., Kit], cast: SimpleNamespace, now: datetime
) -> None:
    """The first was proven by another attempt's receipt, and the worker that had this one is gone."""
    kit = capped(Failing(iter(["take", "lost"])))
    one, two = say(cast.amy, now, cause="one", body="One."), say(cast.amy, now, cause="two", body="Two.")
    held(kit, now, one, two)
    drain(kit, NINE, NINE)
    Delivery.update(state=SENT, attempt_token=f"{one.public_id}-9").where(Delivery.id == one.id).execute()
    merging.follow_lost(NINE, NINE + timedelta(seconds=1))
    assert fresh(two).state == MERGED
    merging.follow_lost(NINE, NINE + timedelta(minutes=1))
    assert (fresh(two).state, fresh(two).reason) == (FAILED, merging.LOST)


def test_a_killed_drain_leaves_both_in_doubt_together(
    capped: Callable[..., Kit], cast: SimpleNamespace, now: datetime
) -> None:
    class Killed(Failing):
        def send(self, outgoing: Outgoing) -> Outcome:
            if len(self.sent) == 1:
                raise KeyboardInterrupt
            return super().send(outgoing)

    kit = capped(Killed(iter([])))
    one, two = say(cast.amy, now, cause="one", body="One."), say(cast.amy, now, cause="two", body="Two.")
    held(kit, now, one, two)
    with pytest.raises(KeyboardInterrupt):
        drain(kit, NINE, NINE)
    assert (fresh(one).state, fresh(two).state) == (SENDING, MERGED)
    kit = make_kit()  # it never left
    outbox.settle_unknown(kit, now=NINE, machine_now=NINE + timedelta(minutes=2))
    for day in range(3):
        drain(kit, NINE + day * DAY + timedelta(hours=1))
    assert sorted(line for out in sent(kit) for line in out.body.split("\n")) == ["One.", "Two."]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), min_size=1, max_size=7),
    ways=st.lists(st.sampled_from(["take", "take", "take", "lost", "left", "retry"]), max_size=8),
    most=st.integers(1, 2),
)
def test_never_over_the_cap_nothing_lost_nothing_twice(
    publish: Callable[..., None], make_member: Callable[..., Member], now: datetime,
    texts: list[tuple[int, int]], ways: list[str], most: int,
) -> None:  # fmt: skip
    for table in (Delivery, SpendDay, Sender):
        table.delete().execute()
    publish(community=f"at most: {most} a day\n")
    carrier = Failing(iter(ways))
    kit = make_kit(text=carrier)
    member = make_member("Amy")
    value = f"+1312{5550000 + member.id % 9999}"
    phone = Address.create(
        channel="phone", value=value, member=member, created_at=now, kind="mobile", introduced_at=now
    )
    consent.grant(phone, how="import", evidence={}, now=now)
    queued: dict[str, datetime] = {}
    for n, (hours, length) in enumerate(texts):
        queued[f"t{n} {'word ' * length}".strip()] = now + timedelta(hours=hours)
    mornings = [
        NINE + day * DAY + minutes * timedelta(minutes=1) for day in range(11) for minutes in (0, 2, 30)
    ]
    days: Counter[str] = Counter()
    for at in sorted({*mornings, *queued.values()}):
        for words, when in queued.items():
            if when == at:
                say(member, at, cause=words, body=words)
        before = len(carrier.sent)
        drain(kit, at, at)
        days[local(at, member.timezone).date().isoformat()] += len(carrier.sent) - before
        outbox.settle_unknown(kit, now=at, machine_now=at + timedelta(minutes=9))
    assert max(days.values()) <= most
    assert {row.state for row in Delivery.select()} == {SENT}
    assert Counter(line for out in carrier.sent for line in out.body.split("\n")) == Counter(list(queued))
