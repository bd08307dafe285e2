"""What nobody could answer, once a week; a reply becomes an answer after a yes, and those who had asked get it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from engine import learning
from engine.models import LearnedAnswer, Member, Thread
from engine.published import live
from tests.engine.inbound.conftest import Town, kit, make_town, town

__all__ = ["kit", "make_town", "town"]

MONDAY = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)  # ten in Chicago


@pytest.fixture
def asked(town: Town, cast: SimpleNamespace) -> Town:
    """A week of questions: one twice, one in Spanish, and what belongs into no list."""
    for who, words in (
        (cast.bob, "Can I pay with a check?"),
        (cast.amy, "Do you ship the candles to Canada?"),
        (cast.bob, "do you ship candles to canada??"),
        (cast.carla, "¿Mandan velas a Canadá?"),
        (cast.amy, "We got divorced, do I keep my number?"),
        (cast.amy, "Where is order 4711-22?"),
        (cast.amy, "I like your candles"),
        (cast.amy, "when is the call?"),
    ):
        town.text(who, words)
    town.now = MONDAY
    return town


def test_the_list_says_how_often_and_leaves_out_what_is_private(asked: Town, cast: SimpleNamespace) -> None:
    assert learning.next_due(asked.now - timedelta(days=1)) == MONDAY
    assert learning.look(asked.now)
    assert not learning.look(asked.now + timedelta(minutes=1))
    assert asked.told(cast.rosa)[-1].split("\n") == [
        "This week nobody could answer:",
        "Q1 Do you ship the candles to Canada? (asked 2 times)",
        "Q2 Can I pay with a check?",
        "Q3 ¿Mandan velas a Canadá?",
        "Reply with the number and your answer, like: Q1 On Mondays.",
    ]


def test_a_week_with_nothing_to_ask_is_not_mentioned(town: Town, cast: SimpleNamespace) -> None:
    assert not learning.look(town.now + timedelta(days=7))
    assert town.told(cast.rosa) == []


def test_a_reply_is_an_answer_after_a_yes_and_those_who_asked_get_it(
    asked: Town, cast: SimpleNamespace
) -> None:
    learning.look(asked.now)
    assert asked.text(cast.rosa, "Q1: Yes, {we} ship there every Friday.") == "taught"
    assert live().asked("en").keys() == {"when-is-the-call"}
    assert "Do you ship" in asked.told(cast.rosa)[-1]
    assert asked.text(cast.rosa, "yes") == "answer"
    assert asked.told(cast.amy)[-1] == asked.told(cast.bob)[-1] == "Yes, we ship there every Friday."
    assert "Friday" not in asked.told(cast.carla)[-1]
    assert asked.text(cast.bob, "Do you ship candles to Canada?") == "answer"
    assert LearnedAnswer.get(LearnedAnswer.number == 1).state == "live"
    still_open = {row.member_id for row in Thread.select().where(Thread.done_at.is_null())}
    assert still_open == {
        cast.amy.id,
        cast.carla.id,
    }  # she wrote of other things since, which nobody has answered


def test_whoever_has_heard_from_a_person_is_left_alone(asked: Town, cast: SimpleNamespace) -> None:
    asked.now = MONDAY - timedelta(days=6, hours=18)
    code = Thread.select().where(Thread.member == cast.bob).order_by(Thread.id.desc()).get().code
    asked.text(cast.rosa, f"#{code} Yes, we do, Bob")
    asked.now = MONDAY
    learning.look(asked.now)
    asked.text(cast.rosa, "q1 Every Friday, with love")
    asked.text(cast.rosa, "yes")
    assert asked.told(cast.amy)[-1] == "Every Friday, with love"
    assert "Every Friday" not in asked.told(cast.bob)[-1]


@pytest.mark.parametrize(
    ("said", "state", "words"),
    [
        ("no", "declined", "On Fridays"),
        ("We ship on Fridays to Canada", "live", "We ship on Fridays to Canada"),
    ],
)
def test_a_no_keeps_it_back_and_better_words_take_its_place(
    asked: Town, cast: SimpleNamespace, said: str, state: str, words: str
) -> None:
    learning.look(asked.now)
    asked.text(cast.rosa, "Q1 On Fridays")
    asked.text(cast.rosa, said)
    found = LearnedAnswer.get(LearnedAnswer.number == 1)
    assert (found.state, found.words) == (state, words)


@pytest.mark.parametrize("words", ["Q7 never asked", "Q1", "1 On Fridays", "I have a Q1 question for you"])
def test_other_words_of_a_host_are_no_answers(asked: Town, cast: SimpleNamespace, words: str) -> None:
    learning.look(asked.now)
    assert asked.text(cast.rosa, words) != "taught"


def test_nobody_else_can_answer_the_list(asked: Town, cast: SimpleNamespace) -> None:
    learning.look(asked.now)
    assert asked.text(cast.amy, "Q1 Never again!") == "person"


def test_a_manager_comes_before_the_host_who_says_the_yes(asked: Town, cast: SimpleNamespace) -> None:
    Member.update(role="manager").where(Member.id == cast.bob.id).execute()
    learning.look(asked.now)
    assert asked.text(cast.bob, "Q2 Yes, made out to the team") == "taught"
    assert "as soon as it has its YES" in asked.told(cast.bob)[-1]
    assert "Can I pay" in asked.told(cast.rosa)[-1]
