"""Words without an answer: a nudge, then the next person with every word so far, by the clock alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine import clock, threads
from engine.doctor.conversations import waiting as doctor
from engine.models import Delivery, Member, Thread
from engine.models.people import lock_member
from engine.threads.saying import LONGEST, pieces
from tests.engine.runner.town import Town

CHICAGO_NOON = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
DESK = "name: The Tuesday Team\ntimezone: America/Chicago\n"


@pytest.fixture
def town(db: str, now: datetime) -> Town:
    """Monday, three in the afternoon; the community's usual hours end at eight."""
    town = Town(now, community=DESK)
    town.publish(note="start: by hand\nsteps:\n- send: a\n")
    return town


@pytest.fixture
def maria(make_member: Any) -> Member:
    maria: Member = make_member("Maria Lopez", phone="+13125550110", role="host")
    return maria


def opened(town: Town, cast: SimpleNamespace, words: str = "my box is broken") -> Thread:
    return threads.open_thread(cast.amy, "host", town.now, inbound=town.writes(cast.amy, words))


def told(member: Member) -> list[str]:
    rows = Delivery.select().where(Delivery.member == member).order_by(Delivery.id)
    return [row.context.get("words", row.body) for row in rows]


def by_clock(town: Town) -> list[datetime]:
    """Every instant at which the clock stops within three days, looking each time."""
    stops, end = [], town.now + timedelta(days=3)
    while (due := clock.next_due(town.now)) is not None and due < end:
        town.now = due
        clock.tick(due, town.kit)
        stops.append(due)
    return stops


def test_a_nudge_then_the_next_person_with_all_that_was_said(
    town: Town, cast: SimpleNamespace, maria: Member
) -> None:
    opened(town, cast)
    threads.owner_wrote(cast.rosa, town.writes(cast.rosa, "Oh no! Which one?"), town.now)
    threads.member_wrote(Thread.get(), town.writes(cast.amy, "the blue one"), town.now)
    before = len(told(cast.rosa))
    stops = by_clock(town)
    assert stops[:2] == [chicago(23, 19), chicago(24, 15)], "four hours of ours, then a day"
    nudge, passed = told(cast.rosa)[before:]
    assert nudge == "Amy (#1) is still waiting for a word from you. Just reply, or DONE if it is settled."
    assert passed.startswith("Maria has your conversation with Amy (#1) now")
    words, *_ = told(maria)
    assert words.splitlines() == [
        "Amy (#1) has waited for Rosa, so it comes to you now. What was said:",
        "Amy: my box is broken",
        "Rosa: Oh no! Which one?",
        "Amy: the blue one",
        "Just reply and it goes to them. DONE when you are finished.",
    ]
    assert threads.owner_wrote(maria, town.writes(maria, "A new one is on its way"), town.now)
    assert told(cast.amy)[-1] == "Maria: A new one is on its way"


def chicago(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=ZoneInfo("America/Chicago")).astimezone(UTC)


def test_who_answers_is_left_alone_and_so_is_a_thank_you(
    town: Town, cast: SimpleNamespace, maria: Member
) -> None:
    opened(town, cast)
    threads.owner_wrote(cast.rosa, town.writes(cast.rosa, "A new one comes tomorrow"), town.now)
    threads.member_wrote(Thread.get(), town.writes(cast.amy, "thank you so much!"), town.now)
    before = len(told(cast.rosa))
    by_clock(town)
    assert len(told(cast.rosa)) == before
    assert told(maria) == []


def test_nobody_left_is_said_and_looked_for_again(
    town: Town, cast: SimpleNamespace, make_member: Any
) -> None:
    opened(town, cast)
    by_clock(town)
    assert threads.unanswered(town.now) == 1
    assert any("without an answer" in one.words for one in doctor(town.now))
    assert Thread.get().owner_id == cast.rosa.id
    boss = make_member("Ann Boss", phone="+13125550111", role="manager")
    by_clock(town)
    assert Thread.get().owner_id == boss.id
    threads.owner_wrote(boss, town.writes(boss, "I am here"), town.now)
    assert threads.unanswered(town.now) == 0


def test_grave_words_wait_for_no_morning(town: Town, cast: SimpleNamespace, maria: Member) -> None:
    town.now = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)  # one at night
    threads.open_thread(cast.amy, "host", town.now, grave=True, inbound=town.writes(cast.amy, "my mom died"))
    first, second, *_ = by_clock(town)
    assert second - first == timedelta(minutes=30)
    assert "grave" in told(cast.rosa)[1]
    assert told(maria)[0].startswith("PLEASE READ NOW. Amy (#1)")


def test_never_is_never(town: Town, cast: SimpleNamespace, maria: Member) -> None:
    town.community = f"{DESK}nudge after: never\npass on after: never\n"
    town.publish()
    opened(town, cast)
    before = len(told(cast.rosa))
    by_clock(town)
    assert len(told(cast.rosa)) == before


def test_whoever_has_the_desk_today_gets_it(town: Town, cast: SimpleNamespace, make_member: Any) -> None:
    town.community = f"{DESK}rota:\n  monday: {{tagged: desk}}\n  tuesday: {{role: leader}}\n"
    town.publish()
    desk = make_member("Dee Desk", phone="+13125550120", tags=("desk",))
    assert threads.owner_for(cast.amy, "host", town.now, rota=True) == desk
    assert threads.owner_for(desk, "host", town.now, rota=True) == cast.rosa, "never themself"
    assert threads.owner_for(cast.amy, "host", CHICAGO_NOON, rota=True) == cast.rosa, (
        "nobody leads, so the role"
    )
    night = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)  # still Monday in Chicago
    assert threads.owner_for(cast.amy, "host", night, rota=True) == desk
    Member.update(paused_until=town.now + timedelta(days=2)).where(Member.id == desk.id).execute()
    assert threads.owner_for(cast.amy, "host", town.now, rota=True) == cast.rosa, (
        "not while they are on pause"
    )
    assert threads.owner_for(cast.amy, "host", night) == cast.rosa, "what is no conversation is for the hosts"


def test_who_rests_or_is_on_pause_gets_it_only_where_nobody_else_is_there(
    town: Town, cast: SimpleNamespace, make_member: Any
) -> None:
    soon = town.now + timedelta(days=2)
    boss = make_member("Ann Boss", phone="+13125550111", role="manager")
    Member.update(resting_until=soon).where(Member.id == cast.rosa.id).execute()
    assert threads.owner_for(cast.amy, "host", town.now) == boss, "the only host rests, so a manager"
    assert threads.owner_for(cast.amy, "host", soon) == cast.rosa, "once it is over"
    Member.update(sponsor=cast.rosa).where(Member.id == cast.amy.id).execute()
    assert threads.owner_for(Member.get_by_id(cast.amy.id), "sponsor", town.now) == boss
    Member.update(paused_until=soon).where(Member.id == boss.id).execute()
    assert threads.owner_for(cast.amy, "host", town.now) == cast.rosa, "nobody else is there"


def test_who_stopped_gets_no_conversation(town: Town, cast: SimpleNamespace, maria: Member) -> None:
    from engine import consent

    rosa = lock_member(cast.rosa.id)
    assert rosa is not None
    for address in rosa.addresses:
        consent.withdraw(address, "text", {}, town.now)
    assert threads.owner_for(cast.amy, "host", town.now) == maria


@pytest.mark.parametrize("role", ["product", "Product"])
def test_any_role_gets_what_is_told_to_it(
    town: Town, cast: SimpleNamespace, make_member: Any, role: str
) -> None:
    pat = make_member("Pat Shoe", phone="+13125550130", role="product")
    assert threads.owner_for(cast.amy, role, town.now) == pat
    assert threads.owner_for(cast.amy, "nobody has this", town.now) == cast.rosa


def test_long_words_go_in_several_texts_and_lose_none() -> None:
    words = " ".join(f"word{number}" for number in range(900))
    parts = pieces(words)
    assert len(parts) > 2
    assert max(map(len, parts)) <= LONGEST
    assert " ".join(parts) == words
    assert pieces("x" * 3000) == ["x" * LONGEST, "x" * LONGEST, "x" * 200]
