"""Asks for a yes: one at a time, in their order, and nobody is asked for ever."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from engine import approvals, clock, runner
from engine.approvals import open_ask
from engine.models import Approval, Delivery, Member
from engine.models.db import transaction
from tests.engine.runner.town import Town

DAY = timedelta(days=1)


@pytest.fixture
def town(db: str, now: datetime) -> Town:
    town = Town(now)
    town.publish(hello="start: by hand\nsteps:\n- send: hello\n")
    return town


def ask(town: Town, about: Member | None, words: str, subject: int, **more: object) -> Approval:
    with transaction():
        return approvals.ask("entry", subject, about, words, town.now, **more)  # type: ignore[arg-type]


def asked(town: Town, to: str = "+13125550100") -> list[str]:
    town.settle()
    return [one.body.splitlines()[0] for one in town.text.sent if one.to == to]


def answer(town: Town, person: Member, said: approvals.Verdict = approvals.YES) -> None:
    town.settle()
    found = open_ask(person, town.now)
    assert found is not None
    with transaction():
        approvals.say(found.approval, said, "", town.now)
        approvals.put_next(person, town.now, inbound_id=1)


def test_the_next_is_put_when_the_one_before_was_answered(town: Town, cast: SimpleNamespace) -> None:
    for number, words in enumerate(("one", "two", "three")):
        ask(town, cast.amy, words, number)
    assert asked(town)[-1].endswith("one")
    assert len(asked(town)) == 1
    answer(town, cast.rosa)
    assert [words[-3:] for words in asked(town)] == ["one", "two"]
    assert Delivery.select().order_by(Delivery.id.desc()).get().kind == "answer", "it follows their own words"
    answer(town, cast.rosa, approvals.NO)
    answer(town, cast.rosa)
    assert open_ask(cast.rosa, town.now) is None
    assert [row.state for row in Approval.select().order_by(Approval.id)] == ["yes", "no", "yes"]


def test_one_that_was_asked_before_is_asked_no_second_time(town: Town, cast: SimpleNamespace) -> None:
    assert ask(town, cast.amy, "one", 1) == ask(town, cast.amy, "one", 1)
    answer(town, cast.rosa)
    assert ask(town, cast.amy, "one", 1).state == "yes"


def test_after_two_days_of_silence_the_next_has_the_floor_and_the_first_comes_again_behind_it(
    town: Town, cast: SimpleNamespace
) -> None:
    first, second = ask(town, cast.amy, "one", 1), ask(town, cast.amy, "two", 2)
    town.settle()
    assert clock.next_due(town.now) == town.now + 2 * DAY
    town.go(2 * DAY)
    found = open_ask(cast.rosa, town.now)
    assert found is not None
    assert found.approval == second
    town.go(2 * DAY)
    found = open_ask(cast.rosa, town.now)
    assert found is not None
    assert found.approval == first
    town.go(20 * DAY)
    assert [words[-3:] for words in asked(town)] == ["one", "two", "one", "two", "one", "two"]
    assert Approval.get_by_id(first.id).state == "lapsed"
    assert open_ask(cast.rosa, town.now) is None, "two weeks later a yes is meant for something else"


def test_an_ask_alone_waits_without_another_word(town: Town, cast: SimpleNamespace) -> None:
    ask(town, cast.amy, "one", 1)
    town.go(5 * DAY)
    assert len(asked(town)) == 1
    answer(town, cast.rosa)


def test_who_has_nobody_waits_until_there_is_a_host(town: Town, cast: SimpleNamespace) -> None:
    Member.update(role="").execute()
    ask(town, cast.amy, "one", 1)
    assert asked(town) == []
    Member.update(role="host").where(Member.id == cast.bob.id).execute()
    assert asked(town, "+13035550101")[0].endswith("one")


def test_nobody_is_asked_about_themself(town: Town, cast: SimpleNamespace) -> None:
    ask(town, cast.rosa, "Rosa did well", 1)
    assert asked(town) == []
    assert asked(town, "+13035550101") == [], "a leader is no host"


def test_it_may_be_about_nobody_and_for_another_role(town: Town, cast: SimpleNamespace) -> None:
    Member.update(role="editor").where(Member.id == cast.bob.id).execute()
    ask(town, None, "the newsletter", 1, role="editor")
    assert asked(town, "+13035550101")[0].endswith("the newsletter")


def test_one_who_was_named_is_asked_once(town: Town, cast: SimpleNamespace) -> None:
    Member.update(role="editor").where(Member.id == cast.bob.id).execute()
    mine = ask(town, cast.bob, "yours", 1, person=cast.bob)
    ask(town, cast.amy, "another", 2, role="editor")
    town.go(7 * DAY)
    assert [words.split()[-1] for words in asked(town, "+13035550101")] == ["yours", "another"]
    assert Approval.get_by_id(mine.id).state == "lapsed"


def test_what_still_waits_to_leave_is_open_to_nobody(town: Town, cast: SimpleNamespace) -> None:
    ask(town, cast.amy, "one", 1)
    assert open_ask(cast.rosa, town.now) is None
    town.settle()
    assert open_ask(cast.rosa, town.now) is not None


def test_what_is_taken_back_leaves_the_floor(town: Town, cast: SimpleNamespace) -> None:
    ask(town, cast.amy, "one", 1)
    ask(town, cast.amy, "two", 2)
    with transaction():
        assert approvals.withdraw("entry", 1, town.now)
        assert not approvals.withdraw("entry", 1, town.now)
    assert [words[-3:] for words in asked(town)] == ["two"]


@pytest.fixture
def strict(db: str, now: datetime) -> Town:
    """A community with hours and no more than one message a day."""
    town = Town(now, community="name: The Team\ntimezone: America/Chicago\nat most: 1 a day\n")
    town.publish(
        hello="start: by hand\nsteps:\n- send: hello\n", more="start: by hand\nsteps:\n- send: more\n"
    )
    return town


def starts(town: Town, member: Member, *workflows: str) -> None:
    for workflow in workflows:
        with transaction():
            runner.enroll(workflow, member, "the test", town.now)
    town.settle()


@pytest.mark.parametrize("wants", ["", "calls", "fewer"])
def test_a_host_is_asked_whatever_they_want_less_of_and_it_takes_no_place_of_the_days(
    strict: Town, cast: SimpleNamespace, wants: str
) -> None:
    Member.update(wants=wants, week_most=0 if wants == "fewer" else None).where(
        Member.id == cast.rosa.id
    ).execute()
    for number, words in enumerate(("one", "two", "three")):
        ask(strict, cast.amy, words, number)
        assert asked(strict)[-1].endswith(words)
        with transaction():
            approvals.say(Approval.get(Approval.subject == number), approvals.YES, "", strict.now)
    assert {row.kind for row in Delivery.select()} == {"duty"}
    starts(strict, cast.rosa, "hello", "more")
    got = [row.state for row in Delivery.select().where(Delivery.message != "").order_by(Delivery.id)]
    assert got == (["refused", "refused"] if wants == "calls" else ["sent" if not wants else "held", "held"])


def test_a_host_is_not_asked_at_night(strict: Town, cast: SimpleNamespace) -> None:
    strict.now = datetime.fromisoformat("2026-11-24T05:00:00+00:00")  # 11pm in Chicago
    ask(strict, cast.amy, "one", 1)
    assert asked(strict) == []
    strict.go(datetime.fromisoformat("2026-11-24T15:00:00+00:00"))
    assert len(asked(strict)) == 1


def test_what_a_member_is_asked_of_themself_is_one_of_ours(strict: Town, cast: SimpleNamespace) -> None:
    starts(strict, cast.amy, "hello")
    ask(strict, cast.amy, "May we share it?", 1, person=cast.amy)
    strict.settle()
    row = Delivery.select().order_by(Delivery.id.desc()).get()
    assert (row.kind, row.state, row.reason_code) == ("started", "held", "cap")


def test_a_host_who_has_lost_somebody_is_left_in_peace_and_the_next_one_is_asked(
    strict: Town, cast: SimpleNamespace
) -> None:
    Member.update(resting_until=strict.now + 7 * DAY).where(Member.id == cast.rosa.id).execute()
    ask(strict, cast.amy, "one", 1)
    assert asked(strict) == [], "nobody else could say it"
    Approval.delete().execute()
    Delivery.delete().execute()
    Member.update(role="manager").where(Member.id == cast.bob.id).execute()
    ask(strict, cast.amy, "two", 2)
    assert asked(strict) == []
    assert [line[-3:] for line in asked(strict, "+13035550101")] == ["two"]
