"""The gate keeps what members asked for themselves: fewer a week, call reminders alone, peace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.channels import Kit
from engine.models import Delivery, Enrollment, LiveWorkflow, Member
from engine.models.sending import (
    ANSWER,
    CRISIS,
    DUTY,
    EXPIRED,
    HELD,
    PERSON,
    REFUSED,
    REMINDER,
    SENT,
    SERVICE,
    STARTED,
)
from engine.outbox.gate import FREE, decide
from tests.engine.outbox.conftest import drain, fresh, say, sent
from tests.engine.outbox.test_gate import AMY, COMMUNITIES, COMMUNITY, FACTS, INSTANTS, NOON

DAY = timedelta(days=1)
WALK = "start: joined\nsteps:\n  - send: welcome\n"
BIRTHDAY = "start: date birthday at 9am\nsteps:\n  - send: welcome\n"


@given(
    FACTS, COMMUNITIES, INSTANTS, st.sampled_from(["", "fewer", "calls"]), st.integers(1, 3), st.integers(0, 4),
    st.booleans(), st.none() | st.integers(-48, 48),
)  # fmt: skip
def test_no_wish_is_ever_passed_over(
    facts: object,
    community: object,
    now: datetime,
    wants: str,
    most: int,
    had: int,
    passing: bool,
    rests: int | None,
) -> None:
    until = None if rests is None else now + timedelta(hours=rests)
    days = tuple((now - n * DAY).date().isoformat() for n in range(had))
    asked = replace(
        facts,
        wants=wants,
        week_most=most,
        week_days=days,
        passing=passing,
        resting_until=until,  # type: ignore[type-var]
    )
    decision = decide(asked, community, now)  # type: ignore[arg-type]
    if decision.verdict == "hold":
        assert decision.until is not None
        return
    if decision.verdict != "send" or asked.kind in FREE:
        return
    assert asked.kind == CRISIS or until is None or until <= now
    assert asked.kind != STARTED or wants != "calls"
    assert asked.kind != STARTED or wants != "fewer" or had < most


@pytest.mark.parametrize(
    ("kind", "passing", "said"),
    [
        (STARTED, True, "expire"), (STARTED, False, "hold"), (REMINDER, False, "hold"), (REMINDER, True, "hold"), (DUTY, False, "hold"),
        (ANSWER, True, "send"), (PERSON, True, "send"), (SERVICE, True, "send"), (CRISIS, True, "send"),
    ],
)  # fmt: skip
def test_whoever_has_lost_somebody_is_left_in_peace(kind: str, passing: bool, said: str) -> None:
    until = NOON + 3 * DAY
    decision = decide(replace(AMY, kind=kind, passing=passing, resting_until=until), COMMUNITY, NOON)
    assert decision.verdict == said
    if said != "send":
        assert decision.code == "resting"
        assert decision.sentence == "Amy has lost somebody, so we keep quiet until Thu 26 Nov noon."
    assert said != "hold" or decision.until == until


@pytest.mark.parametrize(
    ("kind", "said"),
    [(STARTED, "refuse"), (REMINDER, "send"), (ANSWER, "send"), (PERSON, "send"), (CRISIS, "send")],
)
def test_only_the_call_is_only_the_call(kind: str, said: str) -> None:
    assert decide(replace(AMY, kind=kind, wants="calls"), COMMUNITY, NOON).verdict == said


def test_the_week_frees_its_places_one_by_one() -> None:
    facts = replace(AMY, wants="fewer", week_most=2, week_days=("2026-11-19", "2026-11-22"))
    held = decide(facts, COMMUNITY, NOON)
    assert (held.verdict, held.code) == ("hold", "fewer")
    assert held.sentence == "Amy wants at most 2 messages a week, and has had 2."
    assert held.until == datetime.fromisoformat(
        "2026-11-26T15:00:00+00:00"
    )  # nine in the morning, a week later
    assert decide(replace(facts, passing=True), COMMUNITY, NOON).verdict == "expire"
    assert decide(replace(facts, week_days=("2026-11-22",)), COMMUNITY, NOON).verdict == "send"


@pytest.fixture
def walks(publish: Callable[..., None], now: datetime) -> Callable[[Member, str], Enrollment]:
    publish({"workflows/hello.yaml": WALK, "workflows/birthday.yaml": BIRTHDAY}, live=("hello", "birthday"))

    def put(member: Member, workflow: str) -> Enrollment:
        live = LiveWorkflow.get(LiveWorkflow.name == workflow)
        return Enrollment.create(
            workflow=workflow, revision=live.revision_id, member=member, cause=workflow, started_at=now
        )

    return put


def test_a_walk_waits_and_a_birthday_does_not_come_late(
    walks: Callable[[Member, str], Enrollment], kit: Kit, cast: SimpleNamespace, now: datetime
) -> None:
    Member.update(resting_until=now + 2 * DAY).where(Member.id == cast.amy.id).execute()
    hello = say(cast.amy, now, cause="a", enrollment_id=walks(cast.amy, "hello").id, workflow="hello")
    birthday = say(
        cast.amy, now, cause="b", enrollment_id=walks(cast.amy, "birthday").id, workflow="birthday"
    )
    news = say(cast.amy, now, cause="c")
    for second in range(3):
        drain(kit, now + timedelta(seconds=second))
    assert [fresh(row).state for row in (hello, birthday, news)] == [HELD, EXPIRED, EXPIRED]
    drain(kit, now + 2 * DAY)
    assert fresh(hello).state == SENT
    assert len(sent(kit)) == 1


def test_a_personal_limit_holds_over_the_week_and_counts_a_message_in_two_parts_once(
    walks: Callable[[Member, str], Enrollment], kit: Kit, cast: SimpleNamespace, now: datetime
) -> None:
    Member.update(wants="fewer", week_most=1).where(Member.id == cast.amy.id).execute()
    walk = walks(cast.amy, "hello")
    both = {"cause": "a", "by": "both", "enrollment_id": walk.id, "workflow": "hello"}
    say(cast.amy, now, **both)
    later = say(cast.amy, now, cause="z", enrollment_id=walk.id, workflow="hello", step_key="send:later")
    reminder = say(cast.amy, now, kind=REMINDER, cause="call")
    for second in range(5):
        drain(kit, now + timedelta(seconds=second))
    assert [row.state for row in Delivery.select().where(Delivery.cause == "a")] == [SENT, SENT]
    assert fresh(reminder).state == SENT
    assert (fresh(later).state, fresh(later).reason_code) == (HELD, "fewer")
    drain(kit, fresh(later).due_at)
    assert fresh(later).state == SENT
    assert fresh(later).sent_at > now + 6 * DAY


def test_a_refused_message_says_that_only_the_call_was_asked_for(
    kit: Kit, cast: SimpleNamespace, now: datetime
) -> None:
    Member.update(wants="calls").where(Member.id == cast.amy.id).execute()
    row = say(cast.amy, now)
    drain(kit, now)
    assert (fresh(row).state, fresh(row).reason_code) == (REFUSED, "only-calls")
    assert fresh(row).reason == "Amy Lee wants reminders of our calls, and nothing else."
